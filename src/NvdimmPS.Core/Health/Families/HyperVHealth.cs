using static NvdimmPS.Health.HealthCauses;

namespace NvdimmPS.Health.Families;

/// <summary>Hyper-V: six bits without public names, of which libndctl knows how bad each is, and a count.</summary>
internal sealed class HyperVHealth : IHealthFamily
{
    public IReadOnlyList<uint> Functions { get; } = [1, 2];

    public void Read(DsmResult answer, HealthReading reading)
    {
        if (answer.Function == 2)
        {
            reading.Take(answer, "DirtyShutdownCount");
            return;
        }

        var bits = answer.Words("Health");
        var (fatal, critical, minor) =
            (bits.Contains("Bit2"), bits.Any(b => b is "Bit0" or "Bit1"), bits.Any(b => b is "Bit3" or "Bit4" or "Bit5"));
        reading.Add(Fatal, fatal);
        reading.Add(Critical, critical);
        reading.Add(NonCritical, minor);
        reading.Set(nameof(NvdimmHealth.HealthDetail), fatal ? "Fatal" : critical ? "Critical" : minor ? "NonCritical" : "Normal");
        reading.IsReported = true;
    }
}
