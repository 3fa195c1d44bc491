using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Fleet;
using NvdimmPS.Health;
using NvdimmPS.Reports;
using NvdimmPS.Tests.Health;
using static NvdimmPS.Tests.Reports.SomeReport;

namespace NvdimmPS.Tests.Reports;

public sealed class ReportBuilderTests
{
    [Fact]
    public void Ways_to_fare_are_told_apart_and_stand_worst_first()
    {
        var report = Mixed();
        Assert.Equal(
            ["bad Unhealthy", "gone Unreachable", "warm Warning", "mute Unknown", "bare Unsupported", "old Unsupported", "fine Healthy"], report.Hosts.Select(h => $"{h.Name} {h.Status}"));
        Assert.Equal((7, 6), (report.Hosts.Count, report.Answered));
        Assert.Equal(["Unhealthy", "Warning", "Unknown", "Unknown", "Healthy", "Healthy"], report.Dimms.Select(d => d.Health.HealthStatus));
        Assert.Equal(["NV1008", "NV1095", "NV1091", "NV1002"], report.Findings.Select(f => f.Finding.Id));
    }

    [Theory]
    [InlineData("Name", "Unreachable")]
    [InlineData("Host", "Unreachable")]
    [InlineData("HostKey", "Unreachable")]
    [InlineData("Authentication", "Unreachable")]
    [InlineData("Timeout", "Unreachable")]
    [InlineData("Ended", "Unreachable")]
    [InlineData("NoPowerShell", "Unsupported")]
    [InlineData("ModuleTooOld", "Unsupported")]
    [InlineData("NoNvdimm", "Unsupported")]
    [InlineData("NoRights", "Unknown")]
    [InlineData("BadAnswer", "Unknown")]
    public void Failures(string fault, string status) => Assert.Equal(status, Assert.Single(Of(Failure("a", fault)).Hosts).Status.ToString());

    [Fact]
    public void Every_fault_of_the_fleet_has_its_place() =>
        Assert.All(Enum.GetNames<FleetFault>(), fault => Assert.True(Failure("a", fault).Status is ReportStatus.Unreachable or ReportStatus.Unsupported or ReportStatus.Unknown));

    [Fact]
    public void A_failure_after_results_says_that_something_is_missing_and_no_more()
    {
        Assert.Equal("Unknown", Assert.Single(Of(Dimm("a", Some.Dimm("nmem0")), Failure("A", "Timeout")).Hosts).Status.ToString());
        Assert.Equal("Unhealthy", Assert.Single(Of(Dimm("a", Some.Dimm("nmem0", "Unhealthy")), Failure("a", "Timeout")).Hosts).Status.ToString());
    }

    [Fact]
    public void What_is_nobodys_is_no_host()
    {
        var report = Of(Failure(null, "NoHosts"), Finding(null, "Information"));
        Assert.Empty(report.Hosts);
        Assert.Equal((1, 1), (report.Failures.Count, report.Findings.Count));
        Assert.Null(Assert.Single(Of(Dimm(null, Some.Dimm("nmem0"))).Hosts).Name);
    }

    [Fact]
    public void Given_findings_are_taken_and_nothing_else_is_judged()
    {
        var failing = Dimm("a", Some.Dimm("nmem0", "Warning", causes: HealthCauses.DirtyShutdown));
        Assert.Equal("NV1010", Assert.Single(Of(failing).Findings).Finding.Id);
        Assert.Equal("NV2003", Assert.Single(Of(failing, Finding("a", "Critical")).Findings).Finding.Id);
        Assert.Empty(new ReportBuilder(HealthPolicy.BuiltIn) { IsJudged = true }.Build("", Made, "").Findings);
    }

    [Fact]
    public void A_finding_counts_for_its_host_unless_it_is_muted()
    {
        Assert.Equal("Unhealthy", Of(Finding("a", "Critical")).Hosts[0].Status.ToString());
        Assert.Equal("Warning", Of(Finding("a", "Warning")).Hosts[0].Status.ToString());
        Assert.Equal("Healthy", Of(Finding("a", "Information")).Hosts[0].Status.ToString());
        var muted = Of(Finding("a", "Critical", muted: "known"), Finding("b", "Warning"));
        Assert.Equal(["b Warning", "a Healthy"], muted.Hosts.Select(h => $"{h.Name} {h.Status}"));
        Assert.Equal((0, 1), (muted.Count(FindingSeverity.Critical), muted.Count(FindingSeverity.Warning)));
        Assert.True(muted.Findings[^1].Finding.Muted);
    }

    [Fact]
    public void The_policy_judges_and_tells_of_its_expired_mutes()
    {
        var policy = new HealthPolicy { Limits = new HealthLimits { MediaTemperatureMaximum = 30 }, Mutes = [new HealthMute("NV1010", null, "old", Some.Time.AddYears(-1))] };
        Assert.Equal(["a NV1502", " NV2090"], With(policy, "x", Dimm("a", Some.Dimm("nmem0", media: 40))).Findings.Select(f => $"{f.Host} {f.Finding.Id}"));
    }

    [Fact]
    public void Of_what_comes_twice_the_later_counts()
    {
        var report = Of(Dimm("a", Some.Dimm("nmem0", "Unhealthy")), Dimm("A", Some.Dimm("nmem0")), Failure("b", "Network"), Failure("b", "Network"));
        Assert.Equal("Healthy", Assert.Single(report.Dimms).Health.HealthStatus);
        Assert.Single(report.Failures);
    }

    [Theory]
    [InlineData("node2", "node10")]
    [InlineData("node02", "node10")]
    [InlineData("Node9", "node10")]
    [InlineData("a", "b")]
    [InlineData("a", "a1")]
    [InlineData(null, "a")]
    [InlineData("n99999999999999999999", "n100000000000000000000")]
    [InlineData("db1.example", "db1.example2")]
    public void Names_in_order(string? first, string second)
    {
        Assert.True(NaturalOrder.Instance.Compare(first, second) < 0);
        Assert.True(NaturalOrder.Instance.Compare(second, first) > 0);
        Assert.Equal(0, NaturalOrder.Instance.Compare(second, second));
    }
}
