namespace NvdimmPS.Simulation.Firmware;

/// <summary>Values that function 18 (Inject Error) shows in place of the measured ones; null is not injected.</summary>
internal sealed class SmartInjection
{
    public ushort? MediaTemperature { get; set; }

    public byte? Spares { get; set; }

    public bool Fatal { get; set; }
}
