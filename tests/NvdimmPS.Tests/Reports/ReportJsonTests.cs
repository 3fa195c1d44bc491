using System.Text;
using System.Text.Json;
using NvdimmPS.Health;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Reports;
using NvdimmPS.Tests.Health;
using static NvdimmPS.Tests.Reports.SomeReport;

namespace NvdimmPS.Tests.Reports;

public sealed class ReportJsonTests
{
    [Fact]
    public void The_shape()
    {
        using var document = JsonDocument.Parse(Text(Mixed(), ReportFormat.Json));
        var root = document.RootElement;
        Assert.Equal(["format", "version", "title", "generated", "timeZone", "module", "summary", "hosts", "dimms", "findings", "failures", "namespaces"], Names(root));
        Assert.Equal(("nvdimmps-report", 1, "2027-02-01T08:30:00+01:00"), (root.GetProperty("format").GetString(), root.GetProperty("version").GetInt32(), root.GetProperty("generated").GetString()));
        var summary = root.GetProperty("summary");
        Assert.Equal(
            "asked=7 answered=6 unhealthy=1 unreachable=1 warning=1 unknown=1 unsupported=2 healthy=1", string.Join(' ', summary.GetProperty("hosts").EnumerateObject().Select(p => $"{p.Name}={p.Value}")));
        Assert.Equal("total=6 unhealthy=1 warning=1 unknown=2 healthy=2", string.Join(' ', summary.GetProperty("dimms").EnumerateObject().Select(p => $"{p.Name}={p.Value}")));
        Assert.Equal("total=4 muted=0 critical=1 warning=3 information=0", string.Join(' ', summary.GetProperty("findings").EnumerateObject().Select(p => $"{p.Name}={p.Value}")));
        Assert.Equal(["name", "status", "dimms", "critical", "warnings", "failures"], Names(root.GetProperty("hosts")[0]));
        Assert.Equal(ReportColumns.All.Select(c => c.Name), Names(root.GetProperty("dimms")[0]), StringComparer.OrdinalIgnoreCase);
        Assert.Equal(["host", "id", "severity", "target", "dimm", "reason", "evidence", "remedy", "muted", "mutedReason", "time", "source"], Names(root.GetProperty("findings")[0]));
        Assert.Equal(["host", "id", "status", "message", "remedy"], Names(root.GetProperty("failures")[0]));
        Assert.Equal((7, 6, 4, 2), (Length("hosts"), Length("dimms"), Length("findings"), Length("failures")));

        int Length(string name) => root.GetProperty(name).GetArrayLength();
    }

    [Fact]
    public void What_is_not_known_is_null_and_numbers_are_numbers()
    {
        using var document = JsonDocument.Parse(Text(Of(Dimm(null, Some.Dimm("nmem0", media: -1.5, dirty: 7))), ReportFormat.Json));
        var dimm = document.RootElement.GetProperty("dimms")[0];
        Assert.Equal(JsonValueKind.Null, dimm.GetProperty("host").ValueKind);
        Assert.Equal(JsonValueKind.Null, dimm.GetProperty("sparesRemaining").ValueKind);
        Assert.Equal((-1.5, 7u, 0), (dimm.GetProperty("mediaTemperature").GetDouble(), dimm.GetProperty("dirtyShutdownCount").GetUInt32(), dimm.GetProperty("causes").GetArrayLength()));
    }

    [Fact]
    public void Hostile_text_stays_text()
    {
        const string hostile = "</script>\"\\\u0001\uD800\u2028";
        using var document = JsonDocument.Parse(Text(Of(Dimm(hostile, Some.Dimm("nmem0"))), ReportFormat.Json));
        Assert.Equal(hostile.Replace('\uD800', '\uFFFD'), document.RootElement.GetProperty("dimms")[0].GetProperty("host").GetString());
    }

    [Fact]
    public void The_report_of_a_machine_is_a_baseline()
    {
        var json = Text(Of(Dimm("a", Some.Dimm("nmem0", used: 10)), Dimm("a", Some.Dimm("nmem1", "Warning", causes: HealthCauses.DirtyShutdown))), ReportFormat.Json);
        var baseline = BaselineJson.Parse("report.json", Encoding.UTF8.GetBytes(json));
        Assert.Equal(10, baseline.Find(Some.Dimm("nmem0"))!.PercentageUsed);
        Assert.Equal(HealthCauses.DirtyShutdown, Assert.Single(baseline.Find(Some.Dimm("nmem1"))!.Causes));
    }

    private static IEnumerable<string> Names(JsonElement item) => item.EnumerateObject().Select(p => p.Name);
}
