namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// Which parts of a DIMM belong to which namespace, in device physical addresses, and how the kernel gives out what is free
/// (drivers/nvdimm/namespace_devs.c and dimm_devs.c).
/// </summary>
internal sealed class DpaSpace
{
    private readonly List<Extent> _extents = []; // by address

    /// <summary>How many extents there are.</summary>
    public int Count => _extents.Count;

    /// <summary>Takes a range; false where it overlaps one that is taken.</summary>
    public bool Reserve(Guid owner, ulong start, ulong size)
    {
        var end = unchecked(start + size - 1);
        if (size == 0 || end < start || _extents.Exists(e => e.Start <= end && e.End >= start))
        {
            return false;
        }

        var index = _extents.FindIndex(e => e.Start > start);
        _extents.Insert(index < 0 ? _extents.Count : index, new Extent { Owner = owner, Start = start, Size = size });
        return true;
    }

    public int CountOf(Guid owner) => _extents.Count(e => e.Owner == owner);

    public ulong Allocated(Guid owner) => _extents.Where(e => e.Owner == owner).Aggregate(0UL, (sum, e) => sum + e.Size);

    /// <summary>The first extent, which is the one that a label names.</summary>
    public (ulong Start, ulong Size)? First(Guid owner) =>
        _extents.Find(e => e.Owner == owner) is { } extent ? (extent.Start, extent.Size) : null;

    public void Rename(Guid owner, Guid name) => _extents.Where(e => e.Owner == owner).ToList().ForEach(e => e.Owner = name);

    /// <summary>scan_free(): from the end of the last extent.</summary>
    public void Shrink(Guid owner, ulong amount)
    {
        while (amount > 0 && _extents.FindLast(e => e.Owner == owner) is { } last)
        {
            if (amount < last.Size)
            {
                last.Size -= amount;
                return;
            }

            amount -= last.Size;
            _extents.Remove(last);
        }
    }

    /// <summary>
    /// scan_allocate(): the first free piece that is large enough, and beside what the namespace has already. Where there is none
    /// the start of the mapping is tried. False where that is taken.
    /// </summary>
    public bool Grow(Guid owner, SimulatedMapping mapping, ulong align, ulong amount)
    {
        var mine = _extents.FindLast(e => e.Owner == owner);
        foreach (var (before, after, start, end) in Gaps(mapping, align))
        {
            if (end - start + 1 < amount || (mine is not null && start != mine.End + 1 && end + 1 != mine.Start))
            {
                continue;
            }

            if (after?.Owner == owner)
            {
                (after.Start, after.Size) = (after.Start - amount, after.Size + amount);
                return true;
            }

            if (before?.Owner == owner)
            {
                before.Size += amount;
                return true;
            }

            return Reserve(owner, start, amount);
        }

        return Reserve(owner, mapping.Start, amount);
    }

    /// <summary>nd_pmem_available_dpa(): all that is free, with extents rounded outwards.</summary>
    public ulong Available(SimulatedMapping mapping, ulong align)
    {
        ulong mapStart = mapping.Start, mapEnd = mapping.Start + mapping.Size - 1, busy = 0;
        foreach (var extent in _extents)
        {
            ulong start = Down(extent.Start, align), end = Up(extent.End + 1, align) - 1;
            if (start >= mapStart && start < mapEnd)
            {
                if (end > mapEnd)
                {
                    return 0; // misaligned to the interleave set
                }

                busy += end - start + 1;
            }
            else if (end >= mapStart && end <= mapEnd)
            {
                busy += end - start + 1;
            }
            else if (mapStart > start && mapStart < end)
            {
                busy += mapping.Size;
            }
        }

        return busy < mapping.Size ? Down(mapping.Size - busy, align) : 0;
    }

    /// <summary>nd_pmem_max_contiguous_dpa(): the largest free piece.</summary>
    public ulong LargestFree(SimulatedMapping mapping, ulong align)
    {
        var left = Available(mapping, align);
        var largest = 0UL;
        if (!_extents.Exists(e => IsIn(e, mapping)))
        {
            var (start, end) = (Up(mapping.Start, align), Down(mapping.Start + left, align));
            return end > start ? end - start : 0;
        }

        foreach (var (_, _, start, end) in Gaps(mapping, align))
        {
            var size = Math.Min(end - start + 1, left);
            largest = Math.Max(largest, size);
            left -= size;
        }

        return left == 0 ? largest : 0; // the kernel warns of an underrun and answers none
    }

    /// <summary>The free pieces between, before and behind the extents of a mapping, rounded inwards.</summary>
    private List<(Extent? Before, Extent? After, ulong Start, ulong End)> Gaps(SimulatedMapping mapping, ulong align)
    {
        var gaps = new List<(Extent?, Extent?, ulong, ulong)>();
        var mapEnd = mapping.Start + mapping.Size - 1;
        var first = true;
        for (var i = 0; i < _extents.Count; i++)
        {
            var extent = _extents[i];
            if (!IsIn(extent, mapping))
            {
                continue;
            }

            if (first && extent.Start > mapping.Start)
            {
                Add(null, extent, mapping.Start, extent.Start);
            }

            first = false;
            var next = i + 1 < _extents.Count ? _extents[i + 1] : null;
            Add(extent, next, extent.End + 1, next is null ? mapEnd + 1 : Math.Min(mapEnd + 1, next.Start));
        }

        return gaps;

        void Add(Extent? before, Extent? after, ulong start, ulong limit)
        {
            (start, limit) = (Up(start, align), Down(limit, align));
            if (start < limit && start < limit - 1)
            {
                gaps.Add((before, after, start, limit - 1));
            }
        }
    }

    private static bool IsIn(Extent extent, SimulatedMapping mapping) =>
        extent.Start <= mapping.Start + mapping.Size - 1 && extent.End >= mapping.Start;

    private static ulong Down(ulong value, ulong align) => value - (value % align);

    private static ulong Up(ulong value, ulong align) => Down(value + align - 1, align);

    private sealed class Extent
    {
        public required Guid Owner { get; set; }

        public required ulong Start { get; set; }

        public required ulong Size { get; set; }

        public ulong End => Start + Size - 1;
    }
}
