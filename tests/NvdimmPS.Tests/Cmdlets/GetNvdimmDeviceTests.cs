using System.Management.Automation;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class GetNvdimmDeviceTests(CmdletFixture fixture) : CmdletTest(fixture, "2x6", shared: true)
{
    private const string Get = "Get-NvdimmDevice";

    [Fact]
    public void All_DIMMs_come_in_the_order_of_their_numbers()
    {
        var devices = Objects(Get);
        Assert.All(devices, d => Assert.IsType<NvdimmDevice>(d));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"nmem{i}"), devices.Select(d => d?.ToString()));
    }

    [Fact]
    public void A_listing_has_what_people_filter_on()
    {
        var device = Assert.IsType<NvdimmDevice>(Assert.Single(Objects(Get, new { Dimm = "nmem7" })));
        Assert.Equal(("nmem7", 7, "ndbus0", "Intel", 0, "active", "Simulated"), (device.Name, device.Id, device.Bus, device.Family, device.FamilyCode, device.State, device.Source));
        Assert.Equal((0x1011u, 1, 0, 1, 1), (device.Handle, device.Socket, device.Controller, device.Channel, device.Slot));
        Assert.Contains("cmd_call", device.Commands!);
        Assert.Equal(["smart_notify"], device.Flags!);
        Assert.Equal("disabled", device.Security);
        Assert.Equal((126UL << 30, "region1", 1), (device.Size, Assert.Single(device.Regions!), device.NumaNode));
    }

    [Fact]
    public void Detailed_reads_the_rest_of_one_and_of_all()
    {
        Assert.Equal(["region1"], Assert.IsType<NvdimmDevice>(Assert.Single(Objects(Get, new { Dimm = "nmem7", Detailed = true }))).Regions!);
        Assert.All(Objects(Get, new { Detailed = true }), d => Assert.Single(((NvdimmDevice)d!).Regions!));
    }

    [Theory]
    [InlineData("nmem10", "nmem10")]
    [InlineData(" NMEM10 ", "nmem10")]
    [InlineData("/dev/nmem10", "nmem10")]
    [InlineData("10", "nmem10")]
    [InlineData(10, "nmem10")]
    [InlineData(10UL, "nmem10")]
    [InlineData("nmem1*", "nmem1", "nmem10", "nmem11")]
    [InlineData("nmem?", "nmem0", "nmem1", "nmem2", "nmem3", "nmem4", "nmem5", "nmem6", "nmem7", "nmem8", "nmem9")]
    [InlineData("NMEM[0-1]", "nmem0", "nmem1")]
    [InlineData(new[] { "nmem2", "nmem1" }, "nmem2", "nmem1")]
    [InlineData(new[] { 2, 1 }, "nmem2", "nmem1")]
    [InlineData(new object[] { "nmem1", 1, "nmem1*" }, "nmem1", "nmem10", "nmem11")]
    public void DIMMs_are_named_in_many_ways(object dimm, params string[] expected) => Assert.Equal(expected, Names(Get, new { Dimm = dimm }));

    [Fact]
    public void Name_is_another_name_for_Dimm() => Assert.Equal(["nmem3"], Names(Get, new { Name = "nmem3" }));

    [Fact]
    public void Neighbours_know_their_DIMMs()
    {
        Assert.Equal(12, Objects(Get, pipeline: Objects("Get-NvdimmBus")).Count);
        var half = Enumerable.Range(6, 6).Select(i => $"nmem{i}");
        Assert.Equal(half, Names(Get, pipeline: Objects("Get-NvdimmRegion", new { Region = 1 })));
        Assert.Equal(half, Names(Get, pipeline: Objects("Get-NvdimmNamespace", new { Namespace = "1.0" })));
        Assert.Equal(half, Names(Get, new { Dimm = Objects("Get-NvdimmRegion", new { Region = 1 }) }));
        Assert.Equal(["nmem2"], Names(Get, pipeline: Objects(Get, new { Dimm = 2 })));
        Assert.Equal(["nmem1"], Names(Get, pipeline: Objects("Invoke-NvdimmDsm", new { Function = 1, Dimm = 1 })));
    }

    [Fact]
    public void Names_numbers_and_properties_come_through_the_pipeline()
    {
        Assert.Equal(["nmem1", "nmem2", "nmem11"], Names(Get, pipeline: ["nmem1", 2, "NMEM11"]));
        Assert.Equal(["nmem3", "nmem4"], Names(Get, pipeline: [Custom("Dimm", "nmem3"), Custom("Name", 4)]));
        Assert.Equal(["nmem6", "nmem7", "nmem1"], Names(Get, pipeline: [Custom("NfitHandle", 0x1001), Custom("DeviceId", "1011"), Custom("DeviceId", "0x11")]));
        Assert.Empty(Objects(Get, pipeline: []));
    }

    [Fact]
    public void Objects_that_were_elsewhere_are_known_by_their_type_names()
    {
        var stored = Custom("Name", "nmem5");
        stored.TypeNames.Insert(0, "Deserialized." + typeof(NvdimmDevice).FullName);
        Assert.Equal(["nmem5"], Names(Get, new { Dimm = stored }));
        Assert.Equal(["region0"], Names("Get-NvdimmRegion", pipeline: [stored]));

        stored.Properties.Add(new PSNoteProperty("PSComputerName", "elsewhere"));
        var run = Run(Get, new { Dimm = stored });
        Assert.Equal("ParameterArgumentTransformationError", Id(run.TerminatingError));
        Assert.Contains("elsewhere", run.TerminatingError!.ToString(), StringComparison.Ordinal);
        Assert.Equal("ParameterArgumentTransformationError", Id(Run(Get, pipeline: [stored])));
    }

    [Theory]
    [InlineData(0x1011u, "nmem7")]
    [InlineData(0x1011, "nmem7")]
    [InlineData("1011", "nmem7")]
    [InlineData("0X1011", "nmem7")]
    [InlineData(new object[] { "1011", 1 }, "nmem7", "nmem0")]
    public void DIMMs_are_found_by_their_handles(object handle, params string[] expected) => Assert.Equal(expected, Names(Get, new { NfitHandle = handle }));

    [Fact]
    public void A_bus_narrows_the_choice()
    {
        Assert.Equal(["nmem1"], Names(Get, new { Dimm = "nmem1", Bus = 0 }));
        Assert.Equal(12, Objects(Get, new { Bus = "ndctl0" }).Count);
        Assert.Equal("Nvdimm.Bus.NotFound", Id(Run(Get, new { Bus = "ndbus7" })));
    }

    [Fact]
    public void What_is_not_there_is_one_error_and_the_rest_goes_on()
    {
        var run = Run(Get, new { Dimm = new object[] { "nmem99", "nmem1", "pmem*", "nmem[", 2 } });
        Assert.Equal(["nmem1", "nmem2"], run.Objects.Select(o => o?.ToString()));
        Assert.Equal(["Nvdimm.Dimm.NotFound", "Nvdimm.Dimm.NotFound", "Nvdimm.Input.Pattern"], run.Errors.Select(Id));
        Assert.Equal(["nmem99", "pmem*", "nmem["], run.Errors.Select(e => e.TargetObject));
        Assert.Equal([ErrorCategory.ObjectNotFound, ErrorCategory.ObjectNotFound, ErrorCategory.InvalidArgument], run.Errors.Select(e => e.CategoryInfo.Category));
        Assert.Contains("nmem11", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Contains(Get, run.Errors[0].ErrorDetails!.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_handle_that_nobody_has_is_an_error_too()
    {
        var run = Run(Get, new { NfitHandle = new[] { 0x99u, 0x11u } });
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(run));
        Assert.Contains("0x99", run.Errors[0].ToString(), StringComparison.Ordinal);
        Assert.Equal(["nmem1"], run.Objects.Select(o => o?.ToString()));
    }

    [Fact]
    public void Arguments_that_make_no_sense_are_refused()
    {
        Assert.Equal("ParameterArgumentTransformationError", Id(Run(Get, new { Dimm = (string?)null }).TerminatingError));
        Assert.Equal("AmbiguousParameterSet", Id(Run(Get, new { Dimm = 1, NfitHandle = 1 }).TerminatingError));
        Assert.Equal("CannotConvertArgumentNoMessage", Id(Run(Get, new { NfitHandle = "nmem0" }).TerminatingError));
        Assert.Equal("CannotConvertArgumentNoMessage", Id(Run(Get, new { NfitHandle = -1 }).TerminatingError));
        Assert.Equal("ParameterArgumentTransformationError", Id(Run(Get, new { Dimm = new { Name = "nmem0" } }).TerminatingError));
    }
}
