using NvdimmPS.Labels;

namespace NvdimmPS.Tests.Labels;

public sealed class LabelTransitionTests
{
    /// <summary>
    /// From any area to any other, cut off after each write: the kernel finds the labels of before or the new ones. What it finds is
    /// looked for here by the rules once more and not by what planned the writes.
    /// </summary>
    [Theory]
    [InlineData(4096, 4096)]
    [InlineData(4096, 100)]
    [InlineData(8192, 2040)]
    [InlineData(256 << 10, 4096)]
    public void Whenever_the_writes_end_the_old_labels_are_there_or_the_new_ones(int size, int transfer)
    {
        var random = new Random(size + transfer);
        var (found, refused) = (0, 0);
        for (var round = 0; round < (size > 8192 ? 30 : 150); round++)
        {
            var (from, to) = (Random(random, size), Random(random, size));
            if (LabelTransition.Find(from, to, transfer) is not { } writes)
            {
                refused++;
                continue;
            }

            found++;
            Walk(from, to, writes, transfer);
        }

        Assert.True(found > refused, $"{found} found, {refused} refused");
    }

    [Theory]
    [InlineData("v1.1", "v1.2-fresh")]
    [InlineData("v1.2", "v1.1-fresh")]
    [InlineData("v1.1", "v1.1-fresh")]
    [InlineData("v1.2", "v1.2-fresh")]
    [InlineData("v1.1", "v1.2")]
    [InlineData("v1.2", "v1.1")]
    [InlineData("v1.1", null)]
    [InlineData("v1.2", null)]
    [InlineData(null, "v1.1")]
    [InlineData(null, "v1.2-fresh")]
    [InlineData("cxl", "v1.2")]
    public void The_ways_between_the_documents_areas_are_safe(string? from, string? to)
    {
        byte[] Of(string? name) => name is null ? new byte[4096] : GoldenLabels.Bytes(name);
        var writes = LabelTransition.Find(Of(from), Of(to), 4096);
        Assert.NotNull(writes);
        Walk(Of(from), Of(to), writes, 4096);
    }

    [Fact]
    public void An_old_index_block_never_counts_again()
    {
        // Block 0 is older and knows one label; to clear the newer one first would bring that state back.
        var from = GoldenLabels.Bytes("v1.2");
        var writes = LabelTransition.Find(from, new byte[4096], 4096)!;
        Assert.Equal([0, 256], writes.Take(2).Select(w => w.Offset));
    }

    [Fact]
    public void What_is_the_same_is_not_written()
    {
        var from = GoldenLabels.Bytes("v1.1");
        Assert.Empty(LabelTransition.Find(from, from, 4096)!);
        var to = GoldenLabels.Bytes("v1.1");
        to[4000] ^= 1;
        Assert.Equal((3840, 256), Assert.Single(LabelTransition.Find(from, to, 4096)!.Select(w => (w.Offset, w.Bytes.Length))));
    }

    /// <summary>
    /// Whatever the size of an area, and so of its index blocks: labels of one version, in the first slots, the last ones or none, give way
    /// to a fresh area of the other.
    /// </summary>
    [Fact]
    public void An_area_of_any_size_goes_from_one_version_to_the_other_and_back()
    {
        var refused = new List<string>();
        foreach (var size in new[] { 4096, 16 << 10, 128 << 10, 256 << 10, 1 << 20, 2 << 20 })
        {
            foreach (var labelSize in new[] { 128, 256 })
            {
                foreach (var current in new[] { 0, 1 })
                {
                    foreach (var kind in size > 16 << 10 ? new[] { "none", "first", "last" } : ["none", "first", "last", "many"])
                    {
                        var (old, fresh) = (LabelLayout.For(size, labelSize), LabelLayout.For(size, 384 - labelSize));
                        int[] slots = kind switch
                        {
                            "none" => [],
                            "first" => [0, 1, 2],
                            "last" => [old.Slots - 1, old.Slots - 2],
                            _ => [.. Enumerable.Range(0, old.Slots / 3)],
                        };
                        var from = new byte[size];
                        LabelIndexes.Make(old, current, 2, slots).CopyTo(from, old.IndexOffset(current));
                        LabelIndexes.Make(old, 1 - current, 1, slots).CopyTo(from, old.IndexOffset(1 - current));
                        var random = new Random(size + current);
                        foreach (var slot in slots)
                        {
                            Label(random, from.AsSpan(old.SlotOffset(slot), old.LabelSize), slot);
                        }

                        var to = from.ToArray();
                        LabelIndexes.Make(fresh, 0, 3, []).CopyTo(to, fresh.IndexOffset(0));
                        LabelIndexes.Make(fresh, 1, 2, []).CopyTo(to, fresh.IndexOffset(1));
                        foreach (var transfer in size <= 16 << 10 ? new[] { 8, 2040 } : [2040, 4096])
                        {
                            if (LabelTransition.Find(from, to, transfer) is { } writes)
                            {
                                Walk(from, to, writes, transfer);
                            }
                            else
                            {
                                refused.Add($"{size} from {old.Version} block {current}, {kind}, {transfer}");
                            }
                        }
                    }
                }
            }
        }

        Assert.Empty(refused);
    }

    [Fact]
    public void Without_a_free_slot_there_is_no_safe_order()
    {
        var from = Full(1);
        Assert.Null(LabelTransition.Find(from, Full(2), 4096));
        Assert.NotNull(LabelTransition.Find(from, new byte[1024], 4096));
    }

    private static void Walk(byte[] from, byte[] to, IReadOnlyList<LabelWrite> writes, int transfer)
    {
        var area = from.ToArray();
        var (before, after) = (Meaning(from), Meaning(to));
        var isNew = before == after;
        foreach (var write in writes)
        {
            Assert.InRange(write.Bytes.Length, 1, transfer);
            write.Bytes.CopyTo(area, write.Offset);
            var now = Meaning(area);
            isNew |= now == after;
            Assert.Equal(isNew ? after : before, now);
        }

        Assert.Equal(to, area);
    }

    /// <summary>The label size and the labels that the kernel takes, without their slots.</summary>
    private static string Meaning(byte[] bytes)
    {
        var area = GoldenLabels.Decode(bytes);
        var labels = area.Labels.Where(l => l.Valid).Select(l => $"{l.Uuid} {l.Name} {l.Position}/{l.Count} {l.Start:x}+{l.Size:x} {l.InterleaveSetCookie} {l.SectorSize} {l.Flags}");
        return $"{area.Version}\n{string.Join('\n', labels.Order(StringComparer.Ordinal))}";
    }

    private static byte[] Full(byte mark)
    {
        var area = new byte[1024];
        var layout = LabelLayout.For(area.Length, 128);
        LabelIndexes.Make(layout, 0, 3, Enumerable.Range(0, layout.Slots)).CopyTo(area, 0);
        for (var slot = 0; slot < layout.Slots; slot++)
        {
            area[layout.SlotOffset(slot)] = mark;
            area[layout.SlotOffset(slot) + 120] = (byte)slot;
        }

        return area;
    }

    /// <summary>An area with labels of one version or the other, with one index block or both, or without any.</summary>
    private static byte[] Random(Random random, int size)
    {
        var area = new byte[size];
        random.NextBytes(area);
        if (random.Next(6) == 0)
        {
            area.AsSpan(0, random.Next(2) * size).Clear();
            return area;
        }

        var layout = LabelLayout.For(size, random.Next(2) == 0 ? 128 : 256);
        var sequence = random.Next(1, 4);
        for (var number = 0; number < 2; number++)
        {
            var used = Enumerable.Range(0, layout.Slots).Where(_ => random.Next(layout.Slots) < 4).ToList();
            foreach (var slot in used)
            {
                Label(random, area.AsSpan(layout.SlotOffset(slot), layout.LabelSize), slot);
            }

            if (number == 0 || random.Next(4) > 0)
            {
                LabelIndexes.Make(layout, number, number == 0 ? sequence : random.Next(1, 4), used).CopyTo(area, layout.IndexOffset(number));
            }
        }

        return area;
    }

    private static void Label(Random random, Span<byte> label, int slot)
    {
        random.NextBytes(label[..120]);
        label[16] = (byte)'n';
        label[17] = 0;
        BitConverter.TryWriteBytes(label[120..], slot);
        if (label.Length == 256)
        {
            GoldenLabels.Sum(label, 248);
        }
    }
}
