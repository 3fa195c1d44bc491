using static NvdimmPS.Health.HealthCauses;

namespace NvdimmPS.Health.Families;

/// <summary>POWER: one structure.</summary>
internal sealed class PaprHealth : IHealthFamily
{
    public IReadOnlyList<uint> Functions { get; } = [1];

    public void Read(DsmResult answer, HealthReading reading)
    {
        HealthWords.State(answer, reading);
        reading.Take(answer, "LastShutdownStatus", nameof(NvdimmHealth.LastShutdown));
        reading.Take(answer, "LastRestoreStatus", nameof(NvdimmHealth.LastRestore));
        reading.TakeRemaining(answer, "PercentageRemaining");
        reading.Take(answer, "DirtyShutdownCount");
        reading.Set(nameof(NvdimmHealth.Armed), Says(answer, "ArmState", "Armed"));
        reading.Add(NotArmed, Says(answer, "ArmState", "NotArmed"));
        reading.Add(RestoreFailed, Says(answer, "LastRestoreStatus", "Failed"));
        reading.Add(DirtyShutdown, Says(answer, "LastShutdownStatus", "Dirty"));
        reading.Add(Locked, Says(answer, "LockState", "Locked"));
    }

    private static bool Says(DsmResult answer, string field, string word) =>
        answer.Find(field)?.Value is string value && value == word;
}
