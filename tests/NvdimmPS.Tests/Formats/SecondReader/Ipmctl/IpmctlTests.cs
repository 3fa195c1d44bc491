using System.Reflection;
using System.Text.Json;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.PlatformConfiguration;
using NvdimmPS.Tests.Golden;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Tests.Formats.SecondReader.Ipmctl;

/// <summary>
/// ipmctl and NvdimmPS read the same playback files: those of a simulated machine, and the same with golden payloads in place of its answers.
/// Every value that ipmctl shows is what NvdimmPS has, or what a line of <see cref="IpmctlDifference"/> says of it; each line applies somewhere.
/// </summary>
public sealed class IpmctlTests
{
    private const string Xml = "-o nvmxml ", Bytes = "-u B ";

    private static readonly JsonElement[] Golden = [.. GoldenFile.Load("optane/vendor-commands").GetProperty("cases").EnumerateArray()];

    /// <summary>Of these ipmctl makes nothing: it never ends, or crashes.</summary>
    private static readonly string[] Fatal = ["pcd-record-length0-data", "pcd-record-truncated", "pcd-ccur-start-plus-size-wraps"];

    /// <summary>Which differences each test meets.</summary>
    private static readonly Dictionary<string, string[]> Expected = new()
    {
        [nameof(A_module)] =
        [
            "unreported", "capacity", "sparing", "old-maximum", "no-version", "not-decimal", "boost", "signed-number", "without-a-word", "nameless-bit", "unsigned-degrees", "whole-degrees",
            "gravest-health", "no-register", "other-code", "reserved-trigger",
        ],
        [nameof(Sensors_and_counters)] = ["whole-degrees", "cut-time", "signed-number", "gravest-health", "unreported"],
        [nameof(Logs)] = ["error-count", "block-window", "whole-degrees", "unsigned-degrees"],
        [nameof(Effects_and_policies)] = ["nameless-bit", "without-a-word"],
        [nameof(Platform_config_data)] = ["several-records", "damaged-table", "reserved-location", "unknown-record"],
        [nameof(The_platform_and_what_all_modules_have)] = [],
    };

    private readonly HashSet<string> _seen = [];
    private readonly List<string> _unexplained = [];

    [Fact]
    public void A_module()
    {
        Skip();
        Simulated(IpmctlRecording.Dimms, Xml + Bytes, t => IpmctlReading.One(t, "Dimm"), OurValues.Dimm, "unreported");
        Payloads(IpmctlRecording.Dimms, Xml + Bytes, t => IpmctlReading.One(t, "Dimm"), OurValues.Dimm,
            "01:00", "01:01", "02:00", "02:02", "02:03", "04:02", "04:03", "04:04", "04:06", "06:02", "06:09", "06:0A", "06:EA", "08:00", "08:01", "08:03", "FD:03", "08:04");
        foreach (var name in Golden.Where(g => Name(g).StartsWith("pcd-configstatus", StringComparison.Ordinal)).Select(Name))
        {
            using var recording = new IpmctlRecording();
            recording.Dimm.SetPlatformData(GoldenFile.Hex(Case(name), "output"));
            Hold(name, recording.Of(IpmctlRecording.Dimms), IpmctlRecording.Dimms, Xml + Bytes, t => IpmctlReading.One(t, "Dimm"), OurValues.Dimm);
        }

        Explained(nameof(A_module));
    }

    [Fact]
    public void Every_difference_is_met_and_the_page_for_users_has_the_same_lines()
    {
        Assert.Equal(IpmctlDifference.All.Select(d => d.Id).Order(StringComparer.Ordinal), Expected.Values.SelectMany(v => v).Distinct().Order(StringComparer.Ordinal));
        var root = typeof(IpmctlTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "RepositoryRoot").Value!;
        var section = File.ReadLines(Path.Combine(root, "docs", "ndctl.md")).SkipWhile(line => line != "## Where ipmctl shows the same bytes otherwise");
        Assert.Equal(IpmctlDifference.All.Select(d => d.Row), section.Where(line => line.StartsWith("| `", StringComparison.Ordinal)));
    }

    private void Simulated(string command, string options, Func<string, Dictionary<string, string?>> theirs, Func<OurSight, Dictionary<string, string?>> ours, params string[] differences)
    {
        using var recording = new IpmctlRecording();
        Hold("simulated", recording.Of(command), command, options, theirs, ours);
        Assert.Equal(differences, _seen);
        Assert.Empty(_unexplained);
    }

    private void Payloads(string command, string options, Func<string, Dictionary<string, string?>> theirs, Func<OurSight, Dictionary<string, string?>> ours, params string[] codes)
    {
        foreach (var item in Golden.Where(g => codes.Contains(Code(g)) && g.GetProperty("fieldsOf").GetString() == "output" && !g.TryGetProperty("fisStatus", out _)
            && GoldenFile.Hex(g, "output").Length is 128 or 8))
        {
            using var recording = new IpmctlRecording();
            var file = recording.Of(command, FisVersion.Parse(item.GetProperty("fis").GetString()!));
            var output = GoldenFile.Hex(item, "output");
            IpmctlRecording.Replace(file, (uint)(item.GetProperty("subOpcode").GetByte() << 8 | item.GetProperty("opcode").GetByte()), GoldenFile.Hex(item, "input"),
                _ => [.. output, .. new byte[128 - output.Length]]);
            Hold(Name(item), file, command, options, theirs, ours);
        }
    }

    private void Hold(string name, PlaybackFile file, string command, string options, Func<string, Dictionary<string, string?>> theirs, Func<OurSight, Dictionary<string, string?>> ours)
    {
        using var sight = new OurSight(file);
        Compare(name, sight, null, theirs(Ipmctl.Show(command.Replace("show ", "show " + options, StringComparison.Ordinal), file)), ours(sight));
    }

    private void Compare(string name, OurSight? sight, ConfigurationData? data, Dictionary<string, string?> theirs, Dictionary<string, string?> ours)
    {
        foreach (var held in theirs.Keys.Union(ours.Keys).Where(k => !IpmctlDifference.Alone.ContainsKey(k) && !IpmctlDifference.IsOfDriver(k)).Select(k => new Held(sight, data, k, theirs.GetValueOrDefault(k), ours.GetValueOrDefault(k))))
        {
            if (held.Theirs != held.Ours)
            {
                if (IpmctlDifference.All.FirstOrDefault(d => d.Explains(held)) is { } known)
                {
                    _seen.Add(known.Id);
                }
                else
                {
                    _unexplained.Add($"{name} {held}");
                }
            }
        }
    }

    /// <summary>Nothing else differs, and these do.</summary>
    private void Explained(string test)
    {
        Assert.True(_unexplained.Count == 0, $"{_unexplained.Count} values\n{string.Join('\n', _unexplained.Take(20))}");
        Assert.Equal(Expected[test].Order(StringComparer.Ordinal), _seen.Order(StringComparer.Ordinal));
    }

    private static void Skip() => Assert.SkipWhen(Ipmctl.Missing is not null, Ipmctl.Missing ?? string.Empty);

    private static JsonElement Case(string name) => Golden.Single(g => Name(g) == name);

    private static string Name(JsonElement item) => item.GetProperty("name").GetString()!;

    private static string? Code(JsonElement item) => item.GetProperty("kind").GetString() == "command" ? $"{item.GetProperty("opcode").GetByte():X2}:{item.GetProperty("subOpcode").GetByte():X2}" : null;

    [Fact]
    public void Sensors_and_counters()
    {
        Skip();
        Payloads(IpmctlRecording.Sensors, Xml, t => IpmctlReading.List(t, "Sensor", "Type"), OurValues.Sensors, "08:00", "04:01");
        Payloads(IpmctlRecording.Counters, Xml, t => IpmctlReading.One(t, "DimmPerformance"), OurValues.Counters, "08:03");
        Explained(nameof(Sensors_and_counters));
    }

    [Fact]
    public void Logs()
    {
        Skip();
        using var recording = new IpmctlRecording();
        foreach (var level in new[] { "Low", "High" })
        {
            var log = recording.Dimm.ErrorLog!;
            for (byte i = 0; i < 15; i++)
            {
                log.AddMediaError(0x1000u * i, level == "High", (byte)(i % 8), i);
            }

            log.AddThermalError(85.5, level == "High", controller: true);
            log.AddThermalError(-5.25, level == "High");
            Hold(level, recording.Of(IpmctlRecording.Errors("media", level)), IpmctlRecording.Errors("media", level), Xml, t => IpmctlReading.List(t, "Error"), s => OurValues.Errors(s, "Media", level));
            Hold(level, recording.Of(IpmctlRecording.Errors("thermal", level)), IpmctlRecording.Errors("thermal", level), Xml, t => IpmctlReading.List(t, "Error"), s => OurValues.Errors(s, "Thermal", level));
        }

        using var one = new IpmctlRecording();
        one.Dimm.ErrorLog!.AddMediaError(0x1000);
        Hold("one entry", one.Of(IpmctlRecording.Sensors), IpmctlRecording.Sensors, Xml, t => IpmctlReading.List(t, "Sensor", "Type"), OurValues.Sensors);
        Hold("counts", recording.Of(IpmctlRecording.Sensors), IpmctlRecording.Sensors, Xml, t => IpmctlReading.List(t, "Sensor", "Type"), OurValues.Sensors);
        Explained(nameof(Logs));
    }

    [Fact]
    public void Effects_and_policies()
    {
        Skip();
        using var recording = new IpmctlRecording();
        Hold("simulated", recording.Of(IpmctlRecording.Effects), IpmctlRecording.Effects, Xml, t => IpmctlReading.List(t, "Cel"), OurValues.Effects);
        foreach (var name in new[] { "cel-entries-16", "cel-entry-sample" })
        {
            var file = recording.Of(IpmctlRecording.Effects);
            var entries = GoldenFile.Hex(Case(name), "output");
            IpmctlRecording.Replace(file, 0xFF08, [1, 0], _ => [name == "cel-entries-16" ? (byte)16 : (byte)1, .. new byte[127]]);
            IpmctlRecording.Replace(file, 0xFF08, [1, 1], _ => entries);
            Hold(name, file, IpmctlRecording.Effects, Xml, t => IpmctlReading.List(t, "Cel"), OurValues.Effects);
        }

        Hold("simulated", recording.Of(IpmctlRecording.Policies), IpmctlRecording.Policies, Xml, t => IpmctlReading.List(t, "OpCode", "Opcode", "SubOpcode"), OurValues.Policies);
        Payloads(IpmctlRecording.Policies, Xml, t => IpmctlReading.List(t, "OpCode", "Opcode", "SubOpcode"), OurValues.Policies, "06:CA");
        Explained(nameof(Effects_and_policies));
    }

    [Fact]
    public void Platform_config_data()
    {
        Skip();
        foreach (var item in Golden.Where(g => g.GetProperty("kind").GetString() == "pcd" && !Fatal.Contains(Name(g))))
        {
            using var recording = new IpmctlRecording();
            recording.Dimm.SetPlatformData(GoldenFile.Hex(item, "output"));
            var data = ConfigurationData.Decode(GoldenFile.Hex(item, "output"));
            Compare(Name(item), null, data, IpmctlReading.Tables(Ipmctl.Show(IpmctlRecording.Tables, recording.Of(IpmctlRecording.Tables))), OurValues.Tables(data));
        }

        Explained(nameof(Platform_config_data));
    }

    [Fact]
    public void The_platform_and_what_all_modules_have()
    {
        Skip();
        using var recording = new IpmctlRecording();
        Compare("capabilities", null, null, IpmctlReading.One(Ipmctl.Show("show -o nvmxml -u B -a -system -capabilities", recording.Of(IpmctlRecording.Capabilities)), "SystemCapabilities"), OurValues.Capabilities(recording.Machine));
        Hold("resources", recording.Of(IpmctlRecording.Resources), IpmctlRecording.Resources, Xml + Bytes, t => IpmctlReading.List(t, "data", "MemoryType"), OurValues.Resources);
        Explained(nameof(The_platform_and_what_all_modules_have));
    }
}
