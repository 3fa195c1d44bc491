using System.Text.Json;
using NvdimmPS.Labels;

namespace NvdimmPS.Tests.Labels;

public sealed class LabelDecoderTests
{
    private static readonly Guid A = new("2328e709-d6ab-42cc-8466-ec4d5a744974"), B = new("9788bb9f-329c-4cd9-9725-e321837c736b");

    [Fact]
    public void Version_1_1_is_read_as_the_document_has_it()
    {
        var area = GoldenLabels.Area("v1.1");
        Assert.Equal(("1.1", 128, 0, 28, 2, 26, 4096), (area.Version, area.LabelSize, area.CurrentIndex, area.Slots, area.UsedSlots, area.FreeSlots, area.Size));
        Assert.All(area.Indexes, i => Assert.True(i.Valid));
        Assert.Equal([(1u, true), (3u, false)], area.Indexes.Select(i => (i.Sequence, i.Current)));
        Assert.Equal([1, 3], area.Indexes[0].UsedSlots);
        var (first, second) = (area.Labels[0], area.Labels[1]);
        Assert.Equal((1, A, "first", 2, 1, "0x3fe000000fe", 512ul, 0x800000ul, 0x1000000ul, "Efi11"),
            (first.Slot, first.Uuid, first.Name, first.Count, first.Position, first.InterleaveSetCookie, first.SectorSize, first.Start, first.Size, first.Form));
        Assert.Equal((3, B, "", 4, 0, 4096ul), (second.Slot, second.Uuid, second.Name, second.Count, second.Position, second.SectorSize));
        Assert.Equal(["ReadOnly", "Updating"], second.Flags);
        Assert.All(area.Labels, l => Assert.True(l.Valid));
        Assert.Null(first.Checksum);
        Assert.Null(first.HolderClass);
    }

    [Fact]
    public void Version_1_2_is_read_as_the_document_has_it()
    {
        var area = GoldenLabels.Area("v1.2");
        Assert.Equal(("1.2", 256, 1, 14, 2), (area.Version, area.LabelSize, area.CurrentIndex, area.Slots, area.UsedSlots));
        var (first, last) = (area.Labels[0], area.Labels[1]);
        Assert.Equal((0, "mapped", "pfn", "0xba90120012b4dc", 0u), (first.Slot, first.Name, first.HolderClass, first.InterleaveSetCookie, first.Alignment));
        Assert.Equal(new Guid("66f0d379-b4f3-4074-ac43-0d3318b78cdb"), first.TypeGuid);
        Assert.Equal((13, new string('x', 63), "btt2", 21u, true), (last.Slot, last.Name, last.HolderClass, last.Alignment, last.ChecksumValid));
        Assert.Equal(["ReadOnly"], last.Flags);
    }

    [Fact]
    public void CXLs_labels_are_read_as_the_document_has_them()
    {
        var area = GoldenLabels.Area("cxl");
        var (region, space) = (area.Labels[0], area.Labels[1]);
        Assert.Equal(("CxlRegion", 2, 1, 0x10000000ul, 0x20000000ul, true), (region.Form, region.Count, region.Position, region.Start, region.Size, region.Valid));
        Assert.Equal(("CxlNamespace", A, "on cxl", 1, 0, 0x8000000ul, 512ul, "pfn", true),
            (space.Form, space.Uuid, space.Name, space.Count, space.Position, space.Size, space.SectorSize, space.HolderClass, space.Valid));
        Assert.Equal(region.Uuid, space.TypeGuid);
        Assert.Null(space.InterleaveSetCookie);
    }

    [Fact]
    public void What_free_slots_hold_is_given_where_it_is_asked_for()
    {
        var area = GoldenLabels.Area("v1.1", includeFree: true);
        var gone = area.Labels[1];
        Assert.Equal((2, "gone", false, false), (gone.Slot, gone.Name, gone.Used, gone.Valid));
        Assert.Equal(3, area.Labels.Count);
    }

    [Fact]
    public void What_ndctl_wrote_on_the_kernels_test_bus_is_valid()
    {
        var area = Decoded("init-labels.ioctl.jsonl");
        Assert.Equal(("1.1", 0, 1020, 0), (area.Version, area.CurrentIndex, area.Slots, area.UsedSlots));
    }

    [Fact]
    public void Initialisation_gives_ndctls_bytes_but_for_the_spare_bits_of_the_free_map()
    {
        var ndctl = Decoded("init-labels.ioctl.jsonl");
        var layout = LabelLayout.For(ndctl.Size, 128);
        for (var i = 0; i < 2; i++)
        {
            var theirs = ndctl.Indexes[i].Bytes.ToArray();
            theirs[LabelLayout.HeaderSize + (1020 / 8)] &= 0x0F; // libndctl leaves the four bits behind slot 1019 set
            GoldenLabels.Sum(theirs, 64);
            Assert.Equal(theirs, LabelIndexes.Make(layout, i, i == 0 ? 3 : 2, []));
        }
    }

    [Theory]
    [InlineData("v1.1-fresh", 128)]
    [InlineData("v1.2-fresh", 256)]
    public void Fresh_index_blocks_are_those_of_the_document(string name, int labelSize)
    {
        var bytes = GoldenLabels.Bytes(name);
        var layout = LabelLayout.For(bytes.Length, labelSize);
        Assert.Equal(bytes[..256], LabelIndexes.Make(layout, 0, 3, []));
        Assert.Equal(bytes[256..512], LabelIndexes.Make(layout, 1, 2, []));
    }

    [Theory]
    [InlineData(1 << 10, 4, 256, 2, 256)]
    [InlineData(4 << 10, 28, 256, 14, 256)]
    [InlineData(64 << 10, 508, 256, 254, 256)]
    [InlineData(128 << 10, 1020, 256, 510, 256)]
    [InlineData(256 << 10, 2040, 512, 1022, 256)]
    public void An_area_is_divided_as_the_kernel_does_it(int size, int oldSlots, int oldIndex, int newSlots, int newIndex) =>
        Assert.Equal(((oldSlots, oldIndex), (newSlots, newIndex)),
            ((LabelLayout.For(size, 128).Slots, LabelLayout.For(size, 128).IndexSize), (LabelLayout.For(size, 256).Slots, LabelLayout.For(size, 256).IndexSize)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(511)]
    [InlineData(767)]
    public void What_is_too_small_is_no_label_area(int size) =>
        Assert.Equal("Nvdimm.Label.TooSmall", Assert.Throws<NvdimmException>(() => GoldenLabels.Decode(new byte[size])).ErrorId);

    /// <summary>Random bytes, random ends, and good areas with random bytes in them: no crash, and nothing valid whose checksum is wrong.</summary>
    [Fact]
    public void Random_bytes_are_never_valid_and_never_read_past()
    {
        var random = new Random(1402);
        string[] names = ["v1.1", "v1.2", "cxl"];
        for (var round = 0; round < 3000; round++)
        {
            var bytes = round % 3 == 0 ? new byte[random.Next(768, 9000)] : GoldenLabels.Bytes(names[round % names.Length]);
            if (round % 3 == 0)
            {
                random.NextBytes(bytes);
                "NAMESPACE_INDEX\0"u8.CopyTo(bytes.AsSpan(random.Next(2) * 256));
            }
            else
            {
                for (var i = random.Next(1, 6); i > 0; i--)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }

                bytes = bytes[..random.Next(768, bytes.Length + 1)];
            }

            var area = GoldenLabels.Decode(bytes, includeFree: true);
            foreach (var index in area.Indexes.Where(i => i.Valid))
            {
                Assert.Equal("NAMESPACE_INDEX", index.Signature);
                var block = index.Bytes.ToArray();
                GoldenLabels.Sum(block, 64);
                Assert.Equal(block, index.Bytes);
            }

            foreach (var label in area.Labels.Where(l => l.Valid && l.Checksum is not null))
            {
                var block = label.Bytes.ToArray();
                GoldenLabels.Sum(block, 248);
                Assert.Equal(block, label.Bytes);
            }

            _ = LabelChecker.Check([new LabelSubject(area)], isWholeMachine: true, DateTime.UtcNow);
            _ = LabelComparer.Compare("nmem0", GoldenLabels.Bytes("v1.1"), bytes).ToList();
        }
    }

    [Fact]
    public void Names_are_shown_without_what_steers_a_terminal()
    {
        var area = GoldenLabels.Area("v1.2", bytes => GoldenLabels.InLabel(bytes, 0, l => l[17] = 0x1B));
        Assert.Equal("m?pped", area.Labels[0].Name);
    }

    /// <summary>The area that the recorded writes made.</summary>
    private static NvdimmLabelArea Decoded(string recording)
    {
        var area = new byte[128 << 10];
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Tracing", "Data", recording)))
        {
            var call = JsonDocument.Parse(line).RootElement;
            if (call.GetProperty("cmd").GetInt32() == 6)
            {
                var sent = Convert.FromHexString(call.GetProperty("before").GetString()!);
                sent.AsSpan(8, BitConverter.ToInt32(sent, 4)).CopyTo(area.AsSpan(BitConverter.ToInt32(sent, 0)));
            }
        }

        return GoldenLabels.Decode(area);
    }
}
