using System.Management.Automation;
using NvdimmPS.Injection;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Errors and health values for tests, and what clears them.</summary>
public sealed class InjectionTests(CmdletFixture fixture) : CmdletTest(fixture, "nfit_test")
{
    private const string Add = "Add-NvdimmInjectedError", Get = "Get-NvdimmInjectedError", Remove = "Remove-NvdimmInjectedError";
    private const string ClearBlock = "Clear-NvdimmBadBlock", Set = "Set-NvdimmSmartInjection", Clear = "Clear-NvdimmSmartInjection";

    [Fact]
    public void An_injected_error_is_listed_with_where_it_lies_and_taken_back_by_what_was_listed()
    {
        Objects(Add, new { Namespace = "0.0", Block = 8, Count = 2, Force = true });
        var listed = Assert.IsType<NvdimmInjectedError>(Assert.Single(Objects(Get)));
        Assert.Equal(("ndbus0", Kernel.Regions.First().Resource + 4096, 1024ul, "region0"),
            (listed.Bus, listed.Address, listed.Length, listed.Region));
        Assert.Equal(["namespace0.0"], listed.Namespaces);
        Assert.Empty(Objects(Remove, new { PassThru = true }, [listed]));
        Assert.Empty(Objects(Get));
    }

    [Fact]
    public void The_kernel_is_told_of_it_unless_that_is_not_wanted()
    {
        Objects(Add, new { Namespace = "0.0", Block = 8, NoNotify = true, Force = true });
        Assert.Empty(Objects("Get-NvdimmBadBlock", new { Region = 0 }));
        Objects("Start-NvdimmScrub", new { Bus = 0 });
        Objects("Wait-NvdimmScrub", new { Bus = 0 });
        Assert.Equal(8ul, Assert.IsType<NvdimmBadBlockRange>(Assert.Single(Objects("Get-NvdimmBadBlock", new { Region = 0 }))).Sector);
    }

    [Fact]
    public void Bad_blocks_are_cleared_and_the_kernels_list_is_looked_at_again()
    {
        Bad(4096, 1024);
        var done = Assert.IsType<NvdimmBadBlockClearing>(Assert.Single(Objects(ClearBlock, new { Namespace = "0.0", Force = true, PassThru = true })));
        Assert.Equal((1024ul, 1024ul, 0ul, "region0"), (done.Length, done.Cleared, done.StillBad, done.Region));
        Assert.Empty(Objects("Get-NvdimmBadBlock", new { Region = 0 }));
    }

    [Fact]
    public void They_come_through_the_pipeline_too()
    {
        Bad(4096, 512);
        Objects(ClearBlock, new { Force = true }, Objects("Get-NvdimmBadBlock", new { Region = 0 }));
        Assert.Empty(Objects("Get-NvdimmBadBlock", new { Region = 0 }));
    }

    [Fact]
    public void They_come_out_of_a_file_too_and_so_does_their_namespace()
    {
        Bad(4096, 512);
        Bad(65536, 512);
        var saved = PSSerializer.Deserialize(PSSerializer.Serialize(Objects("Get-NvdimmBadBlock", new { Region = 0 })[0]));
        Assert.Equal("Deserialized.NvdimmPS.NvdimmBadBlockRange", ((PSObject)saved).TypeNames[0]);
        Assert.Single(Objects(ClearBlock, new { Force = true, PassThru = true }, [saved]));
        Assert.Equal(128ul, Assert.IsType<NvdimmBadBlockRange>(Assert.Single(Objects("Get-NvdimmBadBlock", new { Region = 0 }))).Sector);
        Objects(ClearBlock, new { Force = true }, Objects("Get-NvdimmNamespace", new { Namespace = "0.0" }));
        Assert.Empty(Objects("Get-NvdimmBadBlock", new { Region = 0 }));
    }

    [Fact]
    public void What_is_neither_bad_block_nor_namespace_is_refused() =>
        Assert.NotEmpty(Run(ClearBlock, new { Force = true }, Objects("Get-NvdimmDevice", new { Dimm = 0 })).Errors);

    [Fact]
    public void A_range_is_rounded_out_to_what_the_platform_clears()
    {
        var done = (NvdimmBadBlockClearing)Assert.Single(Objects(ClearBlock,
            new { Bus = 0, Address = Kernel.Regions.First().Resource + 300, Length = 10, Force = true, PassThru = true }))!;
        Assert.Equal((Kernel.Regions.First().Resource + 256, 256ul), (done.SystemPhysicalAddress, done.Length));
    }

    [Theory]
    [InlineData(0u, "nothing of 512 bytes")]
    [InlineData(256u, "only 256 bytes of 512 bytes")]
    public void Less_cleared_than_asked_is_a_failure(uint cleared, string told)
    {
        const uint clearError = 0xC0204E04;
        Watched.AfterRequest = (_, buffer) =>
        {
            if (Watched.Request == clearError)
            {
                BitConverter.TryWriteBytes(buffer[24..], (ulong)cleared);
            }
        };
        var run = Run(ClearBlock, new { Namespace = "0.0", Block = 8, Force = true });
        Assert.Equal("Nvdimm.BadBlock.NotCleared", Id(run));
        Assert.Contains(told, run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Clearing_is_explained_and_nothing_is_sent_with_WhatIf()
    {
        var shown = Assert.IsType<DsmExplanation>(Assert.Single(Objects(ClearBlock, new { Namespace = "0.0", Block = 8, WhatIf = true })));
        Assert.Equal(("ClearError", "Legacy"), (shown.FunctionName, shown.Route));
        Assert.DoesNotContain(Requests, r => r.EndsWith(" 4", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mounted_namespace_is_left_alone_and_another_one_on_the_bus_is_not()
    {
        var number = File.ReadAllText(Path.Join(Kernel.SysfsRoot, "class/block/pmem0/dev")).Trim();
        File.AppendAllText(Kernel.MountTable, $"99 1 {number} / /srv rw - ext4 /dev/pmem0 rw\n");
        Assert.Equal("Nvdimm.Change.InUse", Id(Run(ClearBlock, new { Namespace = "0.0", Block = 8, Force = true })));
        Assert.Equal("Nvdimm.Change.InUse", Id(Run(Add, new { Namespace = "0.0", Block = 8, Force = true })));
        Assert.Empty(Run(ClearBlock, new { Namespace = "1.0", Block = 8, Force = true }).Errors);
    }

    [Theory]
    [InlineData(1ul << 40, 1ul)]
    [InlineData(65535ul, 2ul)]
    public void Blocks_that_a_namespace_does_not_have_are_refused(ulong block, ulong count) =>
        Assert.Equal("Nvdimm.Namespace.NoSuchBlock", Id(Run(Add, new { Namespace = "0.0", Block = block, Count = count, Force = true })));

    [Theory]
    [InlineData(0ul, 512ul)]
    [InlineData(ulong.MaxValue, ulong.MaxValue)]
    public void Addresses_of_no_region_are_refused(ulong address, ulong length)
    {
        Assert.Equal("Nvdimm.Region.NoneAt", Id(Run(Add, new { Bus = 0, Address = address, Length = length, Force = true })));
        Assert.Equal("Nvdimm.Region.NoneAt", Id(Run(ClearBlock, new { Bus = 0, Address = address, Length = length, Force = true })));
        Assert.Empty(Requests);
    }

    [Fact]
    public void Health_values_are_shown_and_taken_back_by_name_and_all()
    {
        var before = Health();
        Objects(Set, new { Dimm = 0, MediaTemperature = 90, SparesRemaining = 3, FatalError = true });
        var injected = Health();
        Assert.Equal((90.0, 3), (injected.MediaTemperature, injected.SparesRemaining));
        Assert.NotEqual(before.HealthStatus, injected.HealthStatus);
        Objects(Clear, new { Dimm = 0, MediaTemperature = true });
        Assert.Equal((before.MediaTemperature, 3), (Health().MediaTemperature, Health().SparesRemaining));
        Objects(Clear, new { Dimm = 0 });
        Assert.Equal((before.SparesRemaining, before.HealthStatus), (Health().SparesRemaining, Health().HealthStatus));
    }

    [Fact]
    public void Nothing_named_is_nothing_sent()
    {
        Assert.StartsWith("Nvdimm.Injection.Nothing", Run(Set, new { Dimm = 0 }).TerminatingError!.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_family_takes_what_it_knows()
    {
        using var papr = new SimulatedKernel("papr");
        var run = RunOn(papr, Set, new { Dimm = 0, MediaTemperature = 80 });
        Assert.Equal("Nvdimm.Injection.NotOfFamily", Id(run));
        Assert.Empty(RunOn(papr, Set, new { Dimm = 0, DirtyShutdown = true }).Errors);
        using var hyperV = new SimulatedKernel("hyperv");
        Assert.Equal("Nvdimm.Injection.NotOffered", Id(RunOn(hyperV, Set, new { Dimm = 0, FatalError = true })));
    }

    [Theory]
    [InlineData("ACPI.NFIT", true)]
    [InlineData(null, true)]
    [InlineData("nfit_test.0", false)]
    [InlineData("ndtest.1", false)]
    [InlineData("nfit_testing", true)]
    public void Only_simulators_and_test_buses_take_errors_unless_hardware_is_allowed(string? provider, bool refused)
    {
        var real = new LinuxKernel("/nowhere", "/nowhere");
        var error = Record.Exception(() => InjectionGate.Ensure(real, "ndbus0", provider, allowHardware: false));
        Assert.Equal(refused, error is NvdimmException { ErrorId: "Nvdimm.Injection.RealHardware" });
        InjectionGate.Ensure(real, "ndbus0", provider, allowHardware: true);
        InjectionGate.Ensure(Kernel, "ndbus0", provider, allowHardware: false);
    }

    private NvdimmHealth Health() => (NvdimmHealth)Assert.Single(Objects("Get-NvdimmHealth", new { Dimm = 0 }))!;

    private void Bad(ulong offset, ulong length)
    {
        Objects(Add, new { Bus = 0, Address = Kernel.Regions.First().Resource + offset, Length = length, Force = true });
        Assert.NotEmpty(Objects("Get-NvdimmBadBlock", new { Region = 0 }));
    }
}
