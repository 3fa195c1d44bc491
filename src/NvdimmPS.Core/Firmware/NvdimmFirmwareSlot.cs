namespace NvdimmPS;

/// <summary>A place for a firmware image on an NVDIMM-N.</summary>
/// <param name="Slot">Its number.</param>
/// <param name="Version">The version of the image in it; null for an empty one.</param>
/// <param name="Running">True for the image that runs.</param>
public sealed record NvdimmFirmwareSlot(int Slot, string? Version, bool Running)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Slot}: {Version ?? "empty"}{(Running ? " (running)" : string.Empty)}";
}
