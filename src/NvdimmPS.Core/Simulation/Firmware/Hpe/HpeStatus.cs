namespace NvdimmPS.Simulation.Firmware;

/// <summary>Status words of both HPE families: the code in the low half, a vendor's own in the high half.</summary>
internal static class HpeStatus
{
    public const uint NotImplemented = 1;
    public const uint InvalidInput = 2;
    public const uint Failed = 3;

    /// <summary>Vendor-specific: code 4 with the vendor's own code above it.</summary>
    public static uint Vendor(uint code) => (code << 16) | 4;
}
