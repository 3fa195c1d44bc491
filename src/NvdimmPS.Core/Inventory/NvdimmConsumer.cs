namespace NvdimmPS;

/// <summary>What uses a namespace, so that its data would be missed.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Device">Its block or DAX device.</param>
/// <param name="Kind"><c>Mount</c>, <c>Holder</c> (device mapper, LVM, md), <c>Swap</c>, <c>Loop</c>, <c>SystemRam</c> or
/// <c>Dax</c>.</param>
/// <param name="Name">The mount point, the holding device, or what else tells it.</param>
public sealed record NvdimmConsumer(string Namespace, string Device, string Kind, string Name)
{
    /// <inheritdoc/>
    public override string ToString() => Kind switch
    {
        "Mount" => $"{Device} ({Namespace}) is mounted on {Name}",
        "Holder" => $"{Device} ({Namespace}) is held by {Name}",
        "Swap" => $"{Device} ({Namespace}) is swap space",
        "Loop" => $"{Device} ({Namespace}) is behind {Name}",
        "SystemRam" => $"{Device} ({Namespace}) is system memory",
        _ => $"{Device} ({Namespace}) is open to programs as a DAX device",
    };
}
