using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Labels;

namespace NvdimmPS.Namespaces;

/// <summary>Reads what decides over a region's namespaces: sysfs, and the version of labels where the mode depends on it.</summary>
/// <param name="machine">The machine.</param>
/// <param name="labels">Reads labels, of which sysfs does not show the version; null where nothing may be sent.</param>
internal sealed class NamespaceSiteReader(NvdimmMachine machine, LabelReader? labels = null)
{
    private static readonly string[] Kinds = ["btt", "pfn", "dax"], Bindable = ["nd_pmem", "dax_pmem"];

    private readonly string _devices = Path.Join(machine.Kernel.SysfsRoot, "bus/nd/devices");
    private readonly string _drivers = Path.Join(machine.Kernel.SysfsRoot, "bus/nd/drivers");

    public NamespaceSite Read(NvdimmRegion region)
    {
        var folder = Path.Join(_devices, region.Name);
        var namespaces = machine.Topology.GetNamespacesOf(region.Name).ToArray();
        var place = Place(region, folder);
        NvdimmDevice[] dimms = [.. region.Dimms.Select(d => machine.Topology.FindDevice(d)).OfType<NvdimmDevice>()];
        return new NamespaceSite
        {
            Region = region,
            Bus = NdNode.TryParse(region.Bus, out var bus) ? bus : default,
            Dimms = dimms,
            Place = place,
            Seeds = Seeds(folder),
            SectorSizes = place is null ? [] : Choices(Path.Join(_devices, place.Name), "sector_size"),
            Uuids = new(() => machine.Topology.GetNamespaces().Where(n => n.Bus == region.Bus).Select(n => n.RawUuid).OfType<string>()
                .ToHashSet(StringComparer.OrdinalIgnoreCase)),
            LabelVersion = new(() => LabelVersion(region, dimms)),
            // A recorded tree has no drivers and says nothing of them.
            Drivers = Bindable.Where(d => !Directory.Exists(_drivers) || Directory.Exists(Path.Join(_drivers, d))).ToHashSet(),
            IsReadOnly = SysfsIsReadOnly(),
            FreePieces = FreePieces(region, namespaces),
        };
    }

    private string? LabelVersion(NvdimmRegion region, NvdimmDevice[] dimms)
    {
        const string kernels = "1.2"; // what it initialises where there is no index block
        try
        {
            return labels is null || region.NamespaceType != 5 ? null
                : dimms.Select(d => labels.ReadVersion(d) ?? kernels).Distinct().ToArray() is [var one] ? one
                : null;
        }
        catch (NvdimmException)
        {
            return null; // without root, or where the trace has no labels: both sizes are told then
        }
    }

    /// <summary>Whether it is an empty place for the next namespace.</summary>
    public bool IsSeed(string name)
    {
        var folder = Path.Join(_devices, name);
        return name.StartsWith("namespace", StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal)
            && Directory.Exists(folder) && NamespaceReader.IsSeed(folder);
    }

    /// <summary>Waits until the kernel has ended all probing on a bus, so that what a binding brought is there.</summary>
    public void Settle(string bus) => SysfsFile.Read(Path.Join(_devices, bus, "wait_probe"));

    /// <summary>What an attribute of a device reads now; null where it is not there.</summary>
    public string? Attribute(string device, string attribute) => SysfsFile.Read(Path.Join(_devices, device, attribute)).Text;

    private NamespacePlace? Place(NvdimmRegion region, string folder)
    {
        if (region.NamespaceType != 5)
        {
            var only = $"namespace{region.Id}.0";
            return Directory.Exists(Path.Join(_devices, only)) ? new NamespacePlace(only, IsUnbound(only), "io") : null;
        }

        // The first one stays when it is removed, and is then no seed any more. A seed that is not empty was begun by somebody: the
        // kernel makes the next one only once it has been bound.
        var (first, seed) = ($"namespace{region.Id}.0", SysfsFile.Read(folder, "namespace_seed").Text);
        string?[] candidates = [first, seed];
        var idle = candidates.FirstOrDefault(c => c is { Length: > 0 } && NamespaceReader.IsSeed(Path.Join(_devices, c)) && IsUnbound(c));
        return (idle ?? seed) is { Length: > 0 } found ? new NamespacePlace(found, idle is not null, "pmem") : null;
    }

    private bool IsUnbound(string device) => UEvent.Read(Path.Join(_devices, device)) is { Driver: null }
        && Attribute(device, "holder") is null or "";

    private Dictionary<string, NamespaceSeed> Seeds(string folder)
    {
        var seeds = new Dictionary<string, NamespaceSeed>();
        foreach (var kind in Kinds)
        {
            if (SysfsFile.Read(folder, kind + "_seed").Text is { Length: > 0 } name)
            {
                var device = Path.Join(_devices, name);
                seeds[kind] = new NamespaceSeed(name, Choices(device, kind == "btt" ? "sector_size" : "supported_alignments"),
                    AttributeText.TryParse(SysfsFile.Read(device, "align").Text, out ulong alignment) ? alignment : null);
            }
        }

        return seeds;
    }

    private static ulong[] Choices(string folder, string attribute) =>
        SysfsFile.Read(folder, attribute).Text is { Length: > 0 } text && AttributeText.TryParseChoice(text, out _, out var all) ? all : [];

    /// <summary>The last mount there decides.</summary>
    private bool SysfsIsReadOnly()
    {
        try
        {
            var mount = TableFile.Lines(machine.Kernel.MountTable).Select(line => line.Split(' '))
                .LastOrDefault(words => words.Length > 6 && words[4] == machine.Kernel.SysfsRoot);
            return mount is not null && mount[5].Split(',').Contains("ro");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static (ulong Offset, ulong Length)[]? FreePieces(NvdimmRegion region, NvdimmNamespace[] namespaces)
    {
        if (region.Size is not { } size || NamespaceExtent.Find(region, namespaces, out _) is not { } extents)
        {
            return null;
        }

        var pieces = new List<(ulong, ulong)>();
        var at = 0UL;
        foreach (var extent in extents)
        {
            if (extent.Start > at)
            {
                pieces.Add((at, extent.Start - at));
            }

            at = Math.Max(at, extent.End);
        }

        if (at < size)
        {
            pieces.Add((at, size - at));
        }

        return [.. pieces];
    }
}
