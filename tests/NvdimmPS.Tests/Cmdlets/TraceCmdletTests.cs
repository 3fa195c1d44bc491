using System.Management.Automation;
using NvdimmPS.Shell.Session;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class TraceCmdletTests(CmdletFixture fixture) : SimulatorCmdletTest(fixture), IDisposable
{
    private const string Begin = "Start-NvdimmTrace", End = "Stop-NvdimmTrace", Current = "Get-NvdimmTrace", Call = "Invoke-NvdimmDsm";

    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-trace-").FullName;

    private string File => Path.Combine(_folder, "t.jsonl");

    void IDisposable.Dispose()
    {
        NvdimmSession.EndTrace()?.Dispose();
        Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void A_session_is_recorded_and_replayed()
    {
        var simulator = Start("1x2");
        Assert.Empty(Run(Begin, new() { ["Path"] = File }).Output);
        var trace = Assert.IsType<NvdimmTrace>(Assert.Single(Run(Current).Objects));
        Assert.Equal((File, true, "Simulated"), (trace.Path, trace.Active, trace.Source));
        simulator.Dimm("nmem1").MediaTemperature = 71;
        Assert.Single(Run(Call, new() { ["Dimm"] = 1, ["Function"] = 1 }).Output);
        Assert.Same(trace, Assert.Single(Run(End, new() { ["PassThru"] = true }).Objects));
        Assert.Equal((1L, false), (trace.Requests, trace.Active));
        Assert.Empty(Run(Current).Objects);
        simulator.Dispose();

        var replay = Assert.IsType<NvdimmReplay>(Assert.Single(Run(New, new() { ["Trace"] = File }).Objects));
        Assert.Equal(("trace", true, File, 1), (replay.Topology, replay.Active, replay.Trace, replay.Recorded));
        Assert.All(Run("Get-NvdimmDevice").Objects.Cast<NvdimmDevice>(), d => Assert.Equal("Replayed", d.Source));
        var smart = Assert.Single(Run(Call, new() { ["Dimm"] = 1, ["Function"] = 1 }).Output)!;
        Assert.Equal(71.0, ((PSObject)smart.Properties["Decoded"].Value!).Properties["MediaTemperature"].Value);
        Assert.Equal("Nvdimm.Trace.NotRecorded", Id(Run(Call, new() { ["Dimm"] = 0, ["Function"] = 1 })));
        Assert.Same(replay, Assert.Single(Run(Get).Objects));
        Assert.Empty(Run(Remove).Errors);
        Assert.Null(NvdimmSession.Simulator);
    }

    [Fact]
    public void There_is_one_at_a_time()
    {
        Start("1x1");
        Run(Begin, new() { ["Path"] = File });
        Assert.Equal("Nvdimm.Trace.Running", Id(Run(Begin, new() { ["Path"] = File + "2" })));
        Assert.False(System.IO.File.Exists(File + "2"));
        Assert.Empty(Run(End).Errors);
        Assert.Equal("Nvdimm.Trace.None", Id(Run(End)));
        Assert.Equal("Nvdimm.Trace.Exists", Id(Run(Begin, new() { ["Path"] = File })));
        Assert.Empty(Run(Begin, new() { ["Path"] = File, ["Force"] = true }).Errors);
    }

    [Fact]
    public void Both_can_be_tried()
    {
        Start("1x1");
        Assert.Single(Run(Begin, new() { ["Path"] = File, ["WhatIf"] = true }).HostLines);
        Assert.False(System.IO.File.Exists(File));
        Run(Begin, new() { ["Path"] = File });
        Assert.Single(Run(End, new() { ["WhatIf"] = true }).HostLines);
        Assert.True(NvdimmSession.Trace!.Active);
    }

    [Fact]
    public void Where_it_cannot_be_written_any_more_there_is_one_warning_and_every_answer()
    {
        var simulator = Start("1x2");
        var begun = new MemoryStream();
        NvdimmTrace.Start(simulator.Kernel, begun, "test").Dispose();
        var trace = NvdimmTrace.Start(simulator.Kernel, new MemoryStream(new byte[begun.ToArray().Length]), "test");
        Assert.True(NvdimmSession.Begin(trace));

        var first = Run(Call, new() { ["Dimm"] = "nmem*", ["Function"] = 1 });
        Assert.Equal((2, 0), (first.Output.Count, first.Errors.Count));
        Assert.Contains("ended early", Assert.Single(first.Warnings), StringComparison.Ordinal);
        Assert.Empty(Run(Call, new() { ["Dimm"] = "nmem*", ["Function"] = 1 }).Warnings);
        Assert.Equal("Nvdimm.Trace.Write", Id(Run(End)));
        Assert.Null(NvdimmSession.Trace);
    }

    [Fact]
    public void One_that_has_ended_early_gives_way_to_another()
    {
        var simulator = Start("1x1");
        var begun = new MemoryStream();
        NvdimmTrace.Start(simulator.Kernel, begun, "test").Dispose();
        NvdimmSession.Begin(NvdimmTrace.Start(simulator.Kernel, new MemoryStream(new byte[begun.ToArray().Length]), "test"));
        Run(Call, new() { ["Dimm"] = 0, ["Function"] = 1 });
        Assert.Empty(Run(Begin, new() { ["Path"] = File }).Errors);
        Assert.True(NvdimmSession.Trace!.Active);
    }

    [Fact]
    public void Another_machine_is_not_in_it()
    {
        Start("1x1");
        Run(Begin, new() { ["Path"] = File });
        var run = Run(New, new() { ["Topology"] = "1x2", ["Force"] = true });
        Assert.Contains("not in it", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Run(Call, new() { ["Dimm"] = 1, ["Function"] = 1 });
        Assert.Equal(0, NvdimmSession.Trace!.Requests);
    }

    [Fact]
    public void A_file_that_is_no_trace_starts_nothing()
    {
        System.IO.File.WriteAllText(File, "DIMM");
        var active = Start("1x1");
        Assert.Equal("Nvdimm.Trace.NotATrace", Id(Run(New, new() { ["Trace"] = File, ["Force"] = true })));
        Assert.Same(active, NvdimmSession.Simulator);
    }

    [Fact]
    public void A_replay_has_no_state_to_set()
    {
        using var kernel = new SimulatedKernel("1x1");
        NvdimmTrace.Start(kernel, File, replace: false, "test").Dispose();
        using var replay = new NvdimmReplay(new ReplayKernel(File));
        Assert.Empty((object[])[.. replay.Dimms, .. replay.Buses, .. replay.Regions, .. replay.Faults]);
        Action[] setters =
        [
            () => replay.Dimm("nmem0"), () => replay.Bus("ndbus0"), () => replay.Region("region0"), () => replay.EnableRegion("region0"),
            () => replay.DisableRegion("region0"), () => replay.AddFault(new System.Collections.Hashtable { ["Errno"] = "EIO" }), replay.ClearFaults,
        ];
        Assert.All(setters, s => Assert.Equal("Nvdimm.Simulator.Replay", Assert.Throws<NvdimmException>(s).ErrorId));
        replay.TranscriptCapacity = 5;
        Assert.Equal(5, replay.TranscriptCapacity);
    }
}
