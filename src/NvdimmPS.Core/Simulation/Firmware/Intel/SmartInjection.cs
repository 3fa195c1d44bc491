namespace NvdimmPS.Simulation.Firmware;

/// <summary>What an injection (Intel's function 18, POWER's 2) shows in place of the measured values; null is not injected.</summary>
internal sealed class SmartInjection
{
    public ushort? MediaTemperature { get; set; }

    public byte? Spares { get; set; }

    public bool Fatal { get; set; }

    public bool DirtyShutdown { get; set; }

    /// <summary>A die was replaced; by vendor commands alone.</summary>
    public bool PackageSpare { get; set; }

    /// <summary>They do not outlast the power.</summary>
    public void Clear() =>
        (MediaTemperature, Spares, Fatal, DirtyShutdown, PackageSpare) = (null, null, false, false, false);
}
