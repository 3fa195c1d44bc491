using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tracing;

/// <summary>
/// Records what the model reads of sysfs, and no more: of the other attributes some make the kernel call the firmware.
/// </summary>
internal sealed class SysfsSnapshot
{
    private const string Classes = "class/nd", Devices = "bus/nd/devices", Blocks = "class/block", BackingFile = "loop/backing_file",
        AcpiTables = "firmware/acpi/tables";

    /// <summary>The attributes that are read.</summary>
    public static readonly IReadOnlySet<string> Attributes = new HashSet<string>(StringComparer.Ordinal)
    {
        // Every object.
        "uevent", "devtype", "dev", "numa_node", "target_node", "size", "uuid", "mode", "align", "sector_size", "resource", "flags", "id",
            "family",
        // Buses.
        "provider", "commands", "dsm_mask", "revision", "scrub", "hw_error_scrub", "firmware_activate_noidle",
        // DIMMs.
        "state", "security", "frozen", "available_slots", "handle", "phys_id", "vendor", "device", "rev_id", "subsystem_vendor",
            "subsystem_device",
        "subsystem_rev_id", "serial", "format", "dirty_shutdown",
        // Regions.
        "available_size", "max_available_extent", "nstype", "set_cookie", "read_only", "deep_flush", "persistence_domain", "range_index",
        "init_namespaces", "mappings", "badblocks",
        // Namespaces and what claims them.
        "holder", "holder_class", "alt_name", "force_raw", "namespace",
        "namespace_seed", "btt_seed", "pfn_seed", "dax_seed", "supported_alignments",
    };

    /// <summary>How the names of folders begin that are objects themselves.</summary>
    public static readonly IReadOnlyList<string> ObjectPrefixes =
        ["nmem", "region", "namespace", "btt", "pfn", "dax", "ndctl", "pmem", "ndblk"];

    /// <summary>Folders that only group attributes.</summary>
    public static readonly IReadOnlySet<string> Groups =
        new HashSet<string>(StringComparer.Ordinal) { "nd", "nfit", "papr", "cxl", "block" };

    private readonly string _root;
    private readonly List<SysfsEntry> _entries = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);

    private SysfsSnapshot(string root) => _root = root;

    /// <summary>Everything that listings of a machine read.</summary>
    public static IReadOnlyList<SysfsEntry> Take(string root)
    {
        var snapshot = new SysfsSnapshot(Path.GetFullPath(root));
        snapshot.Take();
        return snapshot._entries;
    }

    private void Take()
    {
        var buses = new List<string>();
        foreach (var name in Folder(Classes))
        {
            if (Link($"{Classes}/{name}") is { } node && Link($"{node}/device") is { } bus)
            {
                buses.Add(bus);
                Device(bus);
            }
        }

        foreach (var name in Folder(Devices))
        {
            Link($"{Devices}/{name}");
        }

        foreach (var name in Names(Blocks).Where(n => IsObject(n)))
        {
            if (Target($"{Blocks}/{name}") is { } target && buses.Exists(bus => target.StartsWith(bus + "/", StringComparison.Ordinal)))
            {
                Link($"{Blocks}/{name}");
                Holders(target);
            }
        }

        Table(AcpiTables + "/PCAT");
        Table(AcpiTables + "/NFIT");

        // Those that show what is on one of the block devices; other loop devices of the host are left out.
        var nodes = _entries.Where(e => e.Path.StartsWith(Blocks + "/", StringComparison.Ordinal))
            .Select(e => "/dev/" + Path.GetFileName(e.Path)).ToHashSet(StringComparer.Ordinal);
        foreach (var name in Names(Blocks).Where(n => n.StartsWith("loop", StringComparison.Ordinal)))
        {
            if (SysfsFile.Read(Full($"{Blocks}/{name}"), BackingFile).Text is { } file && nodes.Contains(file)
                && Link($"{Blocks}/{name}") is { } loop)
            {
                Attribute($"{loop}/dev");
                Attribute($"{loop}/{BackingFile}");
                Holders(loop);
            }
        }
    }

    /// <summary>What is stacked on a block device: device mapper, LVM, md.</summary>
    private void Holders(string block)
    {
        if (!_seen.Add($"{block}/holders"))
        {
            return;
        }

        foreach (var name in Names($"{block}/holders"))
        {
            if (Link($"{block}/holders/{name}") is { } holder)
            {
                Link($"{Blocks}/{name}");
                Attribute($"{holder}/dev");
                Attribute($"{holder}/dm/name");
                Holders(holder);
            }
        }
    }

    private void Device(string path)
    {
        foreach (var name in Folder(path))
        {
            var child = $"{path}/{name}";
            if (name == "driver")
            {
                Link(child);
            }
            else if (Directory.Exists(Full(child)))
            {
                if (IsObject(name) && new DirectoryInfo(Full(child)).LinkTarget is null)
                {
                    Device(child);
                }
            }
            else if (Attributes.Contains(name) || name.StartsWith("mapping", StringComparison.Ordinal))
            {
                Attribute(child);
            }
        }
    }

    private static bool IsObject(string name) =>
        Groups.Contains(name) || ObjectPrefixes.Any(p => name.StartsWith(p, StringComparison.Ordinal));

    /// <summary>Notes a folder, and lists it in an order that does not depend on the system.</summary>
    private IEnumerable<string> Folder(string path)
    {
        if (!Directory.Exists(Full(path)))
        {
            return [];
        }

        Add(new SysfsEntry(SysfsEntryKind.Folder, path));
        return Names(path);
    }

    private IEnumerable<string> Names(string path) =>
        SysfsFolder.Entries(Full(path)).Order(StringComparer.Ordinal);

    private string? Link(string path)
    {
        var target = Target(path);
        if (target is not null)
        {
            Add(new SysfsEntry(SysfsEntryKind.Link, path) { Target = target });
        }

        return target;
    }

    /// <summary>Where a link leads inside the tree, or null for what is no link.</summary>
    private string? Target(string path)
    {
        var full = Full(path);
        if (SysfsLink.Resolve(full) is not { } target || target == full
            || !target.StartsWith(_root + Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            return null;
        }

        return target[(_root.Length + 1)..].Replace(Path.DirectorySeparatorChar, '/');
    }

    private void Attribute(string path) => Keep(path, SysfsFile.ReadBytes(Full(path), out var bytes), bytes);

    private void Table(string path) => Keep(path, SysfsFile.ReadPages(Full(path), out var bytes), bytes);

    private void Keep(string path, int errno, byte[] bytes)
    {
        if (errno != Errno.ENOENT)
        {
            Add(new SysfsEntry(SysfsEntryKind.Attribute, path) { Bytes = bytes, Errno = errno });
        }
    }

    private void Add(SysfsEntry entry)
    {
        if (_seen.Add(entry.Path))
        {
            _entries.Add(entry);
        }
    }

    private string Full(string path) => Path.Join(_root, path);
}
