using NvdimmPS.Abi;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cli;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class ExportNvdimmSupportBundleTests(CmdletFixture fixture) : CmdletTest(fixture, "1x2")
{
    private const string Export = "Export-NvdimmSupportBundle";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-bundle-");

    private string Bundle => Path.Combine(_folder.FullName, "bundle.zip");

    [Fact]
    public void It_writes_one_file_that_is_a_recorded_machine()
    {
        Assert.Empty(Objects(Export, new { Path = Bundle }));
        using var replay = new ReplayKernel(Bundle);
        Assert.Equal(2, RunOn(replay, "Get-NvdimmHealth").Objects.Count);
        Assert.Equal([Bundle], Objects(Export, new { Path = Bundle, Force = true, PassThru = true }).Select(f => ((FileInfo)f!).FullName));
    }

    [Fact]
    public void Nothing_is_read_where_nothing_may_be_written()
    {
        Run(Export, new { Path = Bundle, WhatIf = true });
        Assert.Empty(_folder.GetFiles());
        File.WriteAllText(Bundle, "mine");
        Assert.Equal("Nvdimm.Support.FileExists", Id(Run(Export, new { Path = Bundle }).TerminatingError));
        Assert.Equal("Nvdimm.Support.File", Id(Run(Export, new { Path = Path.Combine(_folder.FullName, "none", "x.zip") }).TerminatingError));
        Assert.Equal("mine", File.ReadAllText(Bundle));
        Assert.Empty(Requests);
    }

    [Fact]
    public void Steps_that_failed_are_told()
    {
        Kernel.With(SimulatorFaultKind.Errno, Errno.EIO, "nmem1");
        var run = Run(Export, new { Path = Bundle });
        Assert.Empty(run.Errors);
        Assert.Contains("nmem1 alarm thresholds: Failed", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_recorded_by_a_trace_of_the_session_too()
    {
        var trace = Path.Combine(_folder.FullName, "session.jsonl");
        using (var session = NvdimmTrace.Start(Kernel, trace, replace: false, "test"))
        {
            Assert.Empty(RunOn(session.Kernel, Export, new { Path = Bundle }).Errors);
        }

        using var replay = new ReplayKernel(trace);
        Assert.NotEqual(0, replay.Requests);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Delete(recursive: true);
    }
}
