using System.Globalization;
using System.Text;

namespace NvdimmPS.Labels;

/// <summary>Where label bytes come from.</summary>
/// <param name="Source">The word for it.</param>
internal sealed record LabelOrigin(string Source)
{
    public string? Dimm { get; init; }

    public string? Path { get; init; }

    public string? Serial { get; init; }

    public string? UniqueId { get; init; }

    public int? MaxTransfer { get; init; }

    public DateTime Time { get; init; }

    /// <summary>Why what is null is so.</summary>
    public IReadOnlyDictionary<string, string> Unavailable { get; init; } = UnavailableReasons.None;
}

/// <summary>From the bytes of a label area to objects. Whatever the bytes are, nothing is read past them.</summary>
internal static class LabelDecoder
{
    private const string NoIndex = "no index block is valid";

    private static readonly (uint Bit, string Name)[] FlagNames = [(1, "ReadOnly"), (2, "Local"), (4, "Btt"), (8, "Updating")];

    private static readonly (Guid Guid, string Name)[] HolderClasses =
    [
        (new("8aed63a2-29a2-4c66-8b12-f05d15d3922a"), "btt"), (new("18633bfc-1735-4217-8ac9-17239282d3f8"), "btt2"),
        (new("266400ba-fb9f-4677-bcb0-968f11d0d225"), "pfn"), (new("97a86d9c-3cdd-4eda-986f-5068b4f80088"), "dax"),
    ];

    /// <summary>Decodes an area.</summary>
    /// <param name="bytes">The bytes; they are kept.</param>
    /// <param name="origin">Where they come from.</param>
    /// <param name="includeFree">Whether what free slots still hold is given too; without a valid index block that is all there is.</param>
    /// <exception cref="NvdimmException">The area is too small for any label.</exception>
    public static NvdimmLabelArea Decode(byte[] bytes, LabelOrigin origin, bool includeFree = false)
    {
        var found = LabelIndexes.Find(bytes);
        var layout = found?.Layout ?? Guess(bytes);
        if (!layout.Fits)
        {
            throw LabelErrors.TooSmall(origin.Dimm ?? origin.Path ?? "labels", bytes.Length);
        }

        var current = found?.Current;
        NvdimmLabelIndex[] indexes =
            [Index(bytes, layout, 0, current == 0, origin.Dimm), Index(bytes, layout, 1, current == 1, origin.Dimm)];
        var slots = current is { } c ? new LabelIndexBlock(bytes, layout, c).SafeSlots : (int?)null;
        var used = current is { } u ? indexes[u].UsedSlots.ToHashSet() : [];
        var labels = new List<NvdimmLabel>();
        for (var slot = 0; slot < (slots ?? layout.Slots); slot++)
        {
            var label = bytes.AsSpan(layout.SlotOffset(slot), layout.LabelSize);
            if (used.Contains(slot) || (includeFree && label.ContainsAnyExcept((byte)0)))
            {
                labels.Add(Label(label, slot, used.Contains(slot), origin.Dimm));
            }
        }

        return new NvdimmLabelArea
        {
            Dimm = origin.Dimm, Path = origin.Path, Serial = origin.Serial, UniqueId = origin.UniqueId, MaxTransfer = origin.MaxTransfer,
            Version = found is null ? null : layout.Version,
            LabelSize = layout.LabelSize,
            CurrentIndex = current,
            Slots = slots,
            UsedSlots = found is null ? null : used.Count,
            Indexes = indexes,
            Labels = labels.ToArray(),
            Bytes = bytes,
            Time = origin.Time,
            Source = origin.Source,
            Unavailable = Reasons(origin, found is null),
        };
    }

    /// <summary>The layout by what an index block claims, valid or not; version 1.1 where there is none, as ndctl reads it.</summary>
    public static LabelLayout Guess(ReadOnlySpan<byte> bytes)
    {
        var old = LabelLayout.For(bytes.Length, 128);
        var layout = LabelLayout.For(bytes.Length, 256);
        return layout.Fits && IsClaimed(bytes, layout) && !IsClaimed(bytes, old) ? layout : old.Fits ? old : layout;
    }

    private static bool IsClaimed(ReadOnlySpan<byte> bytes, LabelLayout layout)
    {
        for (var i = 0; layout.Fits && i < 2; i++)
        {
            var block = new LabelIndexBlock(bytes, layout, i);
            if (block.IsSigned && (block.Faults & LabelIndexFaults.LabelSize) == 0)
            {
                return true;
            }
        }

        return false;
    }

    private static NvdimmLabelIndex Index(ReadOnlySpan<byte> area, LabelLayout layout, int number, bool isCurrent, string? dimm)
    {
        var block = new LabelIndexBlock(area, layout, number);
        var used = new List<int>();
        for (var slot = 0; block.IsSigned && slot < block.SafeSlots; slot++)
        {
            if (!block.IsFree(slot))
            {
                used.Add(slot);
            }
        }

        return new NvdimmLabelIndex
        {
            Dimm = dimm, Index = number, Current = isCurrent, Faults = Names(block.Faults),
            Signature = Text(block.Bytes[..16]), Flags = block.Flags,
            Version = string.Create(CultureInfo.InvariantCulture, $"{block.Major}.{block.Minor}"),
            LabelSize = block.LabelSizeCode < 32 ? 128L << block.LabelSizeCode : 0,
            Sequence = block.Sequence, Offset = block.Offset, Size = block.Size, OtherOffset = block.OtherOffset,
            LabelOffset = block.LabelOffset, Slots = block.Slots, UsedSlots = used.ToArray(),
            Checksum = block.Checksum, ComputedChecksum = block.ComputedChecksum, Bytes = block.Bytes.ToArray(),
        };
    }

    private static NvdimmLabel Label(ReadOnlySpan<byte> bytes, int slot, bool isUsed, string? dimm)
    {
        var entry = new LabelEntry(bytes);
        var abstraction = entry.Abstraction;
        return new NvdimmLabel
        {
            Dimm = dimm, Slot = slot, Used = isUsed, Form = entry.Form.ToString(), Uuid = entry.Uuid, Name = Text(entry.Name),
            Flags = Flags(entry.Flags), Count = entry.Count, Position = entry.Position,
            InterleaveSetCookie = entry.Cookie is { } cookie ? string.Create(CultureInfo.InvariantCulture, $"0x{cookie:x}") : null,
            Cookie = entry.Cookie, SectorSize = entry.SectorSize, Start = entry.Start, Size = entry.Size, SlotField = entry.Slot,
            Alignment = entry.Alignment, TypeGuid = entry.Type, AbstractionGuid = abstraction,
            HolderClass = Array.Find(HolderClasses, h => h.Guid == abstraction).Name,
            Checksum = entry.Checksum, ChecksumValid = entry.IsSumRight, Bytes = bytes.ToArray(),
            IsUpdating = (entry.Flags & 8) != 0, IsBlank = entry.IsBlank, IsOfNamespace = entry.Form != LabelForm.CxlRegion,
        };
    }

    private static ItemList<string> Flags(uint flags)
    {
        var names = FlagNames.Where(f => (flags & f.Bit) != 0).Select(f => f.Name).ToList();
        var rest = flags & ~FlagNames.Aggregate(0u, (all, f) => all | f.Bit);
        if (rest != 0)
        {
            names.Add(string.Create(CultureInfo.InvariantCulture, $"0x{rest:x}"));
        }

        return names.ToArray();
    }

    private static ItemList<string> Names(LabelIndexFaults faults) =>
        [.. Enum.GetValues<LabelIndexFaults>().Where(f => f != LabelIndexFaults.None && faults.HasFlag(f)).Select(f => f.ToString())];

    /// <summary>Up to the first zero byte; it can be shown.</summary>
    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var end = bytes.IndexOf((byte)0);
        return Printable.Line(Encoding.UTF8.GetString(end < 0 ? bytes : bytes[..end]));
    }

    private static IReadOnlyDictionary<string, string> Reasons(LabelOrigin origin, bool hasNoIndex)
    {
        if (!hasNoIndex)
        {
            return origin.Unavailable;
        }

        string[] unknown =
        [
            nameof(NvdimmLabelArea.Version), nameof(NvdimmLabelArea.CurrentIndex), nameof(NvdimmLabelArea.Slots),
            nameof(NvdimmLabelArea.UsedSlots), nameof(NvdimmLabelArea.FreeSlots),
        ];
        return unknown.Select(name => KeyValuePair.Create(name, NoIndex)).Concat(origin.Unavailable).ToDictionary();
    }
}
