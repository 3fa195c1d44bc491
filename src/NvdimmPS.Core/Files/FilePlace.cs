using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Files;

/// <summary>
/// Where a file is, or is to be: the folder as a descriptor, and the name in it. So nobody who renames things meanwhile can
/// lead what follows elsewhere. Links are followed here, but for those that may be traps, and those of another user but root:
/// where root writes into somebody's folder, that user must not choose where to.
/// </summary>
internal sealed class FilePlace : IDisposable
{
    private const int MostLinks = 40; // as many as the kernel follows

    private static readonly string OwnDescriptors = $"/proc/{Environment.ProcessId}/fd";

    private readonly Action<string, FileStatus>? _check;
    private readonly Stack<string> _left = new();
    private NdHandle? _folder;
    private FileStatus _folderStatus;
    private string _at = "/";

    private FilePlace(Action<string, FileStatus>? check) => _check = check;

    /// <summary>The folder's descriptor, good for looking up names.</summary>
    public int Folder => (int)_folder!.DangerousGetHandle();

    /// <summary>The folder's path, without links.</summary>
    public string FolderPath => _at;

    /// <summary>The name in it.</summary>
    public string Name { get; private set; } = string.Empty;

    /// <summary>What is there, which is no link; null where there is nothing.</summary>
    public FileStatus? Status { get; private set; }

    /// <summary>The descriptor of this process that the path names, as <c>/dev/stdout</c> does; or null.</summary>
    public int? Descriptor { get; private set; }

    /// <summary>True for what somebody else may have laid there for us.</summary>
    public bool MayBeTrap => Status is { } status && status.MayBeTrapIn(_folderStatus);

    /// <summary>Finds it.</summary>
    /// <param name="path">The path, from the root.</param>
    /// <param name="check">Is shown each folder on the way, with its path, and may throw.</param>
    /// <exception cref="IOException">A folder on the way is missing, or it is a folder itself.</exception>
    /// <exception cref="UnauthorizedAccessException">A folder on the way is closed to this user.</exception>
    public static FilePlace Find(string path, Action<string, FileStatus>? check = null)
    {
        var place = new FilePlace(check);
        try
        {
            place.Walk(path);
            return place;
        }
        catch
        {
            place.Dispose();
            throw;
        }
    }

    public void Dispose() => _folder?.Dispose();

    private void Walk(string path)
    {
        Follow(path);
        for (var links = 0; ;)
        {
            Name = _left.Count > 0 ? _left.Pop() : throw FileRefusal.For(FileKind.Folder);
            if (Name is "" or ".")
            {
                continue;
            }

            Status = Name == ".." ? null : FileStatus.Get(Folder, Name);
            if (Status is { Kind: FileKind.Link } link)
            {
                if (_left.Count == 0 && IsDescriptor())
                {
                    return;
                }

                if (link.MayBeTrapIn(_folderStatus))
                {
                    throw Trap();
                }

                if (link.Owner != 0 && link.Owner != Libc.geteuid())
                {
                    throw new FileRefusal($"'{Full}' is a symbolic link of another user, and leads where that user wants",
                        "Use a folder of your own, or name the place itself.");
                }

                if (++links > MostLinks)
                {
                    throw FileCall.Failure(Errno.ELOOP);
                }

                Follow(FileCall.ReadLink(Folder, Name) ?? throw new IOException($"the link '{Full}' leads nowhere"));
            }
            else if (_left.Count == 0 && Name != ".." && Status is not { Kind: FileKind.Folder })
            {
                return;
            }
            else
            {
                Enter();
            }
        }
    }

    /// <summary>The refusal of what may be a trap.</summary>
    public FileRefusal Trap() => new(
        $"'{Full}' is {FileRefusal.Name(Status!.Value.Kind)} of another user, in a folder where everybody may make files",
        "Use a folder of your own, or remove what is there.");

    private string Full => Path.Join(_at, Name);

    private void Follow(string path)
    {
        if (path.StartsWith('/') || _folder is null)
        {
            _at = "/";
            Take(FileCall.Open("/", Libc.O_PATH), "/");
        }

        foreach (var name in Enumerable.Reverse(path.Split('/')))
        {
            _left.Push(name);
        }
    }

    private void Enter()
    {
        var path = Name == ".." ? Path.GetDirectoryName(_at) ?? "/" : Full;
        Take(FileCall.OpenAt(Folder, Name, Libc.O_PATH | Libc.O_NOFOLLOW), path);
        _at = path;
    }

    private void Take(int fd, string path)
    {
        if (fd < 0)
        {
            throw fd == -Errno.ENOENT ? new DirectoryNotFoundException($"there is no folder '{path}'") : FileCall.Failure(-fd);
        }

        _folder?.Dispose();
        _folder = new NdHandle(fd);
        _folderStatus = FileStatus.Get(fd) is { Kind: FileKind.Folder } status
            ? status
            : throw new DirectoryNotFoundException($"'{path}' is no folder");
        _check?.Invoke(path, _folderStatus);
    }

    /// <summary>
    /// A descriptor's link must not be followed by its text: it says "pipe:[123]", or names a file that the descriptor is at
    /// the end of.
    /// </summary>
    private bool IsDescriptor()
    {
        if (!_at.StartsWith("/proc/", StringComparison.Ordinal) || !_at.EndsWith("/fd", StringComparison.Ordinal))
        {
            return false;
        }

        Descriptor = _at == OwnDescriptors && int.TryParse(Name, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FileRefusal("it is what another process has open", "Name a file.");
        return true;
    }
}
