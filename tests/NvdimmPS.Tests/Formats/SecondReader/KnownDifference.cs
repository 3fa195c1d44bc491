namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>A place where ndctl reads otherwise than NvdimmPS: when, what it then says, who is right by which document.</summary>
internal sealed record KnownDifference(string Id, string[] Families, string Ndctl, string Right, string Source)
{
    private Func<Reading, Reading> Change { get; init; } = reading => reading;

    /// <summary>One that other answers would explain: a reading of these is ndctl's.</summary>
    public KnownDifference As(Func<Specimen, Specimen> rewrite) => this with
    {
        Change = reading => OurReading.Of(rewrite(reading.Specimen)),
    };

    /// <summary>One of single values: those that ndctl has instead, null for none.</summary>
    public KnownDifference Values(Func<Reading, IEnumerable<(string Key, object? Value)>> values) => this with
    {
        Change = reading => values(reading).Aggregate(reading.Copy(), (changed, value) => changed.Set(value.Key, value.Value)),
    };

    /// <summary>Turns a reading into the one that ndctl has; the same one where the difference does not apply.</summary>
    public Reading Apply(Reading reading) => Change(reading);

    /// <summary>The line of docs/ndctl.md.</summary>
    public string Row => $"| `{Id}` | {string.Join(", ", Families)} | {Ndctl} | {Right} | {Source} |";
}
