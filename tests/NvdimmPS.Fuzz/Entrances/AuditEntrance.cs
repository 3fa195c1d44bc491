using System.Text;
using NvdimmPS.Audit;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Audit logs that were whole once: each line is a record or a warning, and no line makes another one disappear.</summary>
internal sealed class AuditEntrance() : Entrance("audit", "audit logs that were whole once")
{
    private const int PerByte = 200;

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var lines = Enumerable.Range(0, dice.Between(1, 6)).Select(i => Line(dice, i)).ToList();
        var bytes = lines.SelectMany(l => l).ToArray();
        current.Throws(bytes, () => "log:");
        var path = ScratchFile.Write("audit.jsonl", bytes);
        var bad = new List<NvdimmException>();
        var records = Product(current, (Room * 4) + (PerByte * (long)bytes.Length), () => AuditReader.Read(path, bad.Add, CancellationToken.None).ToList(), out _)!;
        bad.ForEach(Check);
        Hold(records.Count + bad.Count <= bytes.Count(b => b == '\n') + 1, $"{bytes.Count(b => b == '\n')} lines are {records.Count} records and {bad.Count} warnings");
        foreach (var record in records)
        {
            Hold(record.Id.Length > 0 && record.Target is not null && record.Time != default, "a record lacks what each has");
            _ = AuditText.Line(record).Length + AuditText.Entry(record).Length;
        }
    }

    private static byte[] Line(Dice dice, int number)
    {
        var record = new NvdimmAuditRecord
        {
            Id = $"id{number / 2}", Time = SomeHealth.Time, HostName = Hostile.Text(dice), Source = "Device", UserId = 0, User = Hostile.Text(dice), ProcessId = 1, Process = "pwsh", Command = "Invoke-NvdimmDsm", Target = "nmem0",
            Family = "Intel", Function = 17, FunctionName = "SetSmartThreshold", Route = "Call", Danger = "Write", InputLength = 7, Answered = dice.OneIn(2), Outcome = "Success", StatusCode = 0, ReturnValue = 0, Duration = TimeSpan.FromMilliseconds(1),
        };
        var line = AuditText.Line(record);
        return dice.OneIn(2) ? line : [.. JsonMutant.Of(dice, Encoding.UTF8.GetString(line).TrimEnd('\n')), .. dice.OneIn(8) ? Array.Empty<byte>() : [(byte)'\n']];
    }
}
