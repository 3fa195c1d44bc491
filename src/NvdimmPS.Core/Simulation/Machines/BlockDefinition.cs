namespace NvdimmPS.Simulation.Machines;

/// <summary>A block device, and where it is mounted.</summary>
internal sealed record BlockDefinition(string Name, int Minor, ulong Size)
{
    public int LogicalBlockSize { get; init; } = 512;

    public bool Dax { get; init; }

    public bool WriteCache { get; init; } = true;

    /// <summary>A BTT's: no bad block list, no DAX.</summary>
    public bool Sector { get; init; }

    public string? MountPoint { get; init; }
}
