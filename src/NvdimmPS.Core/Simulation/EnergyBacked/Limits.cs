namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>What a simulated NVDIMM-N was built with, whatever the family that reports it.</summary>
internal static class Limits
{
    public const ushort MinimumTemperature = 0, MaximumTemperature = 70;
    public const byte SourceMaximumTemperature = 65;
    public const byte SourceHardware = 1;
    public const ushort SourceFirmware = 0x0104;
    public const byte HealthCheckHours = 24;

    /// <summary>Tethered.</summary>
    public const byte SourceAttributes = 1 << 1;

    /// <summary>A super capacitor.</summary>
    public const byte SourceTechnology = 1 << 1;

    public static readonly TimeSpan Save = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Restore = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Erase = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan Arm = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan Firmware = TimeSpan.FromSeconds(120);
    public static readonly TimeSpan Charge = TimeSpan.FromSeconds(300);
}
