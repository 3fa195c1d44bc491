namespace NvdimmPS.InfoBlocks.Sector;

/// <summary>Counts what can be very many, and keeps the first few.</summary>
internal sealed class Examples
{
    private const int Most = 4;

    private readonly List<string> _first = [];

    public long Count { get; private set; }

    /// <summary>The first few, and how many there are if that is more.</summary>
    public IEnumerable<string> Shown => Count > Most ? [.. _first, $"{Count} in all"] : _first;

    /// <summary>Takes another one; its text is made only where it is kept.</summary>
    public void Add(FormattableString text)
    {
        if (Count++ < Most)
        {
            _first.Add(FormattableString.Invariant(text));
        }
    }
}
