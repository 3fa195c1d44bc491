using System.Globalization;

namespace NvdimmPS.Fuzz;

/// <summary>What came of a run.</summary>
internal sealed record FuzzResult(Entrance Entrance, long Cases, long Taken, long Refused, TimeSpan Time, TimeSpan Longest, int Slowest,
    FuzzFound? Found)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Entrance.Name,-14} {Cases,12:N0} cases")
        + string.Create(CultureInfo.InvariantCulture, $" {Taken,12:N0} taken {Refused,12:N0} refused {Time.TotalSeconds,6:0} s,")
        + string.Create(CultureInfo.InvariantCulture, $" the longest {Longest.TotalMilliseconds:0} ms ({Slowest:x8})");
}

/// <summary>A fault, and how it is seen again.</summary>
internal sealed record FuzzFound(string Entrance, int Case, string What, string Thrown)
{
    public override string ToString() => $"""
        {Entrance}: {What}
          thrown: {Thrown}
          again:  dotnet run -c Release --project tests/NvdimmPS.Fuzz -- --only {Entrance} --case {Case:x8}
        """;
}
