using NvdimmPS.Fuzz;
using NvdimmPS.Fuzz.Entrances;

namespace NvdimmPS.Tests.Fuzz;

/// <summary>A few cases of each entrance, always the same ones; <c>build.ps1 Fuzz</c> throws others, and for longer.</summary>
public sealed class ShortRunTests
{
    private const int Seed = 20160516, Cases = 300;

    // What takes milliseconds a case.
    private static readonly Dictionary<string, int> Fewer = new()
    {
        ["tables"] = 20, ["schemas"] = 60, ["traces"] = 30, ["archive"] = 60, ["recordings"] = 30, ["psd1"] = 40, ["clixml"] = 40, ["reports"] = 8,
    };

    public static TheoryData<string> Entrances => [.. All.Create().Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Entrances))]
    public void What_others_wrote_is_read_as_it_is_or_refused(string name)
    {
        var entrance = All.Create().Single(e => e.Name == name);
        var count = Fewer.GetValueOrDefault(name, Cases);

        var result = new FuzzRun(entrance, Seed).Count(count);

        Assert.Null(result.Found?.ToString());
        Assert.Equal(count, result.Cases);
        Assert.True(result.Taken > 0, "Nothing was taken: the cases are no test.");
    }
}
