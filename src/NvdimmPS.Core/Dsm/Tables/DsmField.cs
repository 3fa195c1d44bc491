namespace NvdimmPS.Dsm;

/// <summary>How a field's bytes are read.</summary>
public enum DsmFieldKind
{
    /// <summary>A little-endian number of 1 to 8 bytes.</summary>
    Unsigned,

    /// <summary>16 bits, sign and magnitude, 1/16 °C (not two's complement).</summary>
    Temperature,

    /// <summary>A JEDEC time of 2 to 4 bytes, shown in ms: bits 14:0 count milliseconds, or seconds where bit 15 is set.</summary>
    Duration,

    /// <summary>A number of which each value is a word.</summary>
    Enum,

    /// <summary>A bit mask of which each bit is a word.</summary>
    Flags,

    /// <summary>Bytes as they are.</summary>
    Bytes,

    /// <summary>A repeated structure.</summary>
    Records,

    /// <summary>Not a field: zero when sent, not looked at when received.</summary>
    Reserved,
}

/// <summary>A word for a value of an enumeration, or for a bit of a mask.</summary>
public sealed record DsmWord(ulong Value, string Word);

/// <summary>Holds when the masked bits of another field of the same layout have a value.</summary>
public sealed record DsmCondition(string Field, ulong Mask, ulong Value)
{
    /// <summary>True where they must have another value.</summary>
    public bool Not { get; init; }
}

/// <summary>
/// A field of a payload, said once: decode, encode, explain, documentation and completion all read this. Made by
/// <see cref="Field"/>; its offset comes from its place in a <see cref="DsmLayout"/>.
/// </summary>
public sealed record DsmField
{
    /// <summary>The name, as on results and in arguments.</summary>
    public required string Name { get; init; }

    /// <summary>How it is read.</summary>
    public required DsmFieldKind Kind { get; init; }

    /// <summary>Its size in bytes; of a tail, that of one element.</summary>
    public required int Size { get; init; }

    /// <summary>Where it starts.</summary>
    public int Offset { get; init; }

    /// <summary>The unit of the value as shown, such as <c>°C</c>, <c>%</c>, <c>bytes</c> or <c>µs</c>.</summary>
    public string? Unit { get; init; }

    /// <summary>What it means, in a few words.</summary>
    public string? Description { get; init; }

    /// <summary>The words of an enumeration or of a mask's bits.</summary>
    public IReadOnlyList<DsmWord> Words { get; init; } = [];

    /// <summary>The word for every value that <see cref="Words"/> does not name, where the specification has one.</summary>
    public string? OtherWord { get; init; }

    /// <summary>Reported only when these hold.</summary>
    public IReadOnlyList<DsmCondition> ValidWhen { get; init; } = [];

    /// <summary>Raw values that mean "not reported", with the reason.</summary>
    public IReadOnlyList<DsmWord> NotReported { get; init; } = [];

    /// <summary>The bits of other fields that are set when this one is given and they are not.</summary>
    public IReadOnlyList<DsmCondition> Sets { get; init; } = [];

    /// <summary>The smallest value that may be sent, in the shown unit.</summary>
    public double? Minimum { get; init; }

    /// <summary>The largest value that may be sent, in the shown unit.</summary>
    public double? Maximum { get; init; }

    /// <summary>The raw value when it is not given.</summary>
    public ulong Default { get; init; }

    /// <summary>True where it must be given.</summary>
    public bool Required { get; init; }

    /// <summary>The field whose bytes or elements this one counts; computed when it is not given.</summary>
    public string? Counts { get; init; }

    /// <summary>The field that says how many bytes or elements there are; null takes all that is left.</summary>
    public string? CountedBy { get; init; }

    /// <summary>True for a field without a fixed end: it is the last one.</summary>
    public bool IsTail { get; init; }

    /// <summary>True where it lies over other fields and does not move the ones behind it.</summary>
    public bool IsOverlay { get; init; }

    /// <summary>What a repeated structure is made of.</summary>
    public DsmLayout? Element { get; init; }

    /// <summary>True where it is there with a status other than success too.</summary>
    public bool ReportedOnFailure { get; init; }

    /// <summary>Bytes that have less room when this holds, since other fields lie over the end.</summary>
    public (DsmCondition Condition, int Size)? Shorter { get; init; }

    /// <summary>The bits of its bytes that it is; null for all of them.</summary>
    internal Vendor.FieldBits? Bits { get; init; }

    /// <summary>How its bytes are read where they are no number and not shown as they are.</summary>
    internal Vendor.FieldForm? Form { get; init; }

    /// <summary>What its number counts: 4096 where it stands for units of 4 KiB. The value is then of all 64 bits.</summary>
    internal ulong Scale { get; init; } = 1;

    /// <summary>The versions of the firmware interface that report it; null for all.</summary>
    internal Vendor.FisRange? Fis { get; init; }

    /// <summary>Why this answer cannot have it, whatever stands in its bytes.</summary>
    internal string? Absent { get; init; }

    /// <summary>Fields that count the bytes behind an offset; it is reported as far as all of them reach.</summary>
    internal IReadOnlyList<(string Field, int Start)> Within { get; init; } = [];

    /// <summary>Bits of a mask that mean nothing.</summary>
    internal ulong Ignored { get; init; }

    /// <summary>True for records without a count that end where only zeros follow.</summary>
    internal bool IsPadded { get; init; }

    /// <summary>True for bytes that must never be shown or logged, such as a passphrase.</summary>
    public bool IsSecret { get; init; }

    /// <summary>True for a tail of a vendor's answer in which no secret can be, whatever it holds. Only built-in tables say so.</summary>
    internal bool HoldsNoSecret { get; init; }

    /// <summary>True where it is such bytes, or a repeated structure that has some.</summary>
    internal bool HoldsSecret => IsSecret || Element is { HasSecret: true };
}
