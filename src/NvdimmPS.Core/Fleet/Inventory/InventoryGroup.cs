using NvdimmPS.Fleet.Inventory;

namespace NvdimmPS;

/// <summary>Hosts that are alike.</summary>
public sealed class InventoryGroup
{
    /// <summary>How many there are.</summary>
    public int Count => Hosts.Length;

    /// <summary>The hosts folded into ranges, such as <c>node[01-20,25]</c>; Invoke-NvdimmFleet takes it as it is.</summary>
    public required string HostRange { get; init; }

    /// <summary>The hosts.</summary>
    public required ItemList<string> Hosts { get; init; }

    /// <summary>True for the largest group, which the others are compared with.</summary>
    public bool IsLargest { get; init; }

    /// <summary>How many DIMMs each of them has.</summary>
    public int Dimms { get; init; }

    /// <summary>In what they differ from the largest group; empty for that itself.</summary>
    public required ItemList<InventoryDifference> Differences { get; init; }

    /// <summary>The same in sentences, DIMMs folded.</summary>
    public required ItemList<string> Summary { get; init; }

    /// <summary>A fingerprint of what was compared: the same for hosts that are alike, also tomorrow.</summary>
    public required string Signature { get; init; }

    /// <inheritdoc/>
    public override string ToString() => HostRange;
}
