using NvdimmPS.Reports;
using NvdimmPS.Tests.Health;
using static NvdimmPS.Tests.Reports.SomeReport;

namespace NvdimmPS.Tests.Reports;

public sealed class ReportCsvTests
{
    [Fact]
    public void A_row_a_DIMM_below_the_names()
    {
        var lines = Text(Mixed(), ReportFormat.Csv).Split("\r\n");
        Assert.Equal(string.Join(',', ReportColumns.All.Select(c => c.Name)), lines[0]);
        Assert.Equal((8, ""), (lines.Length, lines[^1]));
        Assert.StartsWith("bad,nmem0,Unhealthy,LostDataPersistence,,NV1008,", lines[1], StringComparison.Ordinal);
        Assert.All(lines[..^1], l => Assert.Equal(ReportColumns.All.Count - 1, l.Count(c => c == ',')));
        Assert.DoesNotContain('\n', Text(Mixed(), ReportFormat.Csv).Replace("\r\n", "", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r=1", "\"'\r=1\"")]
    [InlineData("  =1", "'  =1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("=cmd|' /C calc'!A0,\"x\"", "\"'=cmd|' /C calc'!A0,\"\"x\"\"\"")]
    [InlineData("a=1", "a=1")]
    [InlineData("a,b", "\"a,b\"")]
    [InlineData("a\"b", "\"a\"\"b\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    public void Text_is_quoted_and_never_a_formula(string host, string field) =>
        Assert.StartsWith($"Dimm\r\n{field},nmem0,", "Dimm\r\n" + Text(Of(Dimm(host, Some.Dimm("nmem0"))), ReportFormat.Csv).Split("Source\r\n")[1], StringComparison.Ordinal);

    [Fact]
    public void A_number_below_zero_is_a_number()
    {
        var row = Text(Of(Dimm("a", Some.Dimm("nmem0", media: -5.5))), ReportFormat.Csv).Split("\r\n")[1];
        Assert.Contains(",-5.5,", row, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_text_of_a_DIMM_is_guarded()
    {
        var hostile = new NvdimmHealth
        {
            Dimm = "=a", Bus = "=b", UniqueId = "=c", Family = "=d", HealthStatus = "=e", HealthDetail = "=f", Reason = ["=g"], Causes = [], LastShutdown = "=h", LastSave = "=i", LastRestore = "=j",
            EnergySource = "=k", FirmwareVersion = "=l", Flags = ["=m"], AlarmsTripped = ["=n"], Functions = [], Source = "=o",
        };
        var row = Text(Of(Dimm("=p", hostile)), ReportFormat.Csv).Split("\r\n")[1];
        Assert.Equal(16, row.Split(',').Count(f => f.StartsWith("'=", StringComparison.Ordinal)));
        Assert.DoesNotContain(row.Split(','), f => f.StartsWith('='));
    }
}
