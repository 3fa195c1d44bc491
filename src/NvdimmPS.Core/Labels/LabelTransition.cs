namespace NvdimmPS.Labels;

/// <summary>
/// The writes from one area to another, in an order in which after each of them the kernel finds the old labels or the new ones. The
/// order is proved on the bytes before anything is sent; where there is none, nothing is sent.
/// </summary>
internal static class LabelTransition
{
    /// <summary>The writes; null where no order is safe.</summary>
    public static IReadOnlyList<LabelWrite>? Find(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, int maxTransfer)
    {
        if ((IsSafe(from, to, Direct(from, to, maxTransfer, isCurrentFirst: true))
            ?? IsSafe(from, to, Direct(from, to, maxTransfer, isCurrentFirst: false))) is { } direct)
        {
            return direct;
        }

        return LabelIndexes.Find(from) is null || LabelIndexes.Find(to) is null ? null
            : IsSafe(from, to, Careful(from, to, maxTransfer, isMoved: false))
                ?? IsSafe(from, to, Careful(from, to, maxTransfer, isMoved: true))
                ?? IsSafe(from, to, Careful(from, to, maxTransfer, isMoved: false, cleared: 1))
                ?? IsSafe(from, to, Careful(from, to, maxTransfer, isMoved: false, cleared: 0));
    }

    /// <summary>
    /// Labels before index blocks: good where one of the two areas has no labels, or where they differ in what is not live.
    /// </summary>
    private static LabelWrites Direct(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, int maxTransfer, bool isCurrentFirst)
    {
        var writes = new LabelWrites(from, maxTransfer);
        if (LabelIndexes.Find(to) is var (layout, current))
        {
            writes.PutWhatDiffers(to, layout.LabelOffset, to.Length);
            foreach (var index in isCurrentFirst ? [current, 1 - current] : (int[])[1 - current, current])
            {
                writes.Put(layout.IndexOffset(index), to.Slice(layout.IndexOffset(index), layout.IndexSize));
            }
        }
        else
        {
            // What is taken away goes from the least to the most: an old block must not count again once the current one is gone.
            foreach (var (start, length) in Blocks(from))
            {
                writes.Put(start, to.Slice(start, length));
            }
        }

        writes.PutWhatDiffers(to, 0, to.Length);
        return writes;
    }

    /// <summary>The valid index blocks in all layouts, the one that counts last.</summary>
    private static List<(int Start, int Length)> Blocks(ReadOnlySpan<byte> area)
    {
        var found = new List<(int Start, int Length)>();
        foreach (var labelSize in LabelLayout.LabelSizes)
        {
            var layout = LabelLayout.For(area.Length, labelSize);
            for (var i = 0; layout.Fits && i < 2; i++)
            {
                if (new LabelIndexBlock(area, layout, i).Faults == LabelIndexFaults.None)
                {
                    found.Add((layout.IndexOffset(i), layout.IndexSize));
                }
            }
        }

        if (LabelIndexes.Find(area) is var (own, current))
        {
            found.Remove((own.IndexOffset(current), own.IndexSize));
            found.Add((own.IndexOffset(current), own.IndexSize));
        }

        return found;
    }

    /// <summary>
    /// The new labels first, into slots that are not live; those whose slot is live now for a while into another one. Then an index
    /// block of the new labels in place of the one that does not count: the moment at which the new ones are there. Then both blocks,
    /// and then, with the new labels safe, everything as it is to be.
    /// </summary>
    /// <param name="from">The area now.</param>
    /// <param name="to">The area that it becomes.</param>
    /// <param name="maxTransfer">The most bytes of one write.</param>
    /// <param name="isMoved">
    /// Whether the old labels' index is moved to the other block first: in another layout its place may be in the way.
    /// </param>
    /// <param name="cleared">
    /// The new index block that is to come first, and for whose place the old labels and their index make way; null where none does.
    /// </param>
    private static LabelWrites? Careful(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, int maxTransfer, bool isMoved, int? cleared = null)
    {
        var (oldLayout, oldCurrent) = LabelIndexes.Find(from)!.Value;
        var (layout, current) = LabelIndexes.Find(to)!.Value;
        var writes = new LabelWrites(from, maxTransfer);
        if (isMoved)
        {
            var moved = new LabelIndexBlock(from, oldLayout, oldCurrent);
            var bytes = moved.Bytes.ToArray();
            oldCurrent = 1 - oldCurrent;
            LabelIndexes.Place(bytes, oldLayout, oldCurrent, LabelIndexes.Next(moved.ShortSequence));
            writes.Put(oldLayout.IndexOffset(oldCurrent), bytes);
        }

        if (cleared is { } way)
        {
            var place = layout.IndexOffset(way);
            if (LabelRoom.Make(writes, oldLayout, oldCurrent, (place, place + layout.IndexSize)) is not { } kept)
            {
                return null;
            }

            oldCurrent = kept;
        }

        var oldBlock = oldLayout.IndexOffset(oldCurrent);
        var live = new List<(int Start, int End)> { (oldBlock, oldBlock + oldLayout.IndexSize) };
        live.AddRange(LabelState.Used(writes.Area, oldLayout, oldCurrent)
            .Select(s => (oldLayout.SlotOffset(s), oldLayout.SlotOffset(s) + oldLayout.LabelSize)));
        if (Place(to, layout, current, live, writes) is not { } places)
        {
            return null;
        }

        // In the same layout the next number makes it the current one; in another one any number will do.
        var sequence = LabelIndexes.Next(new LabelIndexBlock(writes.Area, oldLayout, oldCurrent).ShortSequence);
        var slots = new LabelIndexBlock(to, layout, current).SafeSlots;
        var first = cleared ?? (Meets(live[0], layout.IndexOffset(1 - oldCurrent), layout.IndexSize) ? oldCurrent : 1 - oldCurrent);
        writes.Put(layout.IndexOffset(first), LabelIndexes.Make(layout, first, sequence, places, slots));
        if (layout.IndexSize != oldLayout.IndexSize)
        {
            writes.Put(oldBlock, new byte[oldLayout.IndexSize]);
        }

        writes.Put(layout.IndexOffset(1 - first), LabelIndexes.Make(layout, 1 - first, LabelIndexes.Next(sequence), places, slots));
        foreach (var slot in LabelState.Used(to, layout, current))
        {
            writes.Put(layout.SlotOffset(slot), to.Slice(layout.SlotOffset(slot), layout.LabelSize));
        }

        foreach (var index in new[] { current, 1 - current })
        {
            writes.Put(layout.IndexOffset(index), to.Slice(layout.IndexOffset(index), layout.IndexSize));
        }

        writes.PutWhatDiffers(to, 0, to.Length);
        return writes;
    }

    /// <summary>Writes the new labels where nothing is live, and gives their slots; null where there is no room.</summary>
    private static List<int>? Place(ReadOnlySpan<byte> to, LabelLayout layout, int current, List<(int Start, int End)> live,
        LabelWrites writes)
    {
        var used = LabelState.Used(to, layout, current);
        var slots = new LabelIndexBlock(to, layout, current).SafeSlots;
        var taken = used.ToHashSet();
        var places = new List<int>();
        var spare = slots - 1;
        foreach (var slot in used)
        {
            var label = to.Slice(layout.SlotOffset(slot), layout.LabelSize);
            if (!new LabelEntry(label).IsValidIn(slot))
            {
                continue; // The kernel passes over it, so it is nothing to keep.
            }

            var place = slot;
            if (!writes.Area.AsSpan(layout.SlotOffset(slot), layout.LabelSize).SequenceEqual(label)
                && live.Exists(l => Meets(l, layout.SlotOffset(slot), layout.LabelSize)))
            {
                while (spare >= 0 && (taken.Contains(spare) || live.Exists(l => Meets(l, layout.SlotOffset(spare), layout.LabelSize))))
                {
                    spare--;
                }

                place = spare--;
                if (place < 0)
                {
                    return null;
                }
            }

            writes.Put(layout.SlotOffset(place), place == slot ? label : LabelEntry.MovedTo(label, place));
            places.Add(place);
        }

        return places;
    }

    private static bool Meets((int Start, int End) live, int start, int length) => start < live.End && live.Start < start + length;

    /// <summary>
    /// The writes where after each of them, and in the middle of each, the state is the old or the new one, and in the end the area is
    /// the new one; else null.
    /// </summary>
    private static IReadOnlyList<LabelWrite>? IsSafe(ReadOnlySpan<byte> from, ReadOnlySpan<byte> to, LabelWrites? writes)
    {
        if (writes is null || !writes.Area.AsSpan().SequenceEqual(to))
        {
            return null;
        }

        var area = from.ToArray();
        var (before, after) = (LabelState.Of(from), LabelState.Of(to));
        var isNew = before.Equals(after);
        foreach (var write in writes.All)
        {
            var half = write.Bytes.Length / 2;
            foreach (var end in (int[])[half, write.Bytes.Length])
            {
                write.Bytes.AsSpan(0, end).CopyTo(area.AsSpan(write.Offset));
                var state = LabelState.Of(area);
                if (!state.Equals(after) && (isNew || !state.Equals(before)))
                {
                    return null;
                }

                isNew |= state.Equals(after);
            }
        }

        return writes.All;
    }
}
