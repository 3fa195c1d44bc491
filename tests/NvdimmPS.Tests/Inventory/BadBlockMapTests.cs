using NvdimmPS.Abi;
using NvdimmPS.BadBlocks;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Inventory;

public class BadBlockMapTests
{
    private const ulong Mebibyte = 1 << 20, Start = 0x1_0000_0000;

    [Fact]
    public void A_run_is_cut_where_namespaces_begin_and_end()
    {
        var found = Map(Region(new NvdimmBadBlock { Sector = 0, Count = 8192 }), Namespace("0.1", 1, 1), Namespace("0.0", 3, 1));
        Assert.Equal([(null, 0ul, 2048ul), ("namespace0.1", 2048ul, 2048ul), (null, 4096ul, 2048ul), ("namespace0.0", 6144ul, 2048ul)], found.Select(r => (r.Namespace, r.Sector, r.Count)));
        Assert.Equal([null, 0ul, null, 0ul], found.Select(r => r.NamespaceSector));
        Assert.Equal("no namespace is there", found[0].Unavailable["Namespace"]);
        Assert.All(found, Reasons.AssertComplete);
    }

    [Fact]
    public void Without_addresses_only_a_namespace_that_is_the_whole_region_is_found()
    {
        var region = Region(new NvdimmBadBlock { Sector = 1, Count = 1 }, resource: null);
        var whole = Assert.Single(Map(region, Namespace("0.0", null, 8)));
        Assert.Equal(("namespace0.0", 1ul, null), (whole.Namespace, whole.NamespaceSector, whole.SystemPhysicalAddress));
        var part = Assert.Single(Map(region, Namespace("0.0", null, 4)));
        Assert.Null(part.Namespace);
        Assert.Contains("namespace0.0 begins", part.Unavailable["Namespace"], StringComparison.Ordinal);
        Assert.True(part.MayBeIn(new HashSet<string> { "namespace0.0" }));
        Assert.All([whole, part], Reasons.AssertComplete);
    }

    [Theory]
    [InlineData(16384ul, 1ul)]
    [InlineData(0ul, 16385ul)]
    [InlineData(ulong.MaxValue, 1ul)]
    [InlineData(1ul, ulong.MaxValue)]
    [InlineData(5ul, 0ul)]
    public void What_lies_outside_is_an_error_and_the_rest_goes_on(ulong sector, ulong count)
    {
        var errors = new List<NvdimmException>();
        var region = Region(new NvdimmBadBlock { Sector = sector, Count = count }, new NvdimmBadBlock { Sector = 16383, Count = 1 });
        Assert.Equal(["region0 16383+1"], BadBlockMap.Map(region, [], errors.Add).Select(r => r.ToString()));
        Assert.Equal("Nvdimm.BadBlock.Outside", Assert.Single(errors).ErrorId);
    }

    [Fact]
    public void The_last_block_of_a_DIMM_has_its_address_and_the_one_behind_it_none()
    {
        var last = new NvdimmBadBlock { Sector = 16383, Count = 1 };
        Assert.Equal(4096 + (8 * Mebibyte) - 512, Assert.Single(Map(Region(last))).DimmPhysicalAddress);
        var mapping = new NvdimmMapping { Dimm = "nmem0", Length = (8 * Mebibyte) - 1 };
        var smaller = new NvdimmRegion { Name = "region0", Size = 8 * Mebibyte, BadBlocks = [last], Mappings = [mapping] };
        Assert.Contains("smaller", Assert.Single(Map(smaller)).Unavailable["DimmPhysicalAddress"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_bus_that_cannot_be_opened_is_asked_once()
    {
        using var simulated = new SimulatedKernel("1x2");
        var kernel = new ClosedKernel(simulated);
        using var translator = new SpaTranslator(kernel, new Topology(kernel));
        var region = new NvdimmRegion
        {
            Name = "region0", Bus = "ndbus0", Size = 8 * Mebibyte, Resource = Start,
            Mappings = [new() { Dimm = "nmem0" }, new() { Dimm = "nmem1" }], Dimms = ["nmem0", "nmem1"],
            BadBlocks = [new() { Sector = 0, Count = 1 }, new() { Sector = 64, Count = 1 }, new() { Sector = 128, Count = 1 }],
        };
        var found = BadBlockMap.Map(region, [], e => throw e, translator).ToList();
        Assert.Equal(["Candidates", "Candidates", "Candidates"], found.Select(r => r.DimmMatch));
        Assert.Equal(1, kernel.Asked);
    }

    [Theory]
    [InlineData("btt", "any of the device")]
    [InlineData("pfn", "root only")]
    public void What_moves_its_blocks_has_no_sector_on_the_device(string holder, string reason)
    {
        var item = new NvdimmNamespace { Name = "namespace0.0", RawSize = 8 * Mebibyte, BlockDevice = "pmem0", HolderClass = holder };
        var found = Assert.Single(Map(Region(new NvdimmBadBlock { Sector = 9, Count = 1 }), item));
        Assert.Equal((9ul, "pmem0", null), (found.NamespaceSector, found.BlockDevice, found.BlockDeviceSector));
        Assert.Contains(reason, found.Unavailable["BlockDeviceSector"], StringComparison.Ordinal);
    }

    private static List<NvdimmBadBlockRange> Map(NvdimmRegion region, params NvdimmNamespace[] namespaces) =>
        [.. BadBlockMap.Map(region, namespaces, e => throw e)];

    private static NvdimmRegion Region(NvdimmBadBlock first, NvdimmBadBlock? second = null, ulong? resource = Start) => new()
    {
        Name = "region0",
        Size = 8 * Mebibyte,
        Resource = resource,
        BadBlocks = second is null ? [first] : [first, second],
        Mappings = [new NvdimmMapping { Dimm = "nmem0", Offset = 4096, Length = 8 * Mebibyte }],
        Dimms = ["nmem0"],
    };

    private static NvdimmRegion Region(NvdimmBadBlock first, ulong? resource) => Region(first, null, resource);

    private static NvdimmNamespace Namespace(string id, ulong? at, ulong size) =>
        new() { Name = $"namespace{id}", RawSize = size * Mebibyte, Resource = Start + (at * Mebibyte), BlockDevice = "pmem0" };

    /// <summary>A machine whose nodes may not be opened.</summary>
    private sealed class ClosedKernel(INdKernel kernel) : INdKernel
    {
        public int Asked { get; private set; }

        public KernelKind Kind => kernel.Kind;

        public string Source => kernel.Source;

        public string SysfsRoot => kernel.SysfsRoot;

        public string MountTable => kernel.MountTable;

        public INdDevice Open(NdNode node, NdAccess access)
        {
            Asked++;
            throw KernelErrors.Open(node, $"/dev/{node.Name}", access, Errno.EACCES);
        }
    }
}
