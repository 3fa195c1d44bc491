namespace NvdimmPS.Labels;

/// <summary>
/// Makes room in an area while its labels stay what they are: labels go into free slots, and their index into the block that is not in the
/// way, each as the kernel itself would have it.
/// </summary>
internal static class LabelRoom
{
    /// <summary>
    /// Clears a range of labels and of the index that counts. Gives the block that counts then; null where there is no room.
    /// </summary>
    public static int? Make(LabelWrites writes, LabelLayout layout, int current, (int Start, int End) range)
    {
        var used = LabelState.Used(writes.Area, layout, current);
        var slots = new LabelIndexBlock(writes.Area, layout, current).SafeSlots;
        var taken = used.ToHashSet();
        var kept = new List<int>();
        var spare = slots - 1;
        foreach (var slot in used)
        {
            var label = writes.Area.AsSpan(layout.SlotOffset(slot), layout.LabelSize).ToArray();
            if (!new LabelEntry(label).IsValidIn(slot))
            {
                continue; // The kernel passes over it, so it is nothing to keep.
            }

            if (!Meets(range, layout.SlotOffset(slot), layout.LabelSize))
            {
                kept.Add(slot);
                continue;
            }

            while (spare >= 0 && (taken.Contains(spare) || Meets(range, layout.SlotOffset(spare), layout.LabelSize)))
            {
                spare--;
            }

            if (spare < 0)
            {
                return null;
            }

            writes.Put(layout.SlotOffset(spare), LabelEntry.MovedTo(label, spare));
            kept.Add(spare--);
        }

        // The other block first: where that one is in the way, back again.
        var sequence = new LabelIndexBlock(writes.Area, layout, current).ShortSequence;
        for (var turn = 0; turn < 2; turn++)
        {
            current = 1 - current;
            sequence = LabelIndexes.Next(sequence);
            writes.Put(layout.IndexOffset(current), LabelIndexes.Make(layout, current, sequence, kept, slots));
            if (!Meets(range, layout.IndexOffset(current), layout.IndexSize))
            {
                return current;
            }
        }

        return null;
    }

    private static bool Meets((int Start, int End) range, int start, int length) => start < range.End && range.Start < start + length;
}
