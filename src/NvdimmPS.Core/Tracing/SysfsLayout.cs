using NvdimmPS.Simulation.Sysfs;

namespace NvdimmPS.Tracing;

/// <summary>
/// A recorded tree, checked entry by entry before any of it is written: no path may leave the tree, by itself or through
/// a link.
/// </summary>
internal sealed class SysfsLayout
{
    private const int MaxName = 255, MaxPath = 1024;

    private readonly Dictionary<string, SysfsEntryKind> _kinds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly List<SysfsEntry> _entries = [];

    /// <summary>Takes an entry, or says why not.</summary>
    public string? Add(SysfsEntry entry)
    {
        if (Problem(entry) is { } problem)
        {
            return problem;
        }

        if (_kinds.ContainsKey(entry.Path))
        {
            return $"'{entry.Path}' is there twice";
        }

        if (Take(entry) is { } conflict)
        {
            return conflict;
        }

        _entries.Add(entry);
        return null;
    }

    /// <summary>
    /// Takes what a write changes, or says why not. Writes are replayed in any order, so what is a link or an attribute at one
    /// time never is a folder at another.
    /// </summary>
    public string? Add(RecordedWrite write)
    {
        foreach (var entry in write.Changed)
        {
            if ((Problem(entry) ?? Take(entry)) is { } problem)
            {
                return problem;
            }
        }

        return write.Gone.Select(path => Problem(path) ?? NoFolderAround(path)).FirstOrDefault(problem => problem is not null);
    }

    /// <summary>Says what a path is, or why it cannot be that beside all others.</summary>
    private string? Take(SysfsEntry entry)
    {
        if (_kinds.TryGetValue(entry.Path, out var kind) ? kind != entry.Kind
            : entry.Kind != SysfsEntryKind.Folder && _folders.Contains(entry.Path))
        {
            return $"'{entry.Path}' is there twice";
        }

        if (NoFolderAround(entry.Path) is { } problem)
        {
            return problem;
        }

        if (_kinds.Count == TraceFormat.MaxEntries && !_kinds.ContainsKey(entry.Path))
        {
            return $"the tree has more than {TraceFormat.MaxEntries:N0} entries";
        }

        _folders.UnionWith(Parents(entry.Path));
        _kinds[entry.Path] = entry.Kind;
        return null;
    }

    /// <summary>That a path lies in a link or an attribute: a link's way out of it would lead elsewhere.</summary>
    private string? NoFolderAround(string path) =>
        Parents(path).FirstOrDefault(p => _kinds.GetValueOrDefault(p, SysfsEntryKind.Folder) != SysfsEntryKind.Folder) is { } parent
            ? $"'{path}' lies in '{parent}', which is no folder"
            : null;

    /// <summary>True where the tree has it.</summary>
    public bool Has(string path) => _kinds.ContainsKey(path);

    /// <summary>Writes it all.</summary>
    public void Unpack(SysfsTree tree)
    {
        foreach (var entry in _entries)
        {
            switch (entry.Kind)
            {
                case SysfsEntryKind.Folder:
                    tree.AddFolder(entry.Path);
                    break;
                case SysfsEntryKind.Link:
                    tree.Link(entry.Path, entry.Target!);
                    break;
                default:
                    tree.Add(entry.Path, Content(entry));
                    break;
            }
        }
    }

    /// <summary>Makes a tree that was written before the one that it was after a write.</summary>
    public static void Apply(RecordedWrite write, SysfsTree tree)
    {
        foreach (var path in write.Gone)
        {
            tree.RemoveAny(path);
        }

        foreach (var entry in write.Changed)
        {
            switch (entry.Kind)
            {
                case SysfsEntryKind.Folder:
                    tree.AddFolder(entry.Path);
                    break;
                case SysfsEntryKind.Link:
                    tree.RemoveAny(entry.Path);
                    tree.Link(entry.Path, entry.Target!);
                    break;
                default:
                    tree.Replace(entry.Path, Content(entry));
                    break;
            }
        }
    }

    private static byte[] Content(SysfsEntry entry) => entry.Errno == 0 ? entry.Bytes : Kernel.SysfsFile.Refusal(entry.Errno);

    private static IEnumerable<string> Parents(string path)
    {
        for (var end = path.LastIndexOf('/'); end > 0; end = path.LastIndexOf('/', end - 1))
        {
            yield return path[..end];
        }
    }

    /// <summary>What is wrong with an entry by itself; null where nothing is.</summary>
    private static string? Problem(SysfsEntry entry) => Problem(entry.Path) ?? (entry.Target is null ? null : Problem(entry.Target));

    /// <summary>What is wrong with a path.</summary>
    private static string? Problem(string path)
    {
        if (path.Length is 0 or > MaxPath)
        {
            return $"a path has {path.Length} characters, not 1 to {MaxPath}";
        }

        return !Printable.IsLine(path) || path.Contains('\\', StringComparison.Ordinal)
            ? $"the path '{path}' has a character that no name in sysfs has"
            : path[0] == '/' ? $"the path '{path}' does not start in the tree"
            : Array.Exists(path.Split('/'), part => part.Length > MaxName) ? $"a name in a path is longer than {MaxName} characters"
            : Array.Exists(path.Split('/'), part => part is "" or "." or "..") ? $"the path '{path}' has a part that is no name"
            : null;
    }
}
