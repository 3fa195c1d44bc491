using System.Reflection;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>
/// ndctl lists DIMMs, and we print the same answers in its JSON: byte for byte for every DIMM of which both read the same,
/// that is, to which no line of <see cref="KnownDifferences"/> applies but in what is a matter of shape.
/// </summary>
public sealed class NdctlJsonTests(Ndctl ndctl) : IClassFixture<Ndctl>
{
    [Theory]
    [InlineData("HyperV")]
    [InlineData("Hpe1")]
    [InlineData("Intel")]
    [InlineData("Msft")]
    [InlineData("Papr")]
    public void What_both_read_alike_is_printed_alike(string family)
    {
        Assert.SkipWhen(ndctl.Missing is not null, ndctl.Missing ?? string.Empty);
        var specimens = Specimens.Of(family, ndctl.Count);
        var theirs = OurJson.Dimms(ndctl.List(specimens));
        using var machine = new HealthMachine("8x24:" + family);
        var differences = JsonDifference.All.Where(d => d.Families.Contains(family)).ToList();
        var (compared, seen) = (0, new HashSet<string>());
        for (var i = 0; i < specimens.Count; i++)
        {
            if (!IsReadAlike(specimens[i]))
            {
                continue;
            }

            var (their, our) = (Part(family, theirs[$"nmem{i}"]), Part(family, OurJson.Of(machine, i, specimens[i])));
            var applying = differences.FindAll(d => d.Applies(specimens[i]));
            if (applying.Count == 0)
            {
                compared++;
                Assert.Equal(their, our);
            }
            else
            {
                Assert.NotEqual(their, our);
                seen.UnionWith(applying.Select(d => d.Id));
            }
        }

        Assert.True(compared >= 5, $"only {compared} DIMMs were compared");
        Assert.Equal(differences.Select(d => d.Id).ToHashSet(), seen);
    }

    [Fact]
    public void Where_ndctl_loses_a_DIMM_we_keep_it()
    {
        Assert.SkipWhen(ndctl.Missing is not null, ndctl.Missing ?? string.Empty);
        const uint withoutHealth = 0xFFFFFFFD;
        var specimens = Specimens.Of("Intel", 3);
        var (code, output, _) = ndctl.Run(specimens, folder => File.WriteAllText(Path.Combine(folder("nmem1"), "nfit", "dsm_mask"), $"0x{withoutHealth:x}\n"));
        Assert.NotEqual(0, code);
        Assert.DoesNotContain("\"nmem1\"", output, StringComparison.Ordinal);
        using var machine = new HealthMachine("8x24");
        var ours = OurJson.Of(machine, 1, specimens[1], withoutHealth);
        Assert.StartsWith("{\n    \"dev\":\"nmem1\"", ours, StringComparison.Ordinal);
        Assert.Contains("\"health_state\":", ours, StringComparison.Ordinal);
    }

    [Fact]
    public void The_page_for_users_has_the_same_lines()
    {
        var root = typeof(NdctlJsonTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "RepositoryRoot").Value!;
        var section = File.ReadLines(Path.Combine(root, "docs", "ndctl.md")).SkipWhile(line => line != "## The same JSON").Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal));
        Assert.Equal(JsonDifference.All.Select(d => d.Row), section.Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
    }

    /// <summary>An alarm that a family lacks is false for ndctl, and the threshold of one that is off it leaves out; so do we when we print its JSON.</summary>
    private static bool IsReadAlike(Specimen specimen)
    {
        var ours = OurReading.Of(specimen);
        var theirs = KnownDifferences.All.Where(d => d.Families.Contains(specimen.Family.Name)).Aggregate(ours, (reading, difference) => difference.Apply(reading));
        return ours.Values.Count > 1 && ours.Values.Keys.Union(theirs.Values.Keys).All(key => (ours.Values.GetValueOrDefault(key), theirs.Values.GetValueOrDefault(key)) switch
        {
            (null, "false") => ours.Values.ContainsKey(key.StartsWith("alarm_enabled_", StringComparison.Ordinal) ? "alarm_enabled_spares" : "alarm_spares"),
            ({ }, null) => key.EndsWith("_threshold", StringComparison.Ordinal),
            var (our, their) => our == their,
        });
    }

    /// <summary>ndctl's machine has Intel's DIMMs; of another family only what was answered is the same.</summary>
    private static string Part(string family, string dimm) => family == "Intel" ? dimm : dimm[dimm.IndexOf("\"health\"", StringComparison.Ordinal)..];
}
