using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Inventory;

public class RegionTests
{
    private static readonly string Region = SysfsTree.Bus(0) + "/region0";

    [Fact]
    public void Volatile_regions_are_called_so()
    {
        using var tree = SysfsTree.Captured("nfit_test");
        Assert.Equal(["pmem", "pmem", "pmem", "volatile"], new Topology(tree).GetRegions().Select(r => r.Type));
    }

    [Fact]
    public void Without_labels_nothing_is_available_whatever_the_kernel_counts()
    {
        using var tree = Tree().Write($"{Region}/nstype=4", $"{Region}/available_size=50331648", $"{Region}/max_available_extent=50331648");
        var topology = new Topology(tree);
        Assert.Equal((0UL, 0UL), (topology.FindRegion("region0")!.AvailableSize, topology.FindRegion("region0")!.MaxAvailableExtent));
        tree.Write($"{Region}/nstype=5");
        Assert.Equal(50331648UL, topology.FindRegion("region0")!.AvailableSize);
    }

    [Fact]
    public void For_health_only_that_is_read_which_findings_are_made_of_and_nothing_that_waits_for_a_call()
    {
        using var tree = Tree().Write($"{Region}/badblocks=8 2", $"{Region}/read_only=1", $"{Region}/numa_node=1");
        var region = new Topology(tree).GetRegions(TopologyDetail.Health).Single();
        Assert.Equal(("region0", 2UL, true, 1), (region.Name, region.BadBlockCount, region.ReadOnly, region.NumaNode));
        Assert.Equal(["nmem0", "nmem1", "nmem2"], region.Dimms);
        Assert.All([nameof(region.AvailableSize), nameof(region.MaxAvailableExtent), nameof(region.InitNamespaces)],
            property => Assert.Equal("read only in a detailed listing", region.Unavailable[property]));
        Reasons.AssertComplete(region);
    }

    [Fact]
    public void One_listing_of_everything_finds_buses_and_reads_mappings_once()
    {
        using var tree = SysfsTree.Captured("nfit_test");
        var read = new List<string>();
        BlockingCall.Observer = (folder, name) => read.Add(Path.Join(folder, name));
        try
        {
            var all = new Topology(tree).GetAll(TopologyDetail.Summary);
            Assert.Equal((2, 4), (all.Buses.Count, all.Regions.Count));
            Assert.NotEmpty(all.Dimms);
            Assert.NotEmpty(all.Namespaces);
        }
        finally
        {
            BlockingCall.Observer = null;
        }

        // The volatile region has no mapping.
        Assert.Single(read, path => path.EndsWith("/class/nd", StringComparison.Ordinal));
        Assert.Equal(3, read.Count(path => path.EndsWith("/mapping0", StringComparison.Ordinal)));
        Assert.Equal(["ndbus0", "ndbus1"], read.Select(path => Path.GetFileName(path.TrimEnd('/'))).Where(name => name.StartsWith("ndbus", StringComparison.Ordinal)).Order());
        Assert.All(read.Where(path => path.Contains("/namespace", StringComparison.Ordinal) && path.EndsWith("/size", StringComparison.Ordinal)).GroupBy(path => path), same => Assert.Single(same));
    }

    [Fact]
    public void Bad_blocks_are_counted()
    {
        using var tree = Tree().Write($"{Region}/badblocks=8 2\\n1024 1");
        var region = new Topology(tree).FindRegion("region0")!;
        Assert.Equal(3UL, region.BadBlockCount);
        Assert.Equal(["8+2", "1024+1"], region.BadBlocks!.Select(b => b.ToString()));
    }

    [Fact]
    public void A_page_full_of_bad_blocks_is_not_the_whole_list()
    {
        var lines = string.Join('\n', Enumerable.Range(100000, 1000).Select(i => $"{i} 1"))[..4096];
        using var tree = Tree();
        File.WriteAllText(tree.PathOf($"{Region}/badblocks"), lines);
        var region = new Topology(tree).FindRegion("region0")!;
        Assert.Null(region.BadBlockCount);
        Assert.Contains("a page of the kernel", region.Unavailable[nameof(region.BadBlockCount)], StringComparison.Ordinal);
        Assert.All(region.BadBlocks!, b => Assert.InRange(b.Sector, 100000UL, 101000UL));
        Assert.InRange(region.BadBlocks!.Length, 400, 460);
    }

    [Theory]
    [InlineData("100 12", 8)] // the count of the last line has lost a digit
    [InlineData("1 12", 0)] // a line ends just there, and its end is not part of the text
    public void A_line_that_the_page_cuts_off_is_not_believed(string first, int rest)
    {
        var lines = string.Join('\n', Enumerable.Range(100000, 1000).Select(i => $"{i} 12").Prepend(first))[..4095];
        Assert.Equal(rest, lines.Length - lines.LastIndexOf('\n') - 1);
        using var tree = Tree();
        File.WriteAllText(tree.PathOf($"{Region}/badblocks"), lines);
        var region = new Topology(tree).FindRegion("region0")!;
        Assert.Null(region.BadBlockCount);
        Assert.Equal(lines.Count(c => c == '\n'), region.BadBlocks!.Length);
        Assert.All(region.BadBlocks, b => Assert.Equal(12UL, b.Count));
    }

    [Fact]
    public void Mappings_come_in_the_order_of_their_positions()
    {
        using var tree = Tree().Write(
            $"{Region}/mappings=3", $"{Region}/mapping0=nmem2,0,4096,2", $"{Region}/mapping1=nmem0,0,4096,1", $"{Region}/mapping2=nmem1,0,4096,0");
        var region = new Topology(tree).FindRegion("region0")!;
        Assert.Equal(["nmem1", "nmem0", "nmem2"], region.Mappings.Select(m => m.Dimm));
        Assert.Equal(["nmem1", "nmem0", "nmem2"], region.Dimms);
    }

    [Theory]
    [InlineData("8 2\\n10", "8+2")]
    [InlineData("8,2")]
    [InlineData("eight 2\\n16 1", "16+1")]
    public void Torn_bad_blocks_are_not_counted_and_hide_no_others(string text, params string[] whole)
    {
        using var tree = Tree().Write($"{Region}/badblocks={text}");
        var region = new Topology(tree).FindRegion("region0")!;
        Assert.Equal(whole, region.BadBlocks!.Select(b => b.ToString()));
        Assert.Null(region.BadBlockCount);
        Assert.True(region.LacksBadBlocks);
        Assert.Contains("not sector and count", region.Unavailable[nameof(region.BadBlocks)], StringComparison.Ordinal);
        Reasons.AssertComplete(region);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(65536)]
    public void A_list_that_ends_with_a_page_may_go_on(int page)
    {
        // Lines of eight bytes: the last of them ends just where sysfs cuts, so that nothing is torn.
        var lines = "10000 1\n" + string.Concat(Enumerable.Repeat("100000 1\n", (page - 10) / 9));
        lines = new string('1', page - 1 - lines.Length) + lines;
        Assert.Equal(page - 1, lines.Length);
        using var tree = Tree();
        File.WriteAllText(tree.PathOf($"{Region}/badblocks"), lines);
        var region = new Topology(tree).FindRegion("region0")!;
        Assert.Equal(lines.Count(c => c == '\n'), region.BadBlocks!.Length);
        Assert.Null(region.BadBlockCount);
        Assert.Contains("shows no more", region.Unavailable[nameof(region.BadBlockCount)], StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_of_64_KiB_is_read_to_its_end()
    {
        using var tree = Tree().Write($"{Region}/badblocks={string.Concat(Enumerable.Range(0, 4000).Select(i => $"{i * 8} 1\\n"))}");
        var region = new Topology(tree).FindRegion("region0")!;
        Assert.Equal((4000, 4000UL, false), (region.BadBlocks!.Length, region.BadBlockCount, region.LacksBadBlocks));
        File.WriteAllText(tree.PathOf($"{Region}/badblocks"), new string('7', 65537));
        Assert.Contains("longer than 65536", new Topology(tree).FindRegion("region0")!.Unavailable[nameof(region.BadBlocks)], StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_blocks_beyond_all_numbers_are_not_counted()
    {
        using var tree = Tree().Write($"{Region}/badblocks=0 18446744073709551615\\n8 2");
        var region = new Topology(tree).FindRegion("region0")!;
        Assert.Equal((2, (ulong?)null), (region.BadBlocks!.Length, region.BadBlockCount));
        Reasons.AssertComplete(region);
    }

    [Fact]
    public void A_torn_mapping_does_not_hide_the_others()
    {
        using var tree = Tree().Write($"{Region}/mapping1=nmem1,0,167772");
        var region = new Topology(tree).FindRegion("region0")!;
        Assert.Equal(["nmem0", "nmem2"], region.Dimms);
        Assert.Contains("region0/mapping1: not dimm,offset,length,position: 'nmem1,0,167772'", region.Unavailable[nameof(region.Mappings)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("4000000000")]
    [InlineData("-1")]
    [InlineData("x")]
    [InlineData("33")]
    public void A_wrong_count_of_mappings_does_not_hide_them(string count)
    {
        using var tree = Tree().Write($"{Region}/mappings={count}");
        Assert.Equal(["nmem0", "nmem1", "nmem2"], new Topology(tree).FindRegion("region0")!.Dimms);
    }

    [Fact]
    public void A_disabled_region_says_so()
    {
        using var tree = Tree().Write($"{Region}/uevent=DEVTYPE=nd_pmem\\nMODALIAS=nd:t2", $"{Region}/numa_node=-1");
        var region = new Topology(tree).FindRegion("0")!;
        Assert.False(region.Enabled);
        Assert.Null(region.NumaNode);
        Assert.Contains("no NUMA node", region.Unavailable[nameof(region.NumaNode)], StringComparison.Ordinal);
        Reasons.AssertComplete(region);
    }

    [Fact]
    public void Regions_of_a_dimm()
    {
        using var tree = Tree().WriteRegion(0, 1, 2).WriteRegion(0, 2, 1);
        Assert.Equal(["region0", "region1"], new Topology(tree).GetRegionsOf("nmem2").Select(r => r.Name));
    }

    private static SysfsTree Tree() => SysfsTree.Generated(3).WriteRegion(0, 0, 0, 1, 2);
}
