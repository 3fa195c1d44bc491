namespace NvdimmPS.Simulation.Firmware;

/// <summary>Status words of the Microsoft family: the general code in the low half, the function's own in the third byte.</summary>
internal static class MsftStatus
{
    public const uint NotSupported = 1;
    public const uint InvalidInput = 2;

    /// <summary>Function-specific: code 4 with the function's own code above it.</summary>
    public static uint Specific(uint code) => (code << 16) | 4;
}
