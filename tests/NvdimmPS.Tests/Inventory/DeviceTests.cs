using System.Collections.Concurrent;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Inventory;

public class DeviceTests
{
    private static readonly string Dimm = SysfsTree.Bus(0) + "/nmem0";

    /// <summary>Many are read by two threads: the same ones, in the same order, and what they share is read once.</summary>
    [Theory]
    [InlineData("2x6")]
    [InlineData("2x12")]
    public void A_listing_of_many_is_that_of_one_after_the_other(string topology)
    {
        using var kernel = new SimulatedKernel(topology);
        var read = new ConcurrentQueue<string>();
        BlockingCall.OfAll.Value = BlockingCall.Observer = (folder, name) => read.Enqueue(Path.Join(folder, name));
        List<NvdimmDevice> listed;
        try
        {
            listed = [.. new Topology(kernel).ListDevices(TopologyDetail.Full)];
        }
        finally
        {
            BlockingCall.OfAll.Value = BlockingCall.Observer = null;
        }

        var mappings = read.Where(path => Path.GetFileName(path).StartsWith("mapping", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(mappings);
        Assert.Equal(mappings.Distinct(), mappings);
        var single = new Topology(kernel).GetDevices(TopologyDetail.Full).ToList();
        Assert.Equal(single.Select(d => d.Name), listed.Select(d => d.Name));
        Assert.All(single.Zip(listed), pair => Assert.Equivalent(pair.First, pair.Second, strict: true));
    }

    [Fact]
    public void A_full_reading_has_every_attribute()
    {
        using var tree = SysfsTree.Generated(2).WriteRegion(0, 3, 0, 1).WriteRegion(0, 11, 0);
        tree.Write($"{Dimm}/nfit/handle=0xABC1235");
        var dimm = new Topology(tree).GetDevices(TopologyDetail.Full).First();
        Assert.Equal(("nmem0", 0, "ndbus0", "test.0", "244:0", "nvdimm"), (dimm.Name, dimm.Id, dimm.Bus, dimm.Provider, dimm.DeviceNumber, dimm.Driver));
        Assert.Equal((0xABC1235u, 0xABC, 1, 2, 3, 5), (dimm.Handle, dimm.Node, dimm.Socket, dimm.Controller, dimm.Channel, dimm.Slot));
        Assert.Equal(("0x8089", "0x5141", "0x0100", "0x00000000"), (dimm.Vendor, dimm.Device, dimm.Revision, dimm.Serial));
        Assert.Equal(("0x8980", "0x7a09", "0x0018", "0x0301"), (dimm.SubsystemVendor, dimm.SubsystemDevice, dimm.SubsystemRevision, dimm.Format));
        Assert.Equal(("Intel", 0, 0x7fffUL), (dimm.Family, dimm.FamilyCode, dimm.DsmMask));
        Assert.Equal(["smart", "cmd_call"], dimm.Commands!);
        Assert.Equal(["smart_notify"], dimm.Flags!);
        Assert.Equal(["label"], dimm.LabelFlags!);
        Assert.Equal(("unlocked", true, 3UL, 1015), (dimm.Security, dimm.SecurityFrozen, dimm.DirtyShutdownCount, dimm.AvailableSlots));
        Assert.Equal(["region3", "region11"], dimm.Regions!);
        Assert.Equal(1, dimm.NumaNode);
        Assert.Equal("Simulated", dimm.Source);
        Assert.Empty(dimm.Unavailable);
    }

    [Fact]
    public void A_summary_says_what_it_did_not_read()
    {
        using var tree = SysfsTree.Generated(1);
        var dimm = new Topology(tree).GetDevices().Single();
        Assert.Equal(("0x8089", "0x00000000"), (dimm.Vendor, dimm.Serial));
        Assert.Null(dimm.AvailableSlots);
        Assert.Equal("read only in a detailed listing", dimm.Unavailable[nameof(dimm.AvailableSlots)]);
        Reasons.AssertComplete(dimm);
    }

    [Fact]
    public void For_health_only_that_is_read_which_health_shows_or_a_call_needs()
    {
        using var tree = SysfsTree.Generated(1);
        var dimm = new Topology(tree).FindDevice("nmem0", TopologyDetail.Health)!;
        Assert.Equal(("nmem0", "ndbus0", "Intel", 0, 0x7fffUL), (dimm.Name, dimm.Bus, dimm.Family, dimm.FamilyCode, dimm.DsmMask));
        Assert.Equal(("unlocked", 3UL), (dimm.Security, dimm.DirtyShutdownCount));
        Assert.NotNull(dimm.UniqueId);
        Assert.NotNull(dimm.Handle);
        Assert.Equal(["smart", "cmd_call"], dimm.Commands!);
        Assert.Equal(["smart_notify"], dimm.Flags!);
        Assert.All(
            [nameof(dimm.Driver), nameof(dimm.DeviceNumber), nameof(dimm.State), nameof(dimm.PhysicalId), nameof(dimm.LabelFlags)],
            property => Assert.Equal("read only in a detailed listing", dimm.Unavailable[property]));
        Reasons.AssertComplete(dimm);
        Directory.Delete(tree.PathOf(Dimm), recursive: true);
        Assert.Null(new Topology(tree).FindDevice("nmem0", TopologyDetail.Health));
    }

    [Theory]
    [InlineData(0, "Intel")]
    [InlineData(1, "Hpe1")]
    [InlineData(2, "Hpe2")]
    [InlineData(3, "Msft")]
    [InlineData(4, "HyperV")]
    [InlineData(5, "Papr")]
    [InlineData(17, null)]
    public void Families_have_names(int code, string? name)
    {
        using var tree = SysfsTree.Generated(1).Write($"{Dimm}/nfit/family={code}");
        var dimm = new Topology(tree).FindDevice("nmem0")!;
        Assert.Equal(name, dimm.Family);
        Assert.Equal(code, dimm.FamilyCode);
        Reasons.AssertComplete(dimm);
    }

    [Fact]
    public void An_id_without_a_place_of_manufacture_gives_vendor_and_serial_too()
    {
        using var tree = SysfsTree.Generated(1).Write($"{Dimm}/nfit/id=8680-56341200");
        var dimm = new Topology(tree).FindDevice("nmem0", TopologyDetail.Summary)!;
        Assert.Equal(("0x8680", "0x56341200"), (dimm.Vendor, dimm.Serial));
    }

    [Fact]
    public void Another_form_of_id_leaves_vendor_and_serial_to_their_attributes()
    {
        using var tree = SysfsTree.Generated(1).Write($"{Dimm}/nfit/id=8089-a2-18", $"{Dimm}/nfit/serial=0x00c0ffee");
        var dimm = new Topology(tree).FindDevice("nmem0")!;
        Assert.Equal(("8089-a2-18", "0x8089", "0x00c0ffee"), (dimm.UniqueId, dimm.Vendor, dimm.Serial));
    }

    [Fact]
    public void A_papr_dimm_has_its_attributes_elsewhere()
    {
        using var tree = SysfsTree.Generated(1);
        Directory.Delete(tree.PathOf($"{Dimm}/nfit"), recursive: true);
        tree.Write($"{Dimm}/papr/flags=not_armed flush_fail ", $"{Dimm}/papr/dirty_shutdown=9");
        var dimm = new Topology(tree).FindDevice("nmem0")!;
        Assert.Equal(["not_armed", "flush_fail"], dimm.Flags!);
        Assert.Equal(("Papr", 5, 9UL), (dimm.Family, dimm.FamilyCode, dimm.DirtyShutdownCount));
        Assert.Contains("papr/handle: no such attribute", dimm.Unavailable[nameof(dimm.Handle)], StringComparison.Ordinal);
        Reasons.AssertComplete(dimm);
    }

    [Fact]
    public void Papr_without_a_flag_reads_as_nothing_at_all()
    {
        using var tree = SysfsTree.Generated(1).Write($"{Dimm}/papr/flags=");
        Directory.Delete(tree.PathOf($"{Dimm}/nfit"), recursive: true);
        File.WriteAllBytes(tree.PathOf($"{Dimm}/papr/flags"), []);
        Assert.Empty(new Topology(tree).FindDevice("nmem0")!.Flags!);
    }

    [Fact]
    public void Cxl_memory_is_recognised()
    {
        using var tree = SysfsTree.Generated(1).Write($"{Dimm}/cxl/id=1234567890");
        Directory.Delete(tree.PathOf($"{Dimm}/nfit"), recursive: true);
        var dimm = new Topology(tree).FindDevice("nmem0")!;
        Assert.Equal("1234567890", dimm.UniqueId);
        Assert.Contains("cxl list", dimm.Unavailable[nameof(dimm.Handle)], StringComparison.Ordinal);
        Reasons.AssertComplete(dimm);
    }

    [Fact]
    public void Without_uevent_the_driver_link_and_dev_tell_the_same()
    {
        using var tree = SysfsTree.Generated(1).Write($"{Dimm}/dev=244:7", $"{Dimm}/driver -> ../../../../bus/nd/drivers/nvdimm");
        File.Delete(tree.PathOf($"{Dimm}/uevent"));
        var dimm = new Topology(tree).FindDevice("nmem0")!;
        Assert.Equal(("nvdimm", "244:7"), (dimm.Driver, dimm.DeviceNumber));
    }

    [Fact]
    public void A_dimm_without_driver_says_so()
    {
        using var tree = SysfsTree.Generated(1).Write($"{Dimm}/uevent=MAJOR=244\\nMINOR=0\\nDEVTYPE=nvdimm");
        var dimm = new Topology(tree).FindDevice("nmem0")!;
        Assert.Null(dimm.Driver);
        Assert.Equal("no driver is bound", dimm.Unavailable[nameof(dimm.Driver)]);
    }
}
