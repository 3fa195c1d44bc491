using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Machines;
using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS;

/// <summary>A region of a simulated bus: a physical address range and the DIMMs behind it.</summary>
public sealed class SimulatedRegion
{
    internal SimulatedRegion(SimulatedBus bus, RegionDefinition definition, int id)
    {
        Bus = bus;
        Definition = definition;
        Id = id;
        ReadOnly = definition.ReadOnly;
        Align = definition.Align;
        Mappings = [.. definition.Mappings.Select(m => new SimulatedMapping(bus.Dimms[m.Dimm], m.Start, m.Size))];
    }

    /// <summary>The bus.</summary>
    public SimulatedBus Bus { get; }

    /// <summary>The name in sysfs, <c>regionN</c>.</summary>
    public string Name => $"region{Id}";

    /// <summary>The physical address.</summary>
    public ulong Resource => Definition.Resource;

    /// <summary>The size in bytes.</summary>
    public ulong Size => Definition.Size;

    /// <summary>The DIMMs behind it, in order of position.</summary>
    public ItemList<SimulatedMapping> Mappings { get; }

    /// <summary>True while the kernel's driver is bound, which makes the DIMMs active.</summary>
    public bool Enabled => Devices is not null;

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal int Id { get; }

    internal RegionDefinition Definition { get; }

    /// <summary>What there is below it while it is enabled.</summary>
    internal RegionDevices? Devices { get; private set; }

    /// <summary>What its memory holds.</summary>
    internal RegionMedia Media { get; private set; } = new(first: null);

    /// <summary>At first what the kernel makes of DIMMs that are not armed when it finds them.</summary>
    internal bool ReadOnly { get; set; }

    internal ulong Align { get; set; }

    /// <summary>The part of <see cref="Align"/> that a DIMM has; 0 where the kernel refuses to divide.</summary>
    internal ulong DimmAlign => Mappings.Count == 0 || Align % (ulong)Mappings.Count != 0 ? 0 : Align / (ulong)Mappings.Count;

    internal bool Volatile => Definition.Volatile;

    /// <summary><c>nstype</c>: 5 where a DIMM had labels once, 4 where one namespace fills the region.</summary>
    internal int NamespaceType => Mappings.Any(static m => m.Dimm.Labeling) ? 5 : 4;

    /// <summary><c>available_size</c>; none while a DIMM is unbound.</summary>
    internal ulong AvailableSize => Mappings.Any(static m => m.Dimm.KnownLabels is null) || DimmAlign == 0
        ? 0
        : Mappings.Aggregate(0UL, (sum, m) => sum + m.Dimm.KnownLabels!.Space.Available(m, DimmAlign));

    /// <summary><c>max_available_extent</c>: the smallest of the DIMMs' largest pieces, of which one without any does not count.</summary>
    internal ulong LargestFree
    {
        get
        {
            var pieces = DimmAlign == 0 ? [] : Mappings.Select(m => m.Dimm.KnownLabels?.Space.LargestFree(m, DimmAlign) ?? 0).Where(p => p > 0).ToList();
            return pieces.Count == 0 ? 0 : pieces.Min() * (ulong)Mappings.Count;
        }
    }

    /// <summary>What ties labels of this version to the region; version 1.1's where there are no labels at all.</summary>
    internal ulong CookieOf(DimmLabels? labels) => labels is null or { IsVersion11: true } ? Definition.LegacyCookie : Definition.Cookie;

    /// <summary>The labels of the first DIMM, by which the kernel judges.</summary>
    internal DimmLabels? FirstLabels => Mappings.Count == 0 ? null : Mappings[0].Dimm.KnownLabels;

    /// <summary>Whether it keeps a DIMM active.</summary>
    internal bool Keeps(SimulatedDimm dimm) => Devices?.Mappings.Exists(m => m.Dimm == dimm && m.IsActive) == true;

    /// <summary>The kernel finds the region, as at a boot.</summary>
    internal void Probe() => ReadOnly = Mappings.Any(static mapping => mapping.Dimm.State.Flags.HasFlag(DimmFlags.NotArmed));

    /// <summary>As the machine's definition has it; one that says nothing of namespaces has those that its labels say.</summary>
    internal void Boot()
    {
        Media = new RegionMedia(BootDevices.Media(Definition, FirstLabels?.IsVersion11 ?? true));
        if (Definition.Namespaces.Count > 0)
        {
            Devices = RegionDevices.Boot(this);
        }
        else
        {
            _ = Bind();
        }
    }

    /// <summary>Binds the driver. An errno, 0 for none.</summary>
    internal int Bind()
    {
        var errno = RegionDevices.Probe(this, out var devices);
        Devices = devices;
        return errno;
    }

    internal void Unbind()
    {
        Devices?.Remove();
        Devices = null;
    }

    internal bool Contains(ulong address, ulong length) =>
        address >= Resource && address - Resource < Size && length <= Size - (address - Resource);
}
