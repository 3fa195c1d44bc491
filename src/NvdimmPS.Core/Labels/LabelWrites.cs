namespace NvdimmPS.Labels;

/// <summary>One write of label bytes, no longer than a transfer.</summary>
/// <param name="Offset">Where it begins in the area.</param>
/// <param name="Bytes">What is written.</param>
internal sealed record LabelWrite(int Offset, byte[] Bytes);

/// <summary>Writes in the order in which they were put down, and the area after them. What would change nothing is left out.</summary>
/// <param name="area">The area before.</param>
/// <param name="maxTransfer">The most bytes of one write.</param>
internal sealed class LabelWrites(ReadOnlySpan<byte> area, int maxTransfer)
{
    private const int Unit = 256; // runs of bytes are widened to this, so that two near each other are one write

    private readonly List<LabelWrite> _writes = [];

    /// <summary>The area as it is after all writes so far.</summary>
    public byte[] Area { get; } = area.ToArray();

    /// <summary>The writes so far.</summary>
    public IReadOnlyList<LabelWrite> All => _writes;

    /// <summary>Writes a block, whole, unless it stands there already.</summary>
    public void Put(int offset, ReadOnlySpan<byte> bytes)
    {
        if (Area.AsSpan(offset, bytes.Length).SequenceEqual(bytes))
        {
            return;
        }

        for (var at = 0; at < bytes.Length; at += maxTransfer)
        {
            var part = bytes.Slice(at, Math.Min(maxTransfer, bytes.Length - at));
            if (!Area.AsSpan(offset + at, part.Length).SequenceEqual(part))
            {
                part.CopyTo(Area.AsSpan(offset + at));
                _writes.Add(new LabelWrite(offset + at, part.ToArray()));
            }
        }
    }

    /// <summary>Writes what differs of a range.</summary>
    public void PutWhatDiffers(ReadOnlySpan<byte> wanted, int start, int end)
    {
        for (var at = start; at < end;)
        {
            var run = Run(wanted, at, end);
            if (run.Length == 0)
            {
                return;
            }

            Put(run.Start, wanted.Slice(run.Start, run.Length));
            at = run.Start + run.Length;
        }
    }

    private (int Start, int Length) Run(ReadOnlySpan<byte> wanted, int at, int end)
    {
        var start = at + wanted[at..end].CommonPrefixLength(Area.AsSpan(at, end - at));
        if (start == end)
        {
            return (end, 0);
        }

        start = Math.Max(at, start / Unit * Unit);
        var stop = start;
        while (stop < end)
        {
            var next = Math.Min(end, (stop / Unit * Unit) + Unit);
            if (wanted[stop..next].SequenceEqual(Area.AsSpan(stop, next - stop)))
            {
                break;
            }

            stop = next;
        }

        return (start, stop - start);
    }
}
