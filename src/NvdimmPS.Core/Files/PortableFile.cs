namespace NvdimmPS.Files;

/// <summary>
/// The same as <see cref="ReplacingFile"/> with what .NET has on every system. It knows no owners, and removes nothing that a
/// killed process left.
/// </summary>
internal sealed class PortableFile : PendingFile
{
    private const string Devices = "/dev/";

    private readonly string _path;
    private readonly string _temporary;
    private readonly bool _overwrite;
    private readonly FileStream _stream;
    private bool _committed;

    public PortableFile(string path, bool overwrite, UnixFileMode? mode)
    {
        _path = Target(path, overwrite);
        _overwrite = overwrite;
        var name = ReplacingFile.Prefix + RandomName.Create() + ".tmp";
        _temporary = Path.Combine(Path.GetDirectoryName(_path) ?? string.Empty, name);
        var options = new FileStreamOptions
        {
            Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read | FileShare.Delete, BufferSize = 0,
        };
        if (!OperatingSystem.IsWindows() && (File.Exists(_path) ? File.GetUnixFileMode(_path) : mode) is { } permissions)
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            _stream = new FileStream(_temporary, options);
            File.SetUnixFileMode(_stream.SafeFileHandle, permissions);
        }
        else
        {
            _stream = new FileStream(_temporary, options);
        }
    }

    public override Stream Stream => _stream;

    /// <summary>Where links lead; refuses what is no file, and what is there and not to be replaced.</summary>
    public static string Target(string path, bool overwrite)
    {
        var file = new FileInfo(path);
        path = file.LinkTarget is null ? path : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        if (Directory.Exists(path))
        {
            throw FileRefusal.For(Kernel.FileKind.Folder);
        }

        if (Path.GetDirectoryName(path) is { Length: > 0 } folder && !Directory.Exists(folder))
        {
            throw new DirectoryNotFoundException($"there is no folder '{folder}'");
        }

        return !OperatingSystem.IsWindows() && path.StartsWith(Devices, StringComparison.Ordinal)
            ? throw FileRefusal.For(Kernel.FileKind.CharacterDevice)
            : !overwrite && File.Exists(path) ? throw new FileThereException()
            : path;
    }

    public override void Commit()
    {
        _stream.Flush(flushToDisk: true);
        try
        {
            File.Move(_temporary, _path, _overwrite);
        }
        catch (IOException) when (!_overwrite && File.Exists(_path))
        {
            throw new FileThereException();
        }

        _committed = true;
    }

    protected override void Dispose(bool disposing)
    {
        _stream.Dispose();
        if (!_committed)
        {
            File.Delete(_temporary);
        }
    }
}
