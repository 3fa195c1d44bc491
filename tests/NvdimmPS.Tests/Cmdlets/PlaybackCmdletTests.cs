using NvdimmPS.Dsm;
using NvdimmPS.Tracing;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Playback files in a session: what they answer, and what they must not be written over.</summary>
public sealed class PlaybackCmdletTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Invoke = "Invoke-NvdimmVendorCommand", Export = "Export-NvdimmPlayback";

    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-playback-").FullName;

    private string Trace => Path.Combine(_folder, "t.jsonl");

    /// <summary>A recording cannot be changed, and has neither the module's log of effects nor those who use the DIMM.</summary>
    [Fact]
    public void A_playback_file_answers_without_consent()
    {
        Record(new { Dimm = 0, Command = "GetIdentity" }, new { Dimm = 0, Command = "CustomerFormat", Force = true, AllowInUse = true });
        var pbr = Path.Combine(_folder, "t.pbr");
        PlaybackExport.From(Trace).Save(pbr, overwrite: false);
        using var replay = new ReplayKernel(pbr);
        var run = RunOn(replay, Invoke, new { Dimm = 0, Command = "GetIdentity" });
        Assert.Empty(run.Errors);
        Assert.Empty(run.Prompts);
        Assert.Equal("Success", Assert.IsType<DsmResult>(Assert.Single(run.Objects)).Status);

        // What would lose data is asked about; whether the DIMM is in use is no matter, and nobody could say.
        run = RunOn(replay, Invoke, new { Dimm = 0, Command = "CustomerFormat", Force = true });
        Assert.Empty(run.Errors);
        Assert.Equal("Success", Assert.IsType<DsmResult>(Assert.Single(run.Objects)).Status);
    }

    /// <summary>-Force would replace what cannot be recorded again.</summary>
    [Theory]
    [InlineData("t.jsonl", "t.jsonl")]
    [InlineData("t.jsonl", "link.jsonl")]
    [InlineData("link.jsonl", "t.jsonl")]
    [InlineData("t.jsonl", "linked/t.jsonl")]
    [InlineData("linked/t.jsonl", "t.jsonl")]
    [InlineData("t.jsonl", "linked/link.jsonl")]
    public void A_trace_is_not_written_over(string trace, string target)
    {
        Record(new { Dimm = 0, Command = "GetIdentity" });
        var before = File.ReadAllBytes(Trace);
        File.CreateSymbolicLink(Path.Combine(_folder, "link.jsonl"), "t.jsonl");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "linked"), _folder);
        var run = Run(Export, new { Trace = Path.Combine(_folder, trace), Path = Path.Combine(_folder, target), Force = true });
        Assert.Equal("Nvdimm.Playback.IsTrace", Id(run));
        Assert.Equal(before, File.ReadAllBytes(Trace));
    }

    [Fact]
    public void A_link_that_leads_to_itself_is_no_place_for_a_file()
    {
        Record(new { Dimm = 0, Command = "GetIdentity" });
        File.CreateSymbolicLink(Path.Combine(_folder, "circle"), "circle");
        Assert.Equal("Nvdimm.Playback.File", Id(Run(Export, new { Trace, Path = Path.Combine(_folder, "circle"), Force = true })));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        Directory.Delete(_folder, recursive: true);
    }

    private void Record(params object[] calls)
    {
        using var trace = NvdimmTrace.Start(Kernel, Trace, replace: false, "test");
        foreach (var call in calls)
        {
            Assert.Empty(RunOn(trace.Kernel, Invoke, call).Errors);
        }
    }
}
