using System.Management.Automation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Room for the answer.</summary>
public sealed class OutputSizeTests(CmdletFixture fixture) : CmdletTest(fixture, "1x1", shared: true)
{
    private const string Invoke = "Invoke-NvdimmDsm";

    private DsmResult One(object parameters) => Assert.IsType<DsmResult>(Assert.Single(Objects(Invoke, parameters)));

    [Fact]
    public void Less_room_cuts_the_answer_off_and_says_so()
    {
        var result = One(new { Dimm = 0, Function = 1, OutputSize = 16 });
        Assert.Equal((16, 132L, true), (result.OutputBytes.Length, result.FirmwareSize, result.Truncated));
        Assert.NotNull(result.Fields.Single(f => f.Name == "HealthState").Value);
        var lost = result.Fields.Single(f => f.Name == "VendorData");
        Assert.Null(lost.Value);
        Assert.Contains("output size", result.Fields.Single(f => f.Name == "DirtyShutdownCount").Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void More_room_changes_nothing() => Assert.Equal((132, false), One(new { Dimm = 0, Function = 1, OutputSize = 4000 }) is var r ? (r.OutputBytes.Length, r.Truncated) : default);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void Without_room_for_a_status_there_is_no_success(int size)
    {
        Assert.Equal("Nvdimm.Request.NoRoom", Id(Run(Invoke, new { Dimm = 0, Function = 1, OutputSize = size })));
        Assert.Empty(Requests);
        var raw = One(new { Dimm = 0, Function = 1, OutputSize = size, Raw = true });
        Assert.Equal((size, "None", null), (raw.OutputBytes.Length, raw.Status, raw.StatusCode));
    }

    [Fact]
    public void Room_that_cannot_be_is_refused()
    {
        Assert.Equal("ParameterArgumentValidationError", Id(Run(Invoke, new { Dimm = 0, Function = 1, OutputSize = -1 }).TerminatingError));
        var run = Run(Invoke, new { Dimm = 0, Function = 1, OutputSize = 5 << 20 });
        Assert.Equal(("Nvdimm.Request.TooLarge", ErrorCategory.LimitsExceeded), (Id(run), run.Errors[0].CategoryInfo.Category));
        Assert.Empty(Requests);
    }
}
