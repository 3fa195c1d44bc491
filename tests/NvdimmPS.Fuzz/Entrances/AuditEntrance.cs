using System.Text;
using System.Text.Json.Nodes;
using NvdimmPS.Audit;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Reads a log; the second argument is told what is wrong in it.</summary>
internal delegate IEnumerable<NvdimmAuditRecord> AuditLogReader(string path, Action<NvdimmException> bad);

/// <summary>
/// Audit logs that were whole once: each line is a record or a warning, and no line makes another one disappear. A whole one is read as
/// it was written.
/// </summary>
/// <param name="read">Who reads; the product where nobody else is named.</param>
internal sealed class AuditEntrance(AuditLogReader? read = null) : Entrance("audit", "audit logs that were whole once")
{
    private const int PerByte = 200;
    private const string Letters = "abcdefghij 0123456789-";

    private readonly AuditLogReader _read = read ?? ((path, bad) => AuditReader.Read(path, bad, CancellationToken.None));

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var isGood = dice.OneIn(4);
        var lines = Enumerable.Range(0, dice.Between(1, 6)).Select(i => Line(dice, i, isGood)).ToList();
        var bytes = lines.SelectMany(l => l).ToArray();
        current.Throws(bytes, () => "log:");
        var path = ScratchFile.Write("audit.jsonl", bytes);
        var bad = new List<NvdimmException>();
        var records = Product(current, (Room * 4) + (PerByte * (long)bytes.Length),
            () => _read(path, bad.Add).ToList(), out _)!;
        bad.ForEach(Check);
        Hold(records.Count + bad.Count <= bytes.Count(b => b == '\n') + 1,
            $"{bytes.Count(b => b == '\n')} lines are {records.Count} records and {bad.Count} warnings");
        if (isGood)
        {
            Compare(lines, records);
        }

        foreach (var record in records)
        {
            Hold(record.Id.Length > 0 && record.Target is not null && record.Time != default, "a record lacks what each has");
            _ = AuditText.Line(record).Length + AuditText.Entry(record).Length;
        }
    }

    /// <summary>
    /// What was answered, in the order of the answers; then what was not. A record that is read and written is the line that it was.
    /// </summary>
    private static void Compare(List<byte[]> lines, List<NvdimmAuditRecord> records)
    {
        var texts = lines.ConvertAll(l => Encoding.UTF8.GetString(l));
        var answered = texts.Where(IsAnswered).ToList();
        var open = new List<string>();
        foreach (var text in texts)
        {
            open.RemoveAll(o => Id(o) == Id(text));
            open.AddRange(IsAnswered(text) ? [] : [text]);
        }

        var (has, must) = (records.ConvertAll(r => Encoding.UTF8.GetString(AuditText.Line(r))), answered.Concat(open).ToList());
        var other = has.Order(StringComparer.Ordinal).Zip(must.Order(StringComparer.Ordinal)).FirstOrDefault(p => p.First != p.Second);
        Hold(has.Count == must.Count && other == default,
            $"{must.Count} calls are read as {has.Count}: {other.First}, must be {other.Second}");
    }

    private static bool IsAnswered(string line) => line.Contains("\"outcome\":", StringComparison.Ordinal);

    private static string Id(string line) => JsonNode.Parse(line)!["id"]!.GetValue<string>();

    private static byte[] Line(Dice dice, int number, bool isGood)
    {
        // What is read becomes fit for a terminal: only what is fit already comes out as it went in.
        string Text() => isGood ? dice.Text(Letters, dice.Between(1, 20)).Trim() + "x" : Hostile.Text(dice);
        var record = new NvdimmAuditRecord
        {
            Id = $"id{number / 2}", Time = SomeHealth.Time, HostName = Text(), Source = "Device", UserId = 0,
            User = Text(), ProcessId = 1, Process = "pwsh", Command = "Invoke-NvdimmDsm", Target = "nmem0",
            Family = "Intel", Function = 17, FunctionName = "SetSmartThreshold", Route = "Call", Danger = "Write", InputLength = 7,
            Answered = dice.OneIn(2), Outcome = "Success", StatusCode = 3, ReturnValue = 7, Errno = 5,
            Duration = TimeSpan.FromMilliseconds(1),
        };
        var line = AuditText.Line(record);
        return isGood || dice.OneIn(2) ? line
            : [.. JsonMutant.Of(dice, Encoding.UTF8.GetString(line).TrimEnd('\n')), .. dice.OneIn(8) ? Array.Empty<byte>() : [(byte)'\n']];
    }
}
