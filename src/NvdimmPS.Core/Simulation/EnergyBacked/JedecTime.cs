namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>Times as JEDEC's 16-bit registers spell them: milliseconds, or with bit 15 set seconds.</summary>
internal static class JedecTime
{
    private const int Seconds = 0x8000;

    public static ushort Encode(TimeSpan time) => time.TotalMilliseconds < Seconds
        ? (ushort)time.TotalMilliseconds
        : (ushort)(Seconds | (int)Math.Min(Math.Round(time.TotalSeconds), Seconds - 1));
}
