namespace NvdimmPS.Simulation.Firmware;

/// <summary>Temperatures as Intel's and HPE's interfaces spell them: 1/16 °C in 15 bits, the sign in bit 15.</summary>
internal static class Sixteenths
{
    private const int SignBit = 0x8000;

    public static ushort Encode(double celsius)
    {
        var magnitude = (int)Math.Min(Math.Round(Math.Abs(celsius) * 16), SignBit - 1);
        return (ushort)(celsius < 0 && magnitude != 0 ? SignBit | magnitude : magnitude);
    }

    public static double Decode(ushort raw) => (raw & ~SignBit) / 16.0 * ((raw & SignBit) == 0 ? 1 : -1);
}
