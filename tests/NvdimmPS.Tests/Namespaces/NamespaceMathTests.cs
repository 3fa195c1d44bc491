using NvdimmPS.Namespaces;

namespace NvdimmPS.Tests.Namespaces;

/// <summary>Sizes as the real kernel showed them, and as people write them.</summary>
public sealed class NamespaceMathTests
{
    private const ulong MiB = 1 << 20, GiB = 1 << 30, TiB = 1UL << 40;

    [Theory]
    [InlineData(NvdimmNamespaceMode.Raw, 64, 0, 0, 512, true, 67108864)]
    [InlineData(NvdimmNamespaceMode.FsDax, 256, 2 * MiB, NvdimmNamespaceMap.Dev, 512, true, 262144000)]
    [InlineData(NvdimmNamespaceMode.FsDax, 256, 2 * MiB, NvdimmNamespaceMap.Mem, 512, true, 266338304)]
    [InlineData(NvdimmNamespaceMode.DevDax, 256, 4096, NvdimmNamespaceMap.Dev, 512, true, 262144000)]
    [InlineData(NvdimmNamespaceMode.DevDax, 16, 2 * MiB, NvdimmNamespaceMap.Dev, 512, true, 14680064)]
    [InlineData(NvdimmNamespaceMode.DevDax, 64, 2 * MiB, NvdimmNamespaceMap.Dev, 512, true, 65011712)]
    [InlineData(NvdimmNamespaceMode.DevDax, 512, GiB, NvdimmNamespaceMap.Dev, 512, true, 0)]
    [InlineData(NvdimmNamespaceMode.Sector, 256, 0, 0, 4096, false, 267091968)]
    [InlineData(NvdimmNamespaceMode.Sector, 64, 0, 0, 4096, true, 65966080)]
    [InlineData(NvdimmNamespaceMode.Sector, 16, 0, 0, 4096, true, 15683584)]
    [InlineData(NvdimmNamespaceMode.Sector, 16, 0, 0, 4096, false, 0)]
    [InlineData(NvdimmNamespaceMode.Sector, 256, 0, 0, 512, false, 266190848)]
    [InlineData(NvdimmNamespaceMode.Sector, 32, 0, 0, 512, true, 33134592)]
    [InlineData(NvdimmNamespaceMode.Sector, 32, 0, 0, 520, true, 29464064)]
    public void What_the_kernel_leaves_for_data(NvdimmNamespaceMode mode, ulong mebibytes, ulong alignment, NvdimmNamespaceMap map, ulong sector, bool isBtt2,
        ulong usable) => Assert.Equal(usable, NamespaceMath.Usable(mode, mebibytes * MiB, 4 * GiB, alignment, map, sector, isBtt2));

    /// <summary>256 MiB at 1 MiB: data begin at 6 MiB, the last MiB is less than a unit.</summary>
    [Fact]
    public void Both_ends_are_cut_to_the_alignment() => Assert.Equal(250 * MiB,
        NamespaceMath.Usable(NvdimmNamespaceMode.FsDax, 256 * MiB, (4 * GiB) + MiB, 2 * MiB, NvdimmNamespaceMap.Dev, 512, isBtt2: true));

    [Fact]
    public void Arenas_of_512_GiB_each_keep_blocks_for_themselves()
    {
        var one = NamespaceMath.Sectors(512 * GiB, 4096);
        Assert.Equal(3 * one, NamespaceMath.Sectors((3 * 512 * GiB) + MiB, 4096));
        Assert.True(one is > 0 and < 512 * GiB / 4096);
        // Each arena's block numbers have 30 bits in the map, whatever the size.
        Assert.All(new ulong[] { 512, 520, 4096 }, sector => Assert.True(NamespaceMath.Sectors(512 * GiB, sector) < 1UL << 30));
    }

    [Theory]
    [InlineData(16 * MiB, 2 * MiB, 4, 16 * MiB)]
    [InlineData(16 * MiB, GiB, 2, 2 * GiB)]
    [InlineData(16 * MiB, 2 * MiB, 3, 48 * MiB)]
    [InlineData(0, 4096, 0, 4096)]
    public void The_unit_of_sizes(ulong region, ulong alignment, int ways, ulong unit) => Assert.Equal(unit, NamespaceMath.Unit(region, alignment, ways));

    [Fact]
    public void There_is_no_multiple_above_all() => Assert.Null(NamespaceMath.Up(ulong.MaxValue, 16 * MiB));

    [Theory]
    [InlineData("16777216", 16 * MiB)]
    [InlineData("0x1000000", 16 * MiB)]
    [InlineData("16M", 16 * MiB)]
    [InlineData("16m", 16 * MiB)]
    [InlineData("16MB", 16 * MiB)]
    [InlineData("16MiB", 16 * MiB)]
    [InlineData(" 16 MiB ", 16 * MiB)]
    [InlineData("1.5G", GiB + (512 * MiB))]
    [InlineData("16384K", 16 * MiB)]
    [InlineData("2T", 2 * TiB)]
    [InlineData("512B", 512)]
    [InlineData("0", 0)]
    public void Sizes_in_every_unit(string text, ulong bytes)
    {
        Assert.True(ByteSize.TryParse(text, out var parsed));
        Assert.Equal(bytes, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData("-1")]
    [InlineData("-16M")]
    [InlineData("16X")]
    [InlineData("16MM")]
    [InlineData("M")]
    [InlineData("1.5")]
    [InlineData("0.3K")]
    [InlineData("1e6")]
    [InlineData("16 M iB")]
    [InlineData("16E16E")]
    [InlineData("17E")]
    [InlineData("0x")]
    [InlineData("99999999999999999999999999999999999999999T")]
    [InlineData("１６M")]
    public void What_is_no_size(string? text) => Assert.False(ByteSize.TryParse(text, out _));

    [Theory]
    [InlineData(16 * MiB, "16 MiB")]
    [InlineData(1000, "1000 bytes")]
    [InlineData(0, "0 bytes")]
    [InlineData((16 * MiB) + 4096, "16388 KiB")]
    public void The_shortest_exact_form(ulong bytes, string shown) => Assert.Equal(shown, ByteSize.Show(bytes));
}
