using NvdimmPS.InfoBlocks.Sector;

namespace NvdimmPS.Tests.InfoBlocks;

/// <summary>The check of a sector namespace against images that were made from the documents.</summary>
public sealed class SectorCheckTests
{
    // What is mended by the bytes that are written.
    private static readonly string[] Mended = ["NV1201", "NV1205", "NV1206", "NV1207", "NV1208", "NV1223"];

    public static TheoryData<string> Images => [.. GoldenImage.Names("btt-"), "empty", "small"];

    [Theory]
    [MemberData(nameof(Images))]
    public void It_finds_what_is_wrong_and_nothing_else(string name)
    {
        using var image = GoldenImage.Load(name);
        var report = Check(image);
        Assert.Equal(image.Findings, report.Findings.Select(f => f.Id).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal((image.Root.GetProperty("arenas").GetInt32(), image.Root.GetProperty("sectors").GetUInt64()), (report.Arenas, report.Sectors));
        Assert.Equal(image.Repairs, report.Repairs.Select(r => (r.Offset, Convert.ToHexStringLower(r.Bytes))).OrderBy(r => Array.FindIndex(image.Repairs, i => i.Offset == r.Offset)));
        Assert.Equal(image.Findings.Length == 0, report.IsGood);
        Assert.All(report.Findings, f => Assert.Equal("namespace0.0", f.Target));
    }

    [Theory]
    [MemberData(nameof(Images))]
    public void Wherever_a_repair_ends_the_next_one_goes_on(string name)
    {
        using var image = GoldenImage.Load(name);
        var report = Check(image);
        for (var left = report.Repairs.Count; left > 0; left--)
        {
            image.Write(report.Repairs[0].Offset, report.Repairs[0].Bytes);
            report = Check(image);
            Assert.Equal(left - 1, report.Repairs.Count);
        }

        Assert.Equal(image.Repairs.Length > 0 ? image.Findings.Except(Mended) : image.Findings, report.Findings.Select(f => f.Id).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_part_that_cannot_be_read_is_told_and_the_rest_is_checked()
    {
        using var image = GoldenImage.Load("btt-map-outside");
        var block = NvdimmPS.InfoBlocks.InfoBlockReader.At(image, 4096)!.Value;
        image.Bad.Add((4096 + block.LogOffset, 4096 + block.LogOffset + 64));
        var found = Check(image).Findings;
        Assert.Equal(["NV1224", "NV1227"], found.Select(f => f.Id).Order(StringComparer.Ordinal));
        Assert.Contains("the log, EIO", found[0].Evidence, StringComparison.Ordinal);

        image.Bad.Add((4096 + block.MapOffset, 4096 + block.MapOffset + 1));
        Assert.Equal(["NV1227", "NV1227"], Check(image).Findings.Select(f => f.Id));

        image.Bad.Add((4096, 8192));
        Assert.Contains("NV1208", Check(image).Findings.Select(f => f.Id));
    }

    [Fact]
    public void Evidence_names_the_first_few_and_counts_the_rest()
    {
        using var image = GoldenImage.Load("btt-1.1-new");
        var block = NvdimmPS.InfoBlocks.InfoBlockReader.At(image, 4096)!.Value;
        for (var sector = 0U; sector < 100; sector++)
        {
            image.Write(4096 + block.MapOffset + (sector * 4), [0xFF, 0xFF, 0xFF, 0xFF]);
        }

        var outside = Check(image).Findings.Single(f => f.Id == "NV1224");
        Assert.Contains("sector 3 in block 1073741823 of 64964, 100 in all", outside.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain("sector 4 ", outside.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_bytes_never_pass_for_a_good_namespace_and_end_nothing()
    {
        var random = new Random(5);
        foreach (var name in new[] { "btt-used", "btt-two-arenas", "btt-2.0-new" })
        {
            using var image = GoldenImage.Load(name);
            for (var turn = 0; turn < 60; turn++)
            {
                // Within the first info block: a bit of it, or many bytes.
                var start = name.Contains("2.0", StringComparison.Ordinal) ? 0UL : 4096;
                var at = start + (ulong)random.Next(4088);
                var before = new byte[Math.Min(64, (int)(start + 4096 - at))];
                image.Read(at, before);
                var after = before.ToArray();
                if (turn % 2 == 0)
                {
                    after[0] ^= (byte)(1 << random.Next(8));
                }
                else
                {
                    random.NextBytes(after);
                }

                image.Write(at, after);
                Assert.False(Check(image).IsGood, $"{name} with other bytes at {at}");
                image.Write(at, before);
            }

            Assert.True(Check(image).IsGood);
        }
    }

    [Fact]
    public void Ctrl_C_ends_it()
    {
        using var image = GoldenImage.Load("btt-used");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.Throws<OperationCanceledException>(() => SectorCheck.Check(image, image.Place, stop.Token));
    }

    private static SectorReport Check(GoldenImage image) => SectorCheck.Check(image, image.Place, TestContext.Current.CancellationToken);
}
