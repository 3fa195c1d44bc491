using System.Globalization;
using System.Text.Json;
using NvdimmPS.Dsm;
using NvdimmPS.PlatformConfiguration;

namespace NvdimmPS.Tests.Golden;

/// <summary>Tables of platform and modules that were worked out from a description of them by someone who had not read the code.</summary>
public class GoldenPlatformTests
{
    private static readonly JsonElement Root = GoldenFile.Load("optane/vendor-commands");

    public static TheoryData<string> Configurations() => Names("pcd");

    public static TheoryData<string> Capabilities() => Names("pcat");

    public static TheoryData<string> NfitCapabilities() => Names("nfit-capabilities");

    [Theory]
    [MemberData(nameof(Configurations))]
    public void Platform_config_data_is_that_of_the_description(string name)
    {
        var (item, bytes) = Case(name);
        var data = ConfigurationData.Decode(bytes);
        AssertTables(item, data.Tables, data.Problems);
        if (item.TryGetProperty("derived", out var derived) && derived.ValueKind == JsonValueKind.Object && derived.TryGetProperty("goalPending", out var pending))
        {
            Assert.Equal(pending.GetBoolean(), data.IsGoalPending);
        }

        Assert.Equal(name.StartsWith("pcd-zero-header", StringComparison.Ordinal), data.IsEmpty);
    }

    /// <summary>The first 128 bytes say how much there is to read, whatever they are.</summary>
    [Theory]
    [MemberData(nameof(Configurations))]
    public void No_more_is_read_than_there_is(string name)
    {
        var (_, bytes) = Case(name);
        var data = ConfigurationData.Decode(bytes);
        var size = ConfigurationData.SizeOf(bytes.AsMemory(0, Math.Min(128, bytes.Length)));
        Assert.InRange(size, 0, ConfigurationData.MaxSize);
        var again = ConfigurationData.Decode(bytes.AsMemory(0, Math.Min(bytes.Length, Math.Max(size, 128))));
        Assert.Equal(data.Tables.Select(t => (t.Name, t.Fields?.Length, t.Records.Count)), again.Tables.Select(t => (t.Name, t.Fields?.Length, t.Records.Count)));
    }

    [Theory]
    [MemberData(nameof(Capabilities))]
    public void Pcat_is_that_of_the_description(string name)
    {
        var (item, bytes) = Case(name);
        var problems = new List<TableProblem>();
        AssertTables(item, [CapabilityTable.Decode(bytes, problems)], problems);
    }

    [Theory]
    [MemberData(nameof(NfitCapabilities))]
    public void Nfit_capabilities_are_those_of_the_description(string name)
    {
        var (item, bytes) = Case(name);
        byte[] nfit = [.. new byte[40], 0, 0, 8, 0, 1, 2, 3, 4, .. bytes];
        var found = CapabilityTable.FindCapabilities(nfit);
        Assert.Equal(bytes, found!.Value.ToArray());
        var derived = item.GetProperty("derived");
        foreach (var (key, ours) in new[] { ("CPU cache flush on power loss", "CpuCacheFlush"), ("memory controller flush", "MemoryControllerFlush"), ("mirroring", "Mirroring") })
        {
            Assert.Equal(derived.TryGetProperty(key, out var value) ? value.GetBoolean() : null, CapabilityTable.Has(found.Value, ours));
        }

        for (var cut = 0; cut < nfit.Length; cut++)
        {
            Assert.Null(CapabilityTable.FindCapabilities(nfit.AsMemory(0, cut)));
        }
    }

    /// <summary>No cut and no changed byte makes the decoder fail, and no table reaches beyond what is there.</summary>
    [Fact]
    public void Whatever_the_bytes_are_they_are_decoded_or_noted()
    {
        foreach (var name in new[] { "pcd-rev02-full", "pcd-rev31-full", "pcd-rev01-full" })
        {
            var (_, bytes) = Case(name);
            for (var i = 0; i < bytes.Length; i++)
            {
                Assert.All(ConfigurationData.Decode(bytes.AsMemory(0, i)).Tables, t => Assert.True(t.Bytes.Length <= i));
                foreach (var value in new byte[] { 0, 1, 0x80, 0xFF })
                {
                    var changed = bytes.ToArray();
                    changed[i] = value;
                    var data = ConfigurationData.Decode(changed);
                    Assert.True(changed[i] == bytes[i] || data.Problems.Count > 0 || i is >= 60 and < 128 || data.Tables.All(t => i < t.Offset || i >= t.Offset + t.Bytes.Length), $"{name} {i} {value}");
                }
            }
        }
    }

    private static TheoryData<string> Names(string kind) => [.. Root.GetProperty("cases").EnumerateArray()
        .Where(c => c.GetProperty("kind").GetString() == kind).Select(c => c.GetProperty("name").GetString()!)];

    private static (JsonElement Item, byte[] Bytes) Case(string name)
    {
        var item = Root.GetProperty("cases").EnumerateArray().Single(c => c.GetProperty("name").GetString() == name);
        return (item, GoldenFile.Hex(item, "output"));
    }

    private static void AssertTables(JsonElement item, IReadOnlyList<PlatformTable> tables, IReadOnlyList<TableProblem> problems)
    {
        var expected = item.TryGetProperty("whyCodes", out var codes) ? codes.EnumerateArray().Select(c => c.GetString()!) : [];
        Assert.Equal(expected, problems.Select(p => $"{p.Table}.{char.ToLowerInvariant(p.Fault.ToString()[0])}{p.Fault.ToString()[1..]}"));
        foreach (var wanted in item.GetProperty("fields").EnumerateObject())
        {
            var table = Assert.Single(tables, t => t.Name == wanted.Name);
            foreach (var field in wanted.Value.EnumerateObject().Where(f => f.Name != "Records"))
            {
                AssertField($"{wanted.Name}.{field.Name}", table.Find(field.Name), field.Value);
            }

            if (wanted.Value.TryGetProperty("Records", out var records))
            {
                AssertRecords(wanted.Name, table.Records, [.. records.EnumerateArray()]);
            }
        }

        foreach (var name in item.GetProperty("notReported").EnumerateArray().Select(n => n.GetString()!))
        {
            Assert.DoesNotContain(tables, t => t.Name == name && t.Fields is not null);
        }
    }

    private static void AssertRecords(string table, IReadOnlyList<PlatformRecord> records, JsonElement[] wanted)
    {
        Assert.Equal(wanted.Select(w => (w.GetProperty("Type").GetInt32(), w.GetProperty("Length").GetInt32())), records.Select(r => (r.Type, r.Bytes.Length)));
        foreach (var (record, expected) in records.Zip(wanted))
        {
            foreach (var field in expected.EnumerateObject())
            {
                var place = $"{table}[{record.Type}].{field.Name}";
                switch (field.Name)
                {
                    case "Type" or "Length":
                        break;
                    case "Unknown" or "Undecoded":
                        Assert.Null(record.Fields);
                        break;
                    case "Modules" or "Formats":
                        var parts = field.Value.EnumerateArray().ToArray();
                        Assert.Equal(parts.Length, record.Parts.Length);
                        Assert.All(record.Parts.Zip(parts), p => Assert.All(p.Second.EnumerateObject(), f => AssertField($"{place}.{f.Name}", p.First.Find(f.Name), f.Value)));
                        break;
                    case "AlignmentBytes":
                        Assert.Equal(field.Value.GetUInt64(), 1UL << (int)record.Find("AlignmentExponent")!.Number);
                        break;
                    default:
                        AssertField(place, record.Find(field.Name), field.Value);
                        break;
                }
            }
        }
    }

    private static void AssertField(string place, DsmFieldValue? field, JsonElement expected)
    {
        Assert.True(field is not null, $"{place} has no field");
        var actual = expected.ValueKind == JsonValueKind.Number ? field.Number.ToString(CultureInfo.InvariantCulture) : GoldenFile.Canonical(field.Value);
        var wish = expected.ValueKind == JsonValueKind.Number ? expected.GetUInt64().ToString(CultureInfo.InvariantCulture) : expected.GetString()!.TrimEnd();
        Assert.True(actual == wish, $"{place} is {actual}, not {wish}");
    }
}
