using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>DIMMs and regions as a whole, on the kernel's test buses with labels.</summary>
public sealed class DeviceChangeTests(CmdletFixture fixture) : CmdletTest(fixture, "nfit_test-labelled")
{
    private const string Disable = "Disable-NvdimmDevice", Enable = "Enable-NvdimmDevice", SetRegion = "Set-NvdimmRegion";

    [Fact]
    public void A_DIMM_of_an_enabled_region_is_refused_with_the_regions_names()
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var run = Run(Disable, new { Dimm = "nmem0" });
        Assert.Equal("Nvdimm.Dimm.RegionEnabled", Id(run));
        Assert.Contains("belongs to region0, region1, which are enabled", run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_disabled_and_enabled_where_no_region_is()
    {
        Kernel.DisableRegion("region0");
        Kernel.DisableRegion("region1");
        Assert.Null(Assert.IsType<NvdimmDevice>(Assert.Single(Objects(Disable, new { Dimm = "nmem0", PassThru = true }))).Driver);
        Assert.Contains("is already disabled. Nothing was written.", Run(Disable, new { Dimm = "nmem0" }).Verbose.Single(), StringComparison.Ordinal);
        Assert.Equal("nvdimm", Assert.IsType<NvdimmDevice>(Assert.Single(Objects(Enable, new { Dimm = "nmem0", PassThru = true }))).Driver);
    }

    [Fact]
    public void A_region_that_was_enabled_while_the_person_thought_is_noticed_under_the_lock()
    {
        Kernel.DisableRegion("region0");
        Kernel.DisableRegion("region1");
        var run = Run(Disable, new { Dimm = "nmem0", Confirm = true }, answer: _ =>
        {
            Kernel.EnableRegion("region1");
            return Harness.Answer.Yes;
        });
        Assert.Equal("Nvdimm.Dimm.RegionEnabled", Id(run));
    }

    [Fact]
    public void A_region_is_made_read_only_and_writable()
    {
        var only = Assert.IsType<NvdimmRegion>(Assert.Single(Objects(SetRegion, new { Region = "region0", ReadOnly = true, AllowInUse = true, PassThru = true })));
        Assert.True(only.ReadOnly);
        Assert.Contains("is already in that state. Nothing was written.", Run(SetRegion, new { Region = "region0", ReadOnly = true, AllowInUse = true }).Verbose.Single(), StringComparison.Ordinal);
        Assert.Equal("Nvdimm.Namespace.NV1252", Id(Run("New-NvdimmNamespace", new { Region = "region0", Size = "16M" })));
        Assert.False(Assert.IsType<NvdimmRegion>(Assert.Single(Objects(SetRegion, new { Region = "region0", ReadOnly = false, PassThru = true }))).ReadOnly);
    }

    [Theory]
    [InlineData("4M", 4UL << 20)]
    [InlineData("16384", 16384UL)]
    public void A_regions_alignment_is_set_and_read_back(string text, ulong bytes) =>
        Assert.Equal(bytes, Assert.IsType<NvdimmRegion>(Assert.Single(Objects(SetRegion, new { Region = "region1", Alignment = text, PassThru = true }))).Alignment);

    [Theory]
    [InlineData("8K", "less than a page")]
    [InlineData("3M", "no power of two")]
    [InlineData("6M", "no power of two")]
    [InlineData("0", "no power of two")]
    [InlineData("1G", "the region is smaller")]
    public void An_alignment_that_the_kernel_does_not_take_is_refused_before_it_is_written(string text, string why)
    {
        Watched.BeforeWrite = attribute => Assert.Fail(attribute);
        var run = Run(SetRegion, new { Region = "region1", Alignment = text });
        Assert.Equal("Nvdimm.Region.Alignment", Id(run));
        Assert.Contains(why, run.Errors[0].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_of_two_is_taken_back_where_the_second_fails()
    {
        var before = Kernel.SysfsRoot;
        Watched.Refuse = attribute => attribute.EndsWith("read_only", StringComparison.Ordinal) ? Errno.EIO : 0;
        Assert.Equal("Nvdimm.Change.InPart", Id(Run(SetRegion, new { Region = "region1", Alignment = "4M", ReadOnly = true, AllowInUse = true })));
        Assert.Equal("0x1000000", File.ReadAllText(Path.Join(before, "bus/nd/devices/region1/align")).Trim());
    }
}
