using System.Reflection;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>
/// ndctl and NvdimmPS read the same bytes. Every value that ndctl shows is what NvdimmPS decodes, or what a line of
/// <see cref="KnownDifferences"/> says of it; each line holds wherever it applies, and applies somewhere.
/// </summary>
public sealed class SecondReaderTests(Ndctl ndctl) : IClassFixture<Ndctl>
{
    [Theory]
    [InlineData("Intel")]
    [InlineData("Msft")]
    [InlineData("Hpe1")]
    [InlineData("HyperV")]
    [InlineData("Papr")]
    public void Both_read_the_same_or_differ_as_listed(string family)
    {
        Assert.SkipWhen(ndctl.Missing is not null, ndctl.Missing ?? string.Empty);
        var specimens = Specimens.Of(family, ndctl.Count);
        var theirs = NdctlReading.Parse(ndctl.List(specimens), specimens);
        var seen = new HashSet<string>();
        var unexplained = theirs.Select(reading => Explain(reading, seen)).OfType<string>().ToArray();
        Assert.True(unexplained.Length == 0, $"{unexplained.Length} of {theirs.Count} DIMMs\n{string.Join('\n', unexplained.Take(5))}");
        Assert.Equal(KnownDifferences.All.Where(d => d.Families.Contains(family)).Select(d => d.Id).Order(), seen.Order());
    }

    [Fact]
    public void The_page_for_users_has_the_same_lines()
    {
        var root = typeof(SecondReaderTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "RepositoryRoot").Value!;
        var section = File.ReadLines(Path.Combine(root, "docs", "ndctl.md")).SkipWhile(line => line != "## Where ndctl reads the same bytes otherwise")
            .TakeWhile(line => line != "## Where ipmctl shows the same bytes otherwise");
        Assert.Equal(KnownDifferences.All.Select(d => d.Row), section.Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
    }

    /// <summary>What of ndctl's reading neither NvdimmPS nor a known difference explains; null is nothing.</summary>
    private static string? Explain(Reading theirs, HashSet<string> seen)
    {
        var ours = OurReading.Of(theirs.Specimen);
        var expected = ours;
        var applied = new List<string>();
        foreach (var difference in KnownDifferences.All.Where(d => d.Families.Contains(theirs.Specimen.Family.Name)))
        {
            var changed = difference.Apply(expected);
            if (!changed.Values.SequenceEqual(expected.Values))
            {
                applied.Add(difference.Id);
            }

            expected = changed;
        }

        seen.UnionWith(applied);
        var wrong = expected.Values.Keys.Union(theirs.Values.Keys).Where(key => Value(expected, key) != Value(theirs, key))
            .Select(key => $"{key}: ndctl {Value(theirs, key)}, NvdimmPS {Value(ours, key)}, expected of ndctl {Value(expected, key)}").ToArray();
        return wrong.Length == 0 ? null : $"{theirs.Specimen}{string.Join('\n', wrong)}\ndifferences that apply: {string.Join(", ", applied)}\n";
    }

    private static string Value(Reading reading, string key) => reading.Values.GetValueOrDefault(key, "(nothing)");
}
