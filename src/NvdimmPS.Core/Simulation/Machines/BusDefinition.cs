using NvdimmPS.Simulation.Providers;

namespace NvdimmPS.Simulation.Machines;

/// <summary>What one NVDIMM bus of a simulated machine is made of; ids are given in order over all buses.</summary>
internal sealed record BusDefinition
{
    /// <summary>The path of the bus's parent below <c>/sys/devices</c>; empty where it has none.</summary>
    public required string Parent { get; init; }

    /// <summary>The sysfs attribute <c>provider</c>.</summary>
    public required string Provider { get; init; }

    /// <summary>False where a driver other than nfit found the DIMMs, which has other attributes.</summary>
    public bool HasNfit { get; init; } = true;

    /// <summary><c>of_node/compatible</c> of a platform with a device tree.</summary>
    public string? Compatible { get; init; }

    /// <summary><c>nfit/revision</c>.</summary>
    public int Revision { get; init; } = 1;

    public required IReadOnlyList<DimmDefinition> Dimms { get; init; }

    public required IReadOnlyList<RegionDefinition> Regions { get; init; }

    /// <summary>Makes what stands behind <c>nd_desc->ndctl</c>; its firmware is a new one each time.</summary>
    public required Func<SimulatedBus, INdProvider> MakeProvider { get; init; }

    /// <summary><c>nfit/scrub</c>: how many scrubs have completed.</summary>
    public int Scrubs { get; init; }
}
