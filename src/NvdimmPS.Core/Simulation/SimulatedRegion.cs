using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Machines;

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
    public bool Enabled { get; internal set; } = true;

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal int Id { get; }

    internal RegionDefinition Definition { get; }

    /// <summary>What the kernel makes of DIMMs that are not armed when it finds them.</summary>
    internal bool ReadOnly { get; private set; }

    internal bool Volatile => Definition.Volatile;

    /// <summary>The kernel finds the region, as at a boot.</summary>
    internal void Probe() => ReadOnly = Mappings.Any(static mapping => mapping.Dimm.State.Flags.HasFlag(DimmFlags.NotArmed));

    internal bool Contains(ulong address, ulong length) =>
        address >= Resource && address - Resource < Size && length <= Size - (address - Resource);
}
