using System.Globalization;
using System.Text.Json;
using NvdimmPS.InfoBlocks;

namespace NvdimmPS.Tests.InfoBlocks;

public sealed class InfoBlockTests
{
    public static TheoryData<string> Pages => GoldenImage.Names("pages-");

    public static TheoryData<string> Btts => GoldenImage.Names("btt-");

    [Theory]
    [MemberData(nameof(Pages))]
    public void A_PFN_or_DAX_block_is_read_and_judged(string name)
    {
        using var image = GoldenImage.Load(name);
        var block = Assert.Single(Read(image));
        Assert.Equal(image.Findings, block.Findings.Select(f => f.Id));
        Assert.Equal((image.Findings.Length == 0, "namespace0.0", "pmem0", 4096UL, "Info"), (block.IsValid, block.Namespace, block.Path, block.Offset, block.Role));
        Assert.Equal(("7c9e6679-7425-40de-944b-e07fc1f90ae7", !image.Findings.Contains("NV1202")), (block.Uuid, block.ParentMatches));
        foreach (var expected in image.Root.GetProperty("seen").EnumerateObject())
        {
            var value = typeof(NvdimmInfoBlock).GetProperty(char.ToUpperInvariant(expected.Name[0]) + expected.Name[1..])!.GetValue(block);
            Assert.Equal((expected.Name, expected.Value.ValueKind == JsonValueKind.Null ? "" : expected.Value.ToString()), (expected.Name, Convert.ToString(value, CultureInfo.InvariantCulture) ?? ""));
        }

        Assert.Equal((null, null, null), (block.Sectors, block.MapOffset, block.Arena));
        Assert.Equal("NVDIMM_" + block.Kind, System.Text.Encoding.ASCII.GetString(block.Bytes, 0, 10));
    }

    [Theory]
    [MemberData(nameof(Btts))]
    public void Of_a_BTT_both_copies_of_each_arena_are_shown(string name)
    {
        using var image = GoldenImage.Load(name);
        var blocks = Read(image);
        Assert.All(blocks, b => Assert.StartsWith("BTT", b.Kind, StringComparison.Ordinal));
        if (image.Findings.Length == 0)
        {
            var arenas = Enumerable.Range(0, image.Root.GetProperty("arenas").GetInt32());
            Assert.Equal(arenas.SelectMany(a => new[] { ((int?)a, "Info", true), (a, "Copy", true) }), blocks.Select(b => (b.Arena, b.Role, b.IsValid)));
            Assert.Equal(image.Root.GetProperty("sectors").GetUInt64(), blocks.Where(b => b.Role == "Info").Aggregate(0UL, (sum, b) => sum + b.Sectors!.Value));
        }
        else if (image.Findings.Contains("NV1208"))
        {
            Assert.Contains(blocks, b => b.Role == "Copy");
        }
    }

    [Fact]
    public void The_whole_parent_is_compared()
    {
        using var image = GoldenImage.Load("pages-of-another");
        var block = Assert.Single(Read(image));
        Assert.Equal(image.Parent.ToString()[..2], block.ParentUuid[..2]);
        Assert.False(block.ParentMatches);
        Assert.False(block.IsValid);
    }

    [Fact]
    public void A_block_left_behind_another_is_told()
    {
        using var image = GoldenImage.Load("btt-2.0-new");
        using var pages = GoldenImage.Load("pages-pfn-mem");
        var bytes = new byte[4096];
        pages.Read(4096, bytes);
        image.Write(4096, bytes);
        var blocks = Read(image);
        Assert.Equal(["BTT2", "BTT2", "PFN"], blocks.Select(b => b.Kind));
        Assert.Contains("NV1209", blocks[2].Findings.Select(f => f.Id));
    }

    [Fact]
    public void Any_other_bit_makes_a_block_invalid()
    {
        using var image = GoldenImage.Load("pages-dax-dev");
        var bytes = new byte[4096];
        image.Read(4096, bytes);
        for (var bit = 0; bit < 4096 * 8; bit += 37)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            image.Write(4096, bytes);
            Assert.DoesNotContain(Read(image), b => b.IsValid);
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    private static IReadOnlyList<NvdimmInfoBlock> Read(GoldenImage image) => InfoBlockReader.Read(image, image.Place, TestContext.Current.CancellationToken);
}
