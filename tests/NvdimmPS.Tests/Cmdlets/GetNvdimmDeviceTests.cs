using System.Management.Automation;
using NvdimmPS.Model;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class GetNvdimmDeviceTests(CmdletFixture fixture) : CmdletTest(fixture, "2x6")
{
    private const string Get = "Get-NvdimmDevice";

    [Fact]
    public void All_DIMMs_come_in_the_order_of_their_numbers()
    {
        var devices = Objects(Get);
        Assert.All(devices, d => Assert.IsType<NvdimmDevice>(d));
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"nmem{i}"), devices.Select(d => d?.ToString()));
        Assert.Empty(Kernel.Transcript);
        Assert.Empty(Watched.Opened);
    }

    [Fact]
    public void A_listing_has_what_people_filter_on()
    {
        var device = Assert.IsType<NvdimmDevice>(Assert.Single(Objects(Get, new { Dimm = "nmem7" })));
        Assert.Equal(("nmem7", 7, "ndbus0", "Intel", 0, "active", "Simulated"), (device.Name, device.Id, device.Bus, device.Family, device.FamilyCode, device.State, device.Source));
        Assert.Equal((0x1001u, 1, 0, 0, 1), (device.Handle, device.Socket, device.Controller, device.Channel, device.Slot));
        Assert.Contains("cmd_call", device.Commands!);
        Assert.Equal("disabled", device.Security);
        Assert.Null(device.Regions);
        Assert.Empty(device.Flags!);
        Assert.Empty(device.Unavailable);
    }

    [Fact]
    public void Detailed_reads_the_rest()
    {
        var device = Assert.IsType<NvdimmDevice>(Assert.Single(Objects(Get, new { Dimm = "nmem7", Detailed = true })));
        Assert.Equal(["region1"], device.Regions!);
        Assert.NotNull(device.NumaNode);
        Assert.Empty(Kernel.Transcript);
    }
}
