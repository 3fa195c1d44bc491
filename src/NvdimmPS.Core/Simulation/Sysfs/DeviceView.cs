using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>A device of the nd bus as its folder shows it at one moment.</summary>
/// <param name="Path">Its folder.</param>
/// <param name="Type"><c>devtype</c>.</param>
/// <param name="Modalias">The number in <c>modalias</c>.</param>
/// <param name="Driver">The driver that is bound to it.</param>
/// <param name="Attributes">What its attributes read, by their paths below the folder; one that cannot be read is not there.</param>
internal sealed record DeviceView(string Path, string Type, int Modalias, string? Driver, IReadOnlyDictionary<string, string> Attributes)
{
    /// <summary>The block device of the bound device.</summary>
    public BlockDefinition? Block { get; init; }

    /// <summary>Whether that block device is read-only.</summary>
    public bool BlockReadOnly { get; init; }

    /// <summary>The name of the device-dax device below it.</summary>
    public string? Dax { get; init; }
}
