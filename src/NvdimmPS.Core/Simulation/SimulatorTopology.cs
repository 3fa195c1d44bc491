using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation;

/// <summary>A machine to simulate, from <see cref="Topologies"/>. The same one can be used for many simulators.</summary>
public sealed class SimulatorTopology
{
    internal SimulatorTopology(string name, IReadOnlyList<BusDefinition> buses)
    {
        Name = name;
        Buses = buses;
    }

    /// <summary>The name it was asked for by.</summary>
    public string Name { get; }

    internal IReadOnlyList<BusDefinition> Buses { get; }

    /// <summary>ACPI tables that the kernel shows, by signature.</summary>
    internal IReadOnlyDictionary<string, byte[]> AcpiTables { get; init; } = new Dictionary<string, byte[]>();

    /// <inheritdoc/>
    public override string ToString() => Name;
}
