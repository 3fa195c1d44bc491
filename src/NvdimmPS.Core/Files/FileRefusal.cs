using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>A path leads to what is not to be read from, or written to.</summary>
/// <param name="reason">What is there, or why not.</param>
/// <param name="next">What to do next.</param>
internal sealed class FileRefusal(string reason, string next) : IOException(reason)
{
    public string Next => next;

    /// <summary>What is there, where that alone is the reason.</summary>
    public FileKind? Kind { get; init; }

    /// <summary>The refusal of a kind.</summary>
    public static FileRefusal For(FileKind kind) =>
        new($"it is {Name(kind)}, not a file", kind == FileKind.Folder ? "Name a file in it." : "Name a file.") { Kind = kind };

    public static string Name(FileKind kind) => kind switch
    {
        FileKind.Regular => "a file",
        FileKind.Folder => "a folder",
        FileKind.Link => "a symbolic link",
        FileKind.Pipe => "a pipe",
        FileKind.CharacterDevice => "a character device",
        FileKind.BlockDevice => "a block device",
        FileKind.Socket => "a socket",
        _ => "of a kind that nobody knows",
    };
}
