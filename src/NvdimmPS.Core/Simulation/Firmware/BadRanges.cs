namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// Injected memory errors of a bus, kept by the rules of drivers/nvdimm/badrange.c: an equal start replaces the length,
/// overlaps stay, clearing trims and splits.
/// </summary>
internal sealed class BadRanges
{
    private readonly List<(ulong Start, ulong Length)> _ranges = [];

    public IReadOnlyList<(ulong Start, ulong Length)> All => _ranges;

    /// <summary>Counts the changes.</summary>
    public int Version { get; private set; }

    public void Add(ulong start, ulong length)
    {
        Version++;
        var known = _ranges.FindIndex(r => r.Start == start);
        if (known < 0)
        {
            _ranges.Add((start, length));
        }
        else
        {
            _ranges[known] = (start, length);
        }
    }

    public void Forget(ulong start, ulong length)
    {
        Version++;
        var end = start + length - 1;
        for (int i = 0, left = _ranges.Count; left > 0; left--)
        {
            var (first, size) = _ranges[i];
            var last = first + size - 1;
            if (last < start || first > end)
            {
                i++;
            }
            else if (first >= start && last <= end)
            {
                _ranges.RemoveAt(i);
            }
            else if (first >= start)
            {
                // One that shares only its first byte stays whole: the kernel asks for end > first.
                _ranges[i++] = end > first ? (end + 1, last - end) : (first, size);
            }
            else
            {
                _ranges[i++] = (first, start - first);
                if (last > end)
                {
                    _ranges.Add((end + 1, last - end)); // the right half of a split goes to the list's end
                }
            }
        }
    }

    /// <summary>The parts of the ranges that lie inside a window, in list order.</summary>
    public IEnumerable<(ulong Start, ulong Length)> Inside(ulong start, ulong length)
    {
        var end = start + length - 1;
        foreach (var (first, size) in _ranges)
        {
            var last = first + size - 1;
            if (last >= start && first <= end)
            {
                var from = Math.Max(first, start);
                yield return (from, Math.Min(last, end) - from + 1);
            }
        }
    }
}
