using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>
/// What the simulator answers to writes of the attributes of namespaces and of what claims them, and what reads otherwise afterwards. The
/// whole sequence is compared with the real kernel in a virtual machine; these say one rule each.
/// </summary>
public sealed class NamespaceWriteTests : IDisposable
{
    private const string Uuid = "00000001-1234-4567-89ab-cdef01020304", Other = "00000002-1234-4567-89ab-cdef01020304";
    private const ulong MiB = 1 << 20;

    private readonly SimulatedKernel _kernel = new("qemu-labelled");

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void A_namespace_is_made_as_ndctl_makes_one()
    {
        Fsdax("namespace0.0");
        Assert.Equal("memory", Read("namespace0.0/mode"));
        Assert.Equal("pfn", Read("namespace0.0/holder_class"));
        Assert.Equal($"{16 * MiB}", Read("namespace0.0/size"));
        Assert.Equal("0x110000000", Read("namespace0.0/resource"));
        Assert.Equal("1", Read("namespace0.0/dpa_extents"));
        var holder = Read("namespace0.0/holder");
        Assert.Equal("pfn0.0", holder);
        Assert.Equal($"{14 * MiB}", Read($"{holder}/size"));
        Assert.Equal("0x110200000", Read($"{holder}/resource"));
        Assert.True(Directory.Exists(Path.Join(_kernel.SysfsRoot, "class/block/pmem0")));
        Assert.Equal("namespace0.1", Read("region0/namespace_seed"));
        Assert.Equal("pfn0.1", Read("region0/pfn_seed"));
        Assert.Equal($"{240 * MiB}", Read("region0/available_size"));
        Assert.Equal(["namespace0.0"], new Topology(_kernel).GetNamespaces().Where(n => n.Name.StartsWith("namespace0", StringComparison.Ordinal)).Select(n => n.Name));
    }

    [Fact]
    public void What_the_labels_and_the_media_say_comes_back_with_the_region()
    {
        Fsdax("namespace0.0");
        Write("drivers/nd_region/unbind", "region0");
        Assert.Null(Read("namespace0.0/size"));
        Assert.Equal(7, Write("drivers/nd_region/bind", "region0"));
        Assert.Equal(Uuid, Read("namespace0.0/uuid"));
        Assert.Equal("named", Read("namespace0.0/alt_name"));
        Assert.Equal("memory", Read("namespace0.0/mode"));
        Assert.Equal("", Read("namespace0.0/holder_class")); // labels of version 1.1 have no room for it
        Assert.Equal($"{14 * MiB}", Read($"{Read("namespace0.0/holder")}/size"));
    }

    /// <summary>Worked out by hand from the label's layout: slot 1 of an area with labels of 128 bytes, after one label for each of two passes.</summary>
    [Fact]
    public void A_label_has_the_bytes_that_the_kernel_writes()
    {
        Write("namespace0.0/uuid", Uuid);
        Write("namespace0.0/alt_name", "named");
        Write("namespace0.0/size", $"{16 * MiB}");
        var labels = _kernel.Dimm("nmem1").Labels;

        // The area began with 1 and 2; uuid and name wrote an index each, the size two.
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32LittleEndian(labels.AsSpan(20)));
        Assert.Equal(3u, BinaryPrimitives.ReadUInt32LittleEndian(labels.AsSpan(256 + 20)));
        var label = new byte[128];
        Convert.FromHexString("000000011234456789abcdef01020304").CopyTo(label, 0);
        "named"u8.CopyTo(label.AsSpan(16));
        label[84] = 1; // nlabel
        BinaryPrimitives.WriteUInt64LittleEndian(label.AsSpan(88), 0x24_68AE_0012_3457); // isetcookie
        BinaryPrimitives.WriteUInt64LittleEndian(label.AsSpan(112), 16 * MiB); // rawsize
        label[120] = 1; // slot
        Assert.Equal(label, labels.AsSpan(512 + 128, 128).ToArray());
        label[80] = 8; // NSLABEL_FLAG_UPDATING, of the first pass
        label[120] = 0;
        Assert.Equal(label, labels.AsSpan(512, 128).ToArray());
    }

    [Theory]
    [InlineData("size", "16777216", Errno.ENXIO)] // no uuid yet
    [InlineData("size", "16M", Errno.EINVAL)]
    [InlineData("size", "18446744073709551616", Errno.ERANGE)]
    [InlineData("uuid", "00000001-1234-4567-89ab-cdef0102030", Errno.EINVAL)]
    [InlineData("sector_size", "520", Errno.EINVAL)]
    [InlineData("holder_class", "raw", Errno.EINVAL)]
    [InlineData("force_raw", "maybe", Errno.EINVAL)]
    [InlineData("mode", "raw", Errno.EACCES)]
    [InlineData("resource", "0", Errno.EACCES)]
    [InlineData("colour", "0", Errno.ENOENT)]
    public void A_blank_namespace_refuses(string attribute, string value, int errno) => Assert.Equal(-errno, Write($"namespace0.0/{attribute}", value));

    [Fact]
    public void Names_have_63_bytes()
    {
        Assert.Equal(64, Write("namespace0.0/alt_name", new string('a', 63) + "\n"));
        Assert.Equal(-Errno.EINVAL, Write("namespace0.0/alt_name", new string('a', 64)));
        Assert.Equal(new string('a', 63), Read("namespace0.0/alt_name"));
    }

    [Fact]
    public void A_uuid_is_taken_once_on_a_bus_and_its_own_counts()
    {
        Assert.Equal(Uuid.Length, Write("namespace0.0/uuid", Uuid));
        Assert.Equal(-Errno.EINVAL, Write("namespace0.0/uuid", Uuid));
        Assert.Equal(-Errno.EBUSY, Write("namespace0.0/uuid", Other)); // no label yet that could be renamed
        Assert.Equal(-Errno.EINVAL, Write("namespace1.3/uuid", Uuid));
        Write("namespace0.0/size", $"{16 * MiB}");
        Assert.Equal(Other.Length, Write("namespace0.0/uuid", Other));
        Assert.Equal($"{16 * MiB}", Read("namespace0.0/size"));
    }

    [Fact]
    public void Sizes_are_refused_in_the_kernels_order()
    {
        Write("namespace0.0/uuid", Uuid);
        Assert.Equal(-Errno.EINVAL, Write("namespace0.0/size", $"{17 * MiB}"));
        Assert.Equal(-Errno.ENOSPC, Write("namespace0.0/size", $"{272 * MiB}"));
        Assert.Equal(8, Write("namespace0.0/size", $"{16 * MiB}"));
        Write("drivers/nd_pmem/bind", "namespace0.0");
        Assert.Equal(-Errno.EBUSY, Write("namespace0.0/size", "17"));
    }

    [Fact]
    public void Growth_needs_room_beside_the_namespace_and_shrinking_gives_it_back()
    {
        Write("namespace0.0/uuid", Uuid);
        Write("namespace0.0/size", $"{16 * MiB}");
        Write("drivers/nd_pmem/bind", "namespace0.0");
        Write("namespace0.1/uuid", Other);
        Write("namespace0.1/size", $"{16 * MiB}");
        Write("drivers/nd_pmem/unbind", "namespace0.0");
        Assert.Equal(-Errno.ENXIO, Write("namespace0.0/size", $"{32 * MiB}"));
        Assert.Equal(9, Write("namespace0.1/size", $"{240 * MiB}"));
        Assert.Equal("0", Read("region0/available_size"));
        Assert.Equal(8, Write("namespace0.1/size", $"{32 * MiB}"));
        Assert.Equal($"{208 * MiB}", Read("region0/max_available_extent"));
    }

    [Fact]
    public void Deleting_forgets_the_uuid_and_keeps_the_first_namespace_alone()
    {
        Fsdax("namespace0.0");
        Fsdax("namespace0.1", Other, "00000012-1234-4567-89ab-cdef01020304");
        foreach (var ns in (string[])["namespace0.0", "namespace0.1"])
        {
            Assert.Equal(-Errno.EBUSY, Write($"{ns}/size", "0"));
            var holder = Read($"{ns}/holder")!;
            Write("drivers/nd_pmem/unbind", holder);
            Assert.Equal(1, Write($"{holder}/namespace", "\n"));
            Assert.Null(Read($"{holder}/mode"));
            Assert.Equal(1, Write($"{ns}/size", "0"));
        }

        Assert.Equal("", Read("namespace0.0/uuid"));
        Assert.Equal("0", Read("namespace0.0/size"));
        Assert.Null(Read("namespace0.1/size"));
        Assert.Equal($"{256 * MiB}", Read("region0/available_size"));
        Assert.Equal("1019", Read("nmem1/available_slots"));
    }

    [Fact]
    public void A_sector_namespace_has_a_table_that_keeps_what_is_written()
    {
        Sector();
        Assert.Equal("safe", Read("namespace0.0/mode"));
        var (size, data) = (32440320UL, "kept across a rebind"u8.ToArray());
        Assert.Equal($"{size}", Read($"{Read("namespace0.0/holder")}/size"));
        using (var disk = ((INdKernel)_kernel).OpenDisk("pmem0s", write: true))
        {
            Assert.Equal(data.Length, disk.Write(size - 4096, data));
            Assert.Equal(data.Length, disk.Write(100, data));
            Assert.Equal(-Errno.ENOSPC, disk.Write(size, data));
            Assert.Equal(Errno.EBUSY, Assert.Throws<NdOpenException>(() => ((INdKernel)_kernel).OpenDisk("pmem0s", write: false)).Errno);
        }

        Write("drivers/nd_region/unbind", "region0");
        Write("drivers/nd_region/bind", "region0");
        using var again = ((INdKernel)_kernel).OpenDisk("pmem0s", write: false);
        foreach (var offset in (ulong[])[size - 4096, 100])
        {
            var read = new byte[data.Length];
            Assert.Equal(read.Length, again.Read(offset, read));
            Assert.Equal(data, read);
        }

        Assert.Equal(-Errno.EBADF, again.Write(0, data));
    }

    [Fact]
    public void A_mounted_disk_is_busy_and_its_driver_is_unbound_all_the_same()
    {
        using var server = new SimulatedKernel("1x2");
        Assert.Equal(Errno.EBUSY, Assert.Throws<NdOpenException>(() => ((INdKernel)server).OpenDisk("pmem0", write: true)).Errno);
        Assert.Equal(6, ((INdKernel)server).WriteAttribute("bus/nd/drivers/nd_pmem/unbind", "pfn0.0"u8));
        Assert.False(Directory.Exists(Path.Join(server.SysfsRoot, "class/block/pmem0")));
        Assert.Contains("/dev/pmem0", File.ReadAllText(server.MountTable), StringComparison.Ordinal);
    }

    [Fact]
    public void A_DIMM_is_unbound_under_its_region_and_leaves_no_room()
    {
        Assert.Equal(5, Write("drivers/nvdimm/unbind", "nmem1"));
        Assert.Equal("active", Read("nmem1/state"));
        Assert.Equal("0", Read("region0/available_size"));
        Assert.Null(Read("nmem1/available_slots"));
        Write("drivers/nd_region/unbind", "region0");
        Assert.Equal(-Errno.ENXIO, Write("drivers/nd_region/bind", "region0"));
        Assert.Equal(5, Write("drivers/nvdimm/bind", "nmem1"));
        Assert.Equal(7, Write("drivers/nd_region/bind", "region0"));
        Assert.Equal($"{256 * MiB}", Read("region0/available_size"));
    }

    [Fact]
    public void A_failed_label_write_has_changed_memory_and_keeps_the_slot()
    {
        Write("namespace0.0/uuid", Uuid);
        _kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Function = 6, Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Count = 1 });
        Assert.Equal(-Errno.EIO, Write("namespace0.0/size", $"{16 * MiB}"));
        Assert.Equal($"{16 * MiB}", Read("namespace0.0/size"));
        Assert.Equal(8, Write("namespace0.0/size", $"{16 * MiB}"));
        Assert.Equal("1017", Read("nmem1/available_slots")); // one for the label, one that nobody gives back
    }

    [Theory]
    [InlineData("none", Errno.ENXIO)]
    [InlineData("pmem", 0)]
    [InlineData("ram", 0)]
    public void A_PFN_device_needs_a_mode(string mode, int errno)
    {
        Write("region0/read_only", "0");
        Raw("namespace0.0");
        Write("pfn0.0/uuid", Other);
        Write("pfn0.0/mode", mode);
        Write("pfn0.0/namespace", "namespace0.0");
        Assert.Equal(errno == 0 ? 6 : -errno, Write("drivers/nd_pmem/bind", "pfn0.0"));
    }

    private void Raw(string ns, string uuid = Uuid)
    {
        Write($"{ns}/uuid", uuid);
        Write($"{ns}/alt_name", "named");
        Write($"{ns}/size", "0x1000000\n\0");
    }

    private void Fsdax(string ns, string uuid = Uuid, string own = "00000011-1234-4567-89ab-cdef01020304")
    {
        Write("region0/read_only", "0");
        Raw(ns, uuid);
        Write($"{ns}/holder_class", "pfn");
        var seed = Read("region0/pfn_seed")!;
        Write($"{seed}/uuid", own);
        Write($"{seed}/mode", "pmem\0");
        Write($"{seed}/namespace", ns);
        Assert.Equal(seed.Length, Write("drivers/nd_pmem/bind", seed));
    }

    private void Sector()
    {
        Write("region0/read_only", "0");
        Raw("namespace0.0");
        Write("namespace0.0/size", "0x2000000");
        Write("namespace0.0/size", "0x1000000");
        Write("namespace0.0/holder_class", "btt");
        var seed = Read("region0/btt_seed")!;
        Write($"{seed}/uuid", Other);
        Write($"{seed}/sector_size", "4096");
        Write($"{seed}/namespace", "namespace0.0");
        Assert.Equal(-Errno.ENXIO, Write("drivers/nd_pmem/bind", seed)); // 16 MiB is too little behind the first page
        Write($"{seed}/namespace", "\n");
        Write("namespace0.0/size", "0x2000000");
        Write($"{seed}/uuid", Other);
        Write($"{seed}/sector_size", "4096");
        Write($"{seed}/namespace", "namespace0.0");
        Assert.Equal(seed.Length, Write("drivers/nd_pmem/bind", seed));
    }

    private int Write(string path, string value) => ((INdKernel)_kernel).WriteAttribute(
        path.StartsWith("drivers/", StringComparison.Ordinal) ? $"bus/nd/{path}" : $"bus/nd/devices/{path}", Encoding.Latin1.GetBytes(value));

    private string? Read(string path) => SysfsFile.Read(Path.Join(_kernel.SysfsRoot, "bus/nd/devices", path)).Text;
}
