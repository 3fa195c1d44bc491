namespace NvdimmPS.Tests.Cmdlets;

public sealed class CompareNvdimmRouteTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Compare = "Compare-NvdimmRoute";

    [Fact]
    public void Both_routes_give_the_same_answers()
    {
        var all = Objects(Compare, new { Dimm = "*" }).Select(o => Assert.IsType<DsmRouteComparison>(o)).ToList();
        Assert.Equal(["nmem0", "nmem1"], all.Select(c => c.Dimm).Distinct());
        Assert.All(all, c => Assert.Equal(("Equal", null, "Intel", "Simulated"), (c.Result, c.Reason, c.Family, c.Source)));
        Assert.All(all, c => Assert.Equal(c.CallHex, c.LegacyHex));
        Assert.Equal([1u, 2u, 3u, 4u, 5u], all.Where(c => c.Dimm == "nmem0").Select(c => c.Function));
    }

    [Fact]
    public void Only_what_reads_is_sent()
    {
        Objects(Compare, new { Dimm = 0 });
        Assert.All(Requests, r => Assert.Contains(r.Split(' ')[2], new[] { "1", "2", "3", "4", "5" }));
    }

    [Fact]
    public void A_difference_is_found()
    {
        Kernel.Faults.Add(new SimulatorFault { Function = 2, Kind = SimulatorFaultKind.Garbage, Seed = 3, Count = 1 });
        var different = Objects(Compare, new { Dimm = 0 }).Cast<DsmRouteComparison>().Where(c => c.Result != "Equal").ToList();
        var it = Assert.Single(different);
        Assert.Equal(("Different", "GetSmartThreshold"), (it.Result, it.FunctionName));
        Assert.NotNull(it.FirstDifference);
        Assert.Contains("part at byte", it.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_answer_that_ends_early_is_a_difference()
    {
        Kernel.Faults.Add(new SimulatorFault { Function = 1, Kind = SimulatorFaultKind.Truncate, Value = 20, Count = 1 });
        var it = Objects(Compare, new { Dimm = 0 }).Cast<DsmRouteComparison>().Single(c => c.FunctionName == "GetSmart");
        Assert.Equal(("Different", 20), (it.Result, it.FirstDifference));
        Assert.StartsWith("20 bytes by the generic call, 132 by the legacy command", it.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_route_that_fails_is_said_and_the_rest_goes_on()
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem0", Function = 1, Kind = SimulatorFaultKind.Errno, Value = 5, Count = 1 });
        var all = Objects(Compare, null, ["nmem0", "nmem1"]).Cast<DsmRouteComparison>().ToList();
        Assert.Equal("Unsupported", all[0].Result);
        Assert.Contains("EIO", all[0].Reason, StringComparison.Ordinal);
        Assert.All(all.Skip(1), c => Assert.Equal("Equal", c.Result));
    }

    [Fact]
    public void What_is_not_there_is_one_error_and_the_rest_goes_on()
    {
        var run = Run(Compare, new { Dimm = new[] { "nmem9", "nmem1" } });
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(run));
        Assert.Equal(5, run.Objects.Count);
        Assert.Equal("MissingMandatoryParameter", Id(Run(Compare).TerminatingError));
    }

    [Fact]
    public void A_write_only_node_is_an_error_of_its_own_route()
    {
        Kernel.Dimm("nmem0").ReadOnlyNode = true;
        var all = Objects(Compare, new { Dimm = 0 }).Cast<DsmRouteComparison>().ToDictionary(c => c.FunctionName);
        Assert.Equal("Unsupported", all["GetSmart"].Result);
        Assert.Equal((null, "Success"), (all["GetSmart"].CallStatus, all["GetSmart"].LegacyStatus));
    }
}
