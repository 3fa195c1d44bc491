namespace NvdimmPS.Labels;

/// <summary>
/// What an area means to the kernel: the label size, and the labels that it would take, whatever slots they stand in. Two areas of
/// the same state give the same namespaces.
/// </summary>
internal sealed class LabelState : IEquatable<LabelState>
{
    private readonly int _labelSize;
    private readonly string[] _labels;

    private LabelState(int labelSize, string[] labels) => (_labelSize, _labels) = (labelSize, labels);

    /// <summary>The state of an area.</summary>
    public static LabelState Of(ReadOnlySpan<byte> area)
    {
        if (LabelIndexes.Find(area) is not var (layout, current))
        {
            return new LabelState(0, []);
        }

        var labels = new List<string>();
        foreach (var slot in Used(area, layout, current))
        {
            var label = area.Slice(layout.SlotOffset(slot), layout.LabelSize);
            if (new LabelEntry(label).IsValidIn(slot))
            {
                labels.Add(Convert.ToHexString(LabelEntry.MovedTo(label, 0)));
            }
        }

        return new LabelState(layout.LabelSize, [.. labels.Order(StringComparer.Ordinal)]);
    }

    /// <summary>The slots that an index block has as used.</summary>
    public static List<int> Used(ReadOnlySpan<byte> area, LabelLayout layout, int index)
    {
        var block = new LabelIndexBlock(area, layout, index);
        var used = new List<int>();
        for (var slot = 0; slot < block.SafeSlots; slot++)
        {
            if (!block.IsFree(slot))
            {
                used.Add(slot);
            }
        }

        return used;
    }

    /// <inheritdoc/>
    public bool Equals(LabelState? other) => other is not null && _labelSize == other._labelSize && _labels.SequenceEqual(other._labels);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as LabelState);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(_labelSize, _labels.Length);
}
