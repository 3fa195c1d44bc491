namespace NvdimmPS.Simulation.Firmware;

/// <summary>Status words of the Intel DIMM family: the code in the low half, a function's own code in the high half.</summary>
internal static class IntelStatus
{
    public const uint NotSupported = 1;
    public const uint InvalidInput = 3;
    public const uint HardwareError = 4;
    public const uint Retry = 5;
    public const uint InvalidSecurityState = 10;
    public const uint InvalidPassphrase = 11;

    /// <summary>Functions 18 and 31: the platform is not enabled for injection.</summary>
    public const uint InjectionDisabled = 1 << 16 | 7;

    /// <summary>Function-specific: code 7 with the function's own code above it.</summary>
    public static uint Specific(uint code) => (code << 16) | 7;
}
