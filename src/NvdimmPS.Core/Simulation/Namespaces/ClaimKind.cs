namespace NvdimmPS.Simulation.Namespaces;

/// <summary>The devices that claim a namespace.</summary>
internal enum ClaimKind
{
    Btt,
    Pfn,
    Dax,
}
