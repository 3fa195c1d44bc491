using System.Text.RegularExpressions;
using NvdimmPS.Health.Ndctl;
using NvdimmPS.Model;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.SecondReader;

/// <summary>
/// ndctl lists DIMMs, and we print the same answers in its JSON: byte for byte for every DIMM of which both read the same,
/// that is, to which no line of <see cref="KnownDifferences"/> applies but the one about shape.
/// </summary>
public sealed partial class NdctlJsonTests(Ndctl ndctl) : IClassFixture<Ndctl>
{
    private const string Shape = "disarmed-threshold";

    [Theory]
    [InlineData("HyperV")]
    [InlineData("Intel")]
    public void What_both_read_alike_is_printed_alike(string family)
    {
        Assert.SkipWhen(ndctl.Missing is not null, ndctl.Missing ?? string.Empty);
        var specimens = Specimens.Of(family, ndctl.Count);
        var theirs = Dimms(ndctl.List(specimens));
        using var machine = new HealthMachine("8x24:" + family);
        var compared = 0;
        for (var i = 0; i < specimens.Count; i++)
        {
            if (IsReadAlike(specimens[i]))
            {
                compared++;
                Assert.Equal(Part(family, theirs[$"nmem{i}"]), Part(family, Ours(machine, i, specimens[i])));
            }
        }

        Assert.True(compared >= 5, $"only {compared} DIMMs were compared");
    }

    private static bool IsReadAlike(Specimen specimen)
    {
        var reading = OurReading.Of(specimen);
        return reading.Values.Count > 1
            && KnownDifferences.All.Where(d => d.Id != Shape && d.Families.Contains(specimen.Family.Name)).All(d => d.Apply(reading).Values.SequenceEqual(reading.Values));
    }

    private static string Ours(HealthMachine machine, int dimm, Specimen specimen)
    {
        var attributes = Path.Combine(machine.Kernel.SysfsRoot, "bus", "nd", "devices", $"nmem{dimm}", "nfit");
        File.WriteAllText(Path.Combine(attributes, "dsm_mask"), "0xffffffff\n");

        // Where the firmware does not say the count, ndctl says none.
        File.Delete(Path.Combine(attributes, "dirty_shutdown"));
        machine.Answers.Clear();
        foreach (var (function, bytes) in specimen.Answers)
        {
            machine.Answers[function] = bytes;
        }

        var reader = new NdctlReader(machine.Watched);
        reader.Add(new NvdimmMachine(machine.Watched).GetDevice($"nmem{dimm}", TopologyDetail.Full), health: true, firmware: true);
        return Dimms(reader.Text!).Single().Value;
    }

    /// <summary>ndctl's machine has Intel's DIMMs; of another family only what was answered is the same. Firmware is held against a recording.</summary>
    private static string Part(string family, string dimm) =>
        Firmware().Replace(family == "Intel" ? dimm : dimm[dimm.IndexOf("\"health\"", StringComparison.Ordinal)..], string.Empty);

    [GeneratedRegex("""\s*"firmware":\{[^}]*\},?""")]
    private static partial Regex Firmware();

    /// <summary>The text of each DIMM, by name.</summary>
    private static Dictionary<string, string> Dimms(string json) => json.Trim().TrimStart('[').TrimEnd(']').Split("\n  },\n")
        .Select(text => text.Trim().TrimEnd('}', ' ', '\n')).ToDictionary(text => text.Split('"')[3]);
}
