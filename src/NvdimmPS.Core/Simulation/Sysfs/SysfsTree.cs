using System.Text;
using NvdimmPS.Files;
using NvdimmPS.Kernel;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>
/// A folder laid out as <c>/sys</c>. Paths are relative to it and use '/'. Not thread-safe: the owner of an object holds
/// its bus's lock, and objects of different buses are different files.
/// </summary>
internal sealed class SysfsTree
{
    private readonly string _root;
    private readonly string _scratch;
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);
    private bool _linksRefused;
    private volatile bool _closed;

    public SysfsTree(string folder)
    {
        _root = Path.Combine(folder, "sys");
        _scratch = Path.Combine(folder, "scratch");
        Directory.CreateDirectory(_root);
        Directory.CreateDirectory(_scratch);
    }

    public string Root => _root;

    /// <summary>After this nothing is written: the folder is going away.</summary>
    public void Close() => _closed = true;

    /// <summary>Writes an attribute that is not there yet.</summary>
    public void Add(string path, string text) => Add(path, Encoding.UTF8.GetBytes(text));

    /// <summary>The same, of bytes.</summary>
    public void Add(string path, byte[] bytes)
    {
        if (_closed)
        {
            return;
        }

        MakeParent(path);
        File.WriteAllBytes(Full(path), bytes);
    }

    /// <summary>Makes a folder, which may stay empty.</summary>
    public void AddFolder(string path) => MakeParent(path + "/");

    /// <summary>Replaces an attribute in one step: a reader sees the old text or the new one, as with sysfs.</summary>
    public void Replace(string path, string text) => Replace(path, Encoding.UTF8.GetBytes(text));

    /// <summary>A text with one character a byte, as what was written to an attribute is kept.</summary>
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>The same, of bytes.</summary>
    public void Replace(string path, byte[] bytes)
    {
        if (_closed)
        {
            return;
        }

        try
        {
            MakeParent(path);
            var scratch = Path.Combine(_scratch, Guid.NewGuid().ToString("N"));
            File.WriteAllBytes(scratch, bytes);
            File.Move(scratch, Full(path), overwrite: true);
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            throw SimulatorErrors.Folder(e);
        }
    }

    /// <summary>Removes an attribute or link, if it is there.</summary>
    public void Remove(string path)
    {
        if (_closed)
        {
            return;
        }

        // Windows wants a link to a folder removed as a folder; elsewhere a link is a file.
        if (OperatingSystem.IsWindows() && Directory.Exists(Full(path)))
        {
            Directory.Delete(Full(path));
        }
        else if (Directory.Exists(Path.GetDirectoryName(Full(path))))
        {
            File.Delete(Full(path));
        }
    }

    /// <summary>Removes whatever is there: an attribute, a link, a folder with all that is in it.</summary>
    public void RemoveAny(string path)
    {
        var folder = new DirectoryInfo(Full(path));
        if (folder.Exists && folder.LinkTarget is null)
        {
            RemoveFolder(path);
        }
        else
        {
            Remove(path);
        }
    }

    /// <summary>Removes a device's folder with all that is in it.</summary>
    public void RemoveFolder(string path)
    {
        if (_closed || !Directory.Exists(Full(path)))
        {
            return;
        }

        FolderRemoval.Remove(Full(path));
        lock (_made)
        {
            _made.RemoveWhere(made => made == path || made.StartsWith(path + "/", StringComparison.Ordinal));
        }
    }

    /// <summary>
    /// Makes a symbolic link as sysfs has it, relative. Where the system refuses one (Windows without the right), a small
    /// file holds the target's path instead.
    /// </summary>
    public void Link(string path, string target)
    {
        if (_closed)
        {
            return;
        }

        MakeParent(path);
        var relative = Path.GetRelativePath(Path.GetDirectoryName(Full(path))!, Full(target));
        if (path.StartsWith(target + "/", StringComparison.Ordinal))
        {
            // The kernel spells a link to a folder around it with that folder's name (sysfs_get_target_path).
            relative = Path.Combine("..", relative, Path.GetFileName(Full(target)));
        }

        if (!_linksRefused)
        {
            try
            {
                Directory.CreateSymbolicLink(Full(path), relative);
                return;
            }
            catch (Exception e) when (e is UnauthorizedAccessException or PlatformNotSupportedException
                || (e is IOException && OperatingSystem.IsWindows()))
            {
                _linksRefused = true;
            }
        }

        File.WriteAllText(Full(path), relative.Replace('\\', '/') + "\n");
    }

    private void MakeParent(string path)
    {
        var end = path.LastIndexOf('/');
        var parent = end < 0 ? "" : path[..end];
        lock (_made)
        {
            if (_made.Add(parent))
            {
                Directory.CreateDirectory(Full(parent));
            }
        }
    }

    // Windows forbids ':' in names, which "ACPI0012:00" and "dev/char/245:0" have; both are only ever reached by a link.
    private string Full(string path) =>
        Path.Combine(_root, OperatingSystem.IsWindows() ? path.Replace(':', '-') : path);
}
