using System.Text.Json;
using System.Text.RegularExpressions;
using NvdimmPS.Abi;
using NvdimmPS.Health;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>
/// The health of a DIMM in the same four words wherever it is said. What a protocol dictates (Nagios, ndctl), and what the families
/// themselves say (HealthDetail), have their own.
/// </summary>
public sealed class OneScaleTests : CmdletTest
{
    private static readonly string[] Scale = [.. Enum.GetNames<HealthStatus>().Order()];
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-scale-");
    private readonly object?[] _before;

    public OneScaleTests(CmdletFixture fixture)
        : base(fixture, "1x4")
    {
        _before = [.. Objects("Get-NvdimmHealth")];
        Kernel.Dimm("nmem1").HealthState = SimulatedHealth.NonCritical;
        Kernel.Dimm("nmem2").HealthState = SimulatedHealth.Fatal;
        Kernel.With(SimulatorFaultKind.Errno, Errno.EIO, "nmem3");
    }

    [Fact]
    public void It_is_of_four_words() => Assert.Equal(["Healthy", "Unhealthy", "Unknown", "Warning"], Scale);

    [Fact]
    public void Objects_have_it()
    {
        var health = Objects("Get-NvdimmHealth").Cast<NvdimmHealth>().ToList();
        Assert.Equal(["Healthy", "Warning", "Unhealthy", "Unknown"], health.Select(h => h.HealthStatus));
        Assert.All(health.SelectMany(h => h.Causes), c => Assert.Contains(c.Status, Scale));
        var compared = Objects("Compare-NvdimmHealth", new { Baseline = _before }).Cast<HealthComparison>().ToList();
        Assert.Equal(["Healthy", "Warning", "Unhealthy", "Unknown"], compared.Select(c => c.Status));
        Assert.All(compared, c => Assert.Equal("Healthy", c.StatusBefore));
        Assert.Contains(compared, c => c.Worse.Contains("Healthy became Unhealthy"));
    }

    [Fact]
    public void Metrics_have_it() =>
        Assert.Equal(Scale, Objects("ConvertTo-NvdimmMetric").SelectMany(t => Regex.Matches($"{t}", "nvdimm_health_status\\{.*?status=\"([^\"]*)\"")).Select(m => m.Groups[1].Value).Distinct().Order());

    [Fact]
    public void The_console_has_it()
    {
        Assert.Equal(Scale, Said(Cli.Console.Run("health --json", Kernel).Json));
        var lines = Cli.Console.Run("health", Kernel).Lines;
        var start = Regex.Match(lines[0], "(HEALTH|STATUS)").Index;
        Assert.True(start > 0, lines[0]);
        Assert.Equal(Scale, lines.Where(l => l.StartsWith("nmem", StringComparison.Ordinal)).Select(l => l[start..].Split(' ')[0]).Distinct().Order());
    }

    [Fact]
    public void Reports_have_it()
    {
        using var json = JsonDocument.Parse(Report("report.json"));
        Assert.Equal(Scale, Said(json.RootElement));
        var rows = Report("report.csv").Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Trim().Split(',')).ToList();
        var column = Array.FindIndex(rows[0], c => c.Trim('"') == "HealthStatus");
        Assert.Equal(Scale, rows.Skip(1).Select(r => r[column].Trim('"')).Distinct().Order());
        var page = Report("report.html");
        Assert.All(Scale, word => Assert.Contains($">{word}<", page, StringComparison.Ordinal));
    }

    /// <summary>The words of all members that are called a status, and of no other.</summary>
    private static IEnumerable<string> Said(JsonElement element) => Statuses(element).Distinct().Order();

    private static IEnumerable<string> Statuses(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Statuses),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(p =>
            p.Name.EndsWith("status", StringComparison.OrdinalIgnoreCase) && p.Value.ValueKind == JsonValueKind.String
                ? [p.Value.GetString()!]
                : Statuses(p.Value)),
        _ => [],
    };

    private string Report(string name)
    {
        var path = Path.Combine(_folder.FullName, name);
        Assert.Empty(Objects("Export-NvdimmReport", new { Path = path }, Objects("Get-NvdimmHealth")));
        return File.ReadAllText(path);
    }
}
