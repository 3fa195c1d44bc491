namespace NvdimmPS.Dsm;

/// <summary>The vocabulary in which a family's tables are written.</summary>
internal static class Field
{
    public static DsmField U8(string name, string? description = null, string? unit = null) => Unsigned(name, 1, description, unit);

    public static DsmField U16(string name, string? description = null, string? unit = null) => Unsigned(name, 2, description, unit);

    public static DsmField U32(string name, string? description = null, string? unit = null) => Unsigned(name, 4, description, unit);

    public static DsmField U64(string name, string? description = null, string? unit = null) => Unsigned(name, 8, description, unit);

    public static DsmField Temperature(string name, string? description = null) =>
        new() { Name = name, Kind = DsmFieldKind.Temperature, Size = 2, Unit = "°C", Description = description };

    public static DsmField Duration(string name, int size, string? description = null) =>
        new() { Name = name, Kind = DsmFieldKind.Duration, Size = size, Unit = "ms", Description = description };

    /// <summary>An enumeration; <paramref name="words"/> are for the values 0, 1, 2 … unless <see cref="Values"/> says otherwise.</summary>
    public static DsmField Enum(string name, int size, string? description, params string[] words) =>
        new() { Name = name, Kind = DsmFieldKind.Enum, Size = size, Description = description, Words = Numbered(words) };

    /// <summary>A bit mask; words from bit 0 up, null for a reserved bit.</summary>
    public static DsmField Flags(string name, int size, string? description, params string?[] words) =>
        new() { Name = name, Kind = DsmFieldKind.Flags, Size = size, Description = description, Words = Numbered(words) };

    public static DsmField Bytes(string name, int size, string? description = null) =>
        new() { Name = name, Kind = DsmFieldKind.Bytes, Size = size, Description = description };

    /// <summary>Bytes up to the end, or as many as another field says.</summary>
    public static DsmField Tail(string name, string? description = null, string? countedBy = null) =>
        new() { Name = name, Kind = DsmFieldKind.Bytes, Size = 1, IsTail = true, Description = description, CountedBy = countedBy };

    public static DsmField Records(string name, string countedBy, string description, params DsmField[] element)
    {
        var layout = new DsmLayout(element);
        return new() { Name = name, Kind = DsmFieldKind.Records, Size = layout.FixedSize, IsTail = true, CountedBy = countedBy,
            Element = layout, Description = description };
    }

    public static DsmField Reserved(int size) => new() { Name = "Reserved", Kind = DsmFieldKind.Reserved, Size = size };

    /// <summary>A passphrase: 32 bytes, never shown.</summary>
    public static DsmField Secret(string name, int size, string description) =>
        new() { Name = name, Kind = DsmFieldKind.Bytes, Size = size, Description = description, IsSecret = true };

    public static DsmField ValidBit(this DsmField field, string flags, int bit) => field.ValidWhen(flags, 1UL << bit, 1UL << bit);

    public static DsmField ValidWhen(this DsmField field, string other, ulong mask, ulong value) =>
        field with { ValidWhen = [.. field.ValidWhen, new DsmCondition(other, mask, value)] };

    public static DsmField ValidUnless(this DsmField field, string other, ulong mask, ulong value) =>
        field with { ValidWhen = [.. field.ValidWhen, new DsmCondition(other, mask, value) { Not = true }] };

    public static DsmField ShorterWhen(this DsmField field, string flags, int bit, int size) =>
        field with { Shorter = (new DsmCondition(flags, 1UL << bit, 1UL << bit), size) };

    public static DsmField OnFailureToo(this DsmField field) => field with { ReportedOnFailure = true };

    public static DsmField SetsBit(this DsmField field, string other, int bit) =>
        field with { Sets = [.. field.Sets, new DsmCondition(other, 1UL << bit, 1UL << bit)] };

    public static DsmField NotReported(this DsmField field, ulong raw, string reason) =>
        field with { NotReported = [.. field.NotReported, new DsmWord(raw, reason)] };

    public static DsmField Values(this DsmField field, params (ulong Value, string Word)[] words) =>
        field with { Words = Array.ConvertAll(words, w => new DsmWord(w.Value, w.Word)) };

    public static DsmField Otherwise(this DsmField field, string word) => field with { OtherWord = word };

    public static DsmField Range(this DsmField field, double minimum, double maximum) =>
        field with { Minimum = minimum, Maximum = maximum };

    public static DsmField Default(this DsmField field, ulong raw) => field with { Default = raw };

    public static DsmField Needed(this DsmField field) => field with { Required = true };

    public static DsmField Counts(this DsmField field, string other) => field with { Counts = other };

    public static DsmField CountedBy(this DsmField field, string other) => field with { CountedBy = other };

    /// <summary>Lies at an offset of its own, over other fields.</summary>
    public static DsmField Over(this DsmField field, int offset) => field with { Offset = offset, IsOverlay = true };

    private static DsmField Unsigned(string name, int size, string? description, string? unit) =>
        new() { Name = name, Kind = DsmFieldKind.Unsigned, Size = size, Unit = unit, Description = description };

    private static List<DsmWord> Numbered(string?[] words)
    {
        var numbered = new List<DsmWord>(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i] is { } word)
            {
                numbered.Add(new DsmWord((ulong)i, word));
            }
        }

        return numbered;
    }
}
