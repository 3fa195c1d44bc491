using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Inventory;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>What people are told beside the objects: that nothing was looked at, how much was, and what was sent.</summary>
public sealed class ToldTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Test = "Test-NvdimmHealth";

    public static TheoryData<string> Listing =>
    [
        "Get-NvdimmBadBlock", "Get-NvdimmBus", "Get-NvdimmDevice", "Get-NvdimmFirmware", "Get-NvdimmHealth", "Get-NvdimmNamespace", "Get-NvdimmRegion", "Get-NvdimmScrub",
        "Get-NvdimmThreshold", "Test-NvdimmHealth", "Get-NvdimmCapacity", "Get-NvdimmErrorLog", "Get-NvdimmPerformance", "Get-NvdimmPlatformConfiguration", "Get-NvdimmLabel",
        "Test-NvdimmLabel", "Get-NvdimmSecurity", "Get-NvdimmInjectedError",
    ];

    [Theory]
    [MemberData(nameof(Listing))]
    public void Without_a_driver_there_is_one_warning_with_the_next_step(string command)
    {
        Assert.Contains("modprobe", Assert.Single(RunOn(new NoKernel(), command).Warnings), StringComparison.Ordinal);
        using var tree = new SysfsTree();
        Directory.CreateDirectory(tree.PathOf("class/nd"));
        var warning = Assert.Single(RunOn(tree, command).Warnings);
        Assert.Contains("No NVDIMM bus was found.", warning, StringComparison.Ordinal);
        Assert.DoesNotContain("modprobe", warning, StringComparison.Ordinal); // no driver of this machine would help a simulated one
    }

    /// <summary>The error says it all; a warning before it would be the same text twice.</summary>
    [Theory]
    [InlineData("Get-NvdimmHealth")]
    [InlineData("Get-NvdimmDevice")]
    [InlineData("Get-NvdimmThreshold")]
    public void What_is_named_without_a_driver_is_an_error_and_no_warning(string command)
    {
        var run = RunOn(new NoKernel(), command, new { Dimm = "nmem0" });
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(run));
        Assert.Empty(run.Warnings);
        var piped = RunOn(new NoKernel(), command, null, ["nmem0"]);
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(piped));
        Assert.Empty(piped.Warnings);
    }

    /// <summary>What the platform can do is told of a machine without NVDIMMs too.</summary>
    [Fact]
    public void The_platform_is_there_without_NVDIMMs()
    {
        var run = RunOn(new NoKernel(), "Get-NvdimmPlatformConfiguration", new { Platform = true });
        Assert.Single(run.Objects);
        Assert.Empty(run.Warnings);
    }

    [Fact]
    public void A_bundle_of_a_machine_without_NVDIMMs_is_written_with_a_warning()
    {
        var folder = Directory.CreateTempSubdirectory("nvdimm-told-");
        try
        {
            var path = Path.Combine(folder.FullName, "bundle.zip");
            Assert.Contains(RunOn(new NoKernel(), "Export-NvdimmSupportBundle", new { Path = path }).Warnings, w => w.StartsWith("No NVDIMM bus was found", StringComparison.Ordinal));
            Assert.True(File.Exists(path));
            Assert.DoesNotContain(Run("Export-NvdimmSupportBundle", new { Path = path, Force = true }).Warnings, w => w.StartsWith("No NVDIMM bus was found", StringComparison.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void An_error_stands_where_its_object_would()
    {
        var written = Run("Get-NvdimmDevice", new { Dimm = new[] { "nmem0", "nope", "nmem1" } }).Written;
        Assert.Equal(3, written.Count);
        Assert.Equal(("nmem0", true, "nmem1"), (written[0], written[1].Contains("'nope'", StringComparison.Ordinal), written[2]));
    }

    [Theory]
    [MemberData(nameof(Listing))]
    public void A_bus_without_DIMMs_is_told_where_they_would_be_listed(string command)
    {
        using var tree = new SysfsTree();
        tree.WriteBus(0);
        var warnings = RunOn(tree, command).Warnings;
        if (command is "Get-NvdimmBus" or "Get-NvdimmScrub" or "Get-NvdimmInjectedError")
        {
            Assert.Empty(warnings);
        }
        else
        {
            Assert.Contains("no DIMM on the bus of test.0. See whether", Assert.Single(warnings), StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Listing))]
    public void Where_there_are_DIMMs_nothing_is_warned_of(string command) => Assert.Empty(Run(command).Warnings);

    [Fact]
    public void A_machine_with_DIMMs_may_have_no_namespace()
    {
        using var tree = SysfsTree.Generated(2);
        Assert.Empty(RunOn(tree, "Get-NvdimmNamespace").Warnings);
    }

    [Fact]
    public void A_test_always_says_how_much_it_looked_at()
    {
        Assert.Equal("2 DIMMs, 1 region: all healthy", Summary(Run(Test)));
        Assert.Equal("1 DIMM, 1 region: all healthy", Summary(Run(Test, new { Dimm = "nmem0" })));
        Assert.Equal("2 DIMMs: all healthy", Summary(Run(Test, null, Objects("Get-NvdimmHealth"))));
        Assert.Equal("0 DIMMs: 1 warning", Summary(RunOn(new NoKernel(), Test)));
        Assert.Equal("1 DIMM, 1 region: not all that were named could be looked at", Summary(Run(Test, new { Dimm = new[] { "nmem0", "nmem9" } })));
        Kernel.Dimm("nmem1").HealthState = SimulatedHealth.Fatal;
        Kernel.Dimm("nmem0").LastShutdownDirty = true;
        Assert.Equal("2 DIMMs, 1 region: 2 critical, 1 warning", Summary(Run(Test)));
    }

    [Fact]
    public void What_is_muted_is_not_told_as_healthy()
    {
        var path = Path.GetTempFileName();
        try
        {
            Kernel.Dimm("nmem0").LastShutdownDirty = true;
            File.WriteAllText(path, """@{ Version = 1; Mutes = @{ Id = 'NV1010'; Reason = 'power tests'; Until = 'forever' } }""");
            Assert.Equal("2 DIMMs, 1 region: 1 muted", Summary(Run(Test, new { Policy = path })));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_script_that_wants_a_boolean_is_told_nothing_else() => Assert.Empty(Run(Test, new { Quiet = true }).Information);

    [Theory]
    [InlineData("Get-NvdimmHealth")]
    [InlineData("Get-NvdimmThreshold")]
    [InlineData("Get-NvdimmFirmware")]
    [InlineData("Test-NvdimmHealth")]
    [InlineData("Compare-NvdimmRoute")]
    [InlineData("Get-NvdimmSecurity")]
    public void Verbose_tells_each_call(string command)
    {
        var before = Requests.Count();
        var said = Run(command, new { Dimm = "*", Verbose = true }).Verbose;
        Assert.Equal(Requests.Count() - before, said.Count);
        Assert.All(said, s => Assert.Matches(@"^nmem[01]: Intel \d+ \w+, route (Call|Legacy), \d+ bytes, [\d.]+ ms\.$", s));
        Assert.Contains(said, s => s.StartsWith("nmem1: ", StringComparison.Ordinal));
        Assert.Empty(Run(command, new { Dimm = "*", Verbose = false }).Verbose);
    }

    [Fact]
    public void Verbose_tells_a_refusal()
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Kind = SimulatorFaultKind.Errno, Value = Errno.EIO });
        Assert.Contains(Run("Get-NvdimmHealth", new { Verbose = true }).Verbose, s => s.StartsWith("nmem1: Intel 1 GetSmart, route Call, EIO, ", StringComparison.Ordinal));
    }

    private static string Summary(Harness.CmdletRun run)
    {
        var record = Assert.Single(run.Information);
        Assert.Equal(["PSHOST", "NvdimmHealth"], record.Tags);
        return record.MessageData.ToString()!;
    }
}
