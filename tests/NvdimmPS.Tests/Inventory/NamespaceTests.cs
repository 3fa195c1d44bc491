using NvdimmPS.Inventory;

namespace NvdimmPS.Tests.Inventory;

public class NamespaceTests
{
    private static readonly string Region = SysfsTree.Bus(0) + "/region0";
    private static readonly string Raw = Region + "/namespace0.0";

    [Fact]
    public void A_claimed_namespace_keeps_its_own_size_and_uuid_apart()
    {
        using var tree = SysfsTree.Captured("qemu");
        var found = new Topology(tree).FindNamespace("namespace1.2")!;
        Assert.Equal((65011712UL, 67108864UL), (found.Size, found.RawSize));
        Assert.NotEqual(found.Uuid, found.RawUuid);
        Assert.Equal(("memory", "pfn1.0", "pfn", "pmem"), (found.KernelMode, found.Holder, found.HolderClass, found.Type));
        Assert.Equal("259:1", found.DeviceNumber);
    }

    [Fact]
    public void Dax_devices_tell_what_they_are_used_as()
    {
        using var tree = SysfsTree.Captured("qemu");
        var topology = new Topology(tree);
        Assert.Equal(("dax1.1", "devdax", "252:0"), Dax(topology.FindNamespace("1.1")!));
        tree.Write("devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0/region1/dax1.0/dax1.1/uevent=MAJOR=252\\nMINOR=0\\nDRIVER=kmem");
        Assert.Equal(("dax1.1", "system-ram", "252:0"), Dax(topology.FindByDaxDevice("/dev/dax1.1")!));

        static (string?, string?, string?) Dax(NvdimmNamespace n) => (n.DaxDevice, n.DaxMode, n.DeviceNumber);
    }

    [Theory]
    [InlineData("dax1.0/dax1.7")]
    [InlineData("dax1.0/dax/dax1.7")]
    public void Dax_devices_with_another_name_are_found_too(string place)
    {
        const string region = "devices/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0/region1/";
        using var tree = SysfsTree.Captured("qemu");
        Directory.Delete(tree.PathOf(region + "dax1.0/dax1.1"), recursive: true);
        tree.Write($"{region}{place}/uevent=MAJOR=252\\nMINOR=3\\nDRIVER=device_dax");
        Assert.Equal("dax1.7", new Topology(tree).FindNamespace("1.1")!.DaxDevice);
    }

    [Fact]
    public void A_seed_is_not_listed_but_a_half_made_namespace_is()
    {
        using var tree = Tree().Write($"{Region}/namespace0.1/size=0", $"{Region}/namespace0.1/uuid=", $"{Region}/namespace0.1/uevent=DEVTYPE=nd_namespace_pmem");
        var topology = new Topology(tree);
        Assert.Equal(["0.0"], topology.GetNamespaces().Select(n => n.Id));
        Assert.Equal(["namespace0.0"], topology.FindRegion("region0")!.Namespaces);

        tree.Write($"{Region}/namespace0.1/uuid=b19a968d-8074-445c-8eb2-e9c0bc3f0c28");
        Assert.Equal(["0.0", "0.1"], topology.GetNamespaces().Select(n => n.Id));
        Assert.False(topology.GetNamespaces().Last().Enabled);
    }

    [Fact]
    public void A_disabled_namespace_has_no_device()
    {
        using var tree = Tree().Write($"{Raw}/uevent=DEVTYPE=nd_namespace_pmem\\nMODALIAS=nd:t5");
        var found = new Topology(tree).GetNamespaces().Single();
        Assert.False(found.Enabled);
        Assert.Equal("the namespace is disabled", found.Unavailable[nameof(found.BlockDevice)]);
        Reasons.AssertComplete(found);
    }

    [Fact]
    public void Memory_without_labels_and_claim_keeps_its_pages_in_memory()
    {
        using var tree = Tree().Write($"{Raw}/uevent=DEVTYPE=nd_namespace_io\\nDRIVER=nd_pmem", $"{Raw}/mode=memory");
        var found = new Topology(tree).GetNamespaces().Single();
        Assert.Equal(("fsdax", "mem", "io", 512UL), (found.Mode, found.Map, found.Type, found.SectorSize));
        Assert.Null(found.Uuid);
        Reasons.AssertComplete(found);
    }

    [Theory]
    [InlineData("size=lots", "RawSize")]
    [InlineData("uuid=b19a968d-8074", "RawUuid")]
    [InlineData("mode=turbo", "Mode")]
    [InlineData("sector_size=[512 4096", "SectorSize")]
    [InlineData("force_raw=maybe", "ForceRaw")]
    [InlineData("uevent=DEVTYPE=nd_other\\nDRIVER=nd_pmem", "Type")]
    public void A_torn_attribute_is_null_with_its_text(string line, string property)
    {
        using var tree = Tree().Write($"{Raw}/{line}");
        var found = new Topology(tree).GetNamespaces().Single();
        Assert.Null(typeof(NvdimmNamespace).GetProperty(property)!.GetValue(found));
        Assert.Contains("'", found.Unavailable[property], StringComparison.Ordinal);
        Reasons.AssertComplete(found);
    }

    [Theory]
    [InlineData("../../..")]
    [InlineData("btt0.9")]
    [InlineData("dax/../..")]
    public void A_holder_that_is_not_there_claims_nothing(string holder)
    {
        using var tree = Tree().Write($"{Raw}/holder={holder}");
        var found = new Topology(tree).GetNamespaces().Single();
        Assert.Equal((holder, "raw", 16777216UL), (found.Holder, found.Mode, found.Size));
    }

    [Fact]
    public void Mount_points_are_found_by_number_and_by_name()
    {
        using var tree = Tree();
        File.WriteAllLines(tree.MountTable,
        [
            "22 1 0:21 / /sys rw - sysfs sysfs rw",
            "36 22 259:0 / /mnt/p\\040mem\\134x rw,noatime shared:1 - ext4 /dev/root rw,dax=always",
            "37 22 259:5 / /mnt/part rw - xfs /dev/pmem0p2 rw",
            "38 22 0:44 / /mnt/btrfs rw - btrfs /dev/pmem0 rw",
            "39 22 259:9 / /mnt/other rw - ext4 /dev/pmem0.1 rw",
            "40 22 259:8 / /mnt/sector rw - ext4 /dev/pmem0s rw",
            "41 22 259:7 / /mnt/odd rw - ext4 /dev/pmem0p rw",
            "torn line",
            "42 22 259:0 /",
        ]);
        var topology = new Topology(tree);
        Assert.Equal(["/mnt/p mem\\x", "/mnt/part", "/mnt/btrfs"], topology.GetNamespaces().Single().MountPoints);
        Assert.Equal("namespace0.0", topology.FindByMountPoint("/mnt/part/")?.Name);
        Assert.Null(topology.FindByMountPoint("/mnt"));
    }

    [Theory]
    [InlineData("/mnt/end\\040", "/mnt/end ")]
    [InlineData("\\134\\040b", "\\ b")]
    [InlineData("/mnt/torn\\04", "/mnt/torn\\04")]
    [InlineData("/mnt/\\08x", "/mnt/\\08x")]
    [InlineData("/mnt/\\", "/mnt/\\")]
    public void Escapes_of_the_mount_table_are_undone_wherever_they_stand(string text, string path) =>
        Assert.Equal(path, MountList.Decode(text));

    [Fact]
    public void Without_a_mount_table_there_is_a_reason()
    {
        using var tree = Tree();
        var found = new Topology(tree).GetNamespaces().Single();
        Assert.Empty(found.MountPoints);
        Assert.Contains("mountinfo", found.Unavailable[nameof(found.MountPoints)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("pmem1s", "namespace1.0")]
    [InlineData("/dev/pmem1.2", "namespace1.2")]
    [InlineData("pmem1.3", "namespace1.3")]
    [InlineData("pmem9", null)]
    [InlineData("..", null)]
    [InlineData("", null)]
    public void A_namespace_is_found_by_its_block_device(string device, string? expected)
    {
        using var tree = SysfsTree.Captured("qemu");
        Assert.Equal(expected, new Topology(tree).FindByBlockDevice(device)?.Name);
        Directory.Delete(tree.PathOf("class/block"), recursive: true);
        Assert.Equal(expected, new Topology(tree).FindByBlockDevice(device)?.Name);
    }

    [Fact]
    public void A_partition_leads_to_the_namespace()
    {
        using var tree = Tree().Write($"{Raw}/block/pmem0/pmem0p1/dev=259:4", $"class/block/pmem0p1 -> ../../{Raw}/block/pmem0/pmem0p1");
        Assert.Equal("namespace0.0", new Topology(tree).FindByBlockDevice("/dev/pmem0p1")?.Name);
    }

    private static SysfsTree Tree() => SysfsTree.Generated(1).WriteRegion(0, 0, 0).WriteNamespace(0, 0, 0, "pmem0", "259:0");
}
