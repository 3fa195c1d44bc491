using System.Globalization;
using NvdimmPS.Dsm;

namespace NvdimmPS;

/// <summary>One decoded field.</summary>
public sealed class DsmFieldValue
{
    private const string Secret = "secret, not shown";

    private readonly ReadOnlyMemory<byte> _raw;

    /// <summary>A secret is forgotten here, before anything that shows, stores or compares fields can get at it.</summary>
    internal DsmFieldValue(DsmField field, object? value, ReadOnlyMemory<byte> raw, int offset, string? reason)
    {
        Field = field;
        Value = field.IsSecret ? null : value;
        _raw = raw;
        Offset = offset;
        Reason = field.IsSecret ? reason ?? Secret : reason;
    }

    /// <summary>The field's name.</summary>
    public string Name => Field.Name;

    /// <summary>
    /// The value in the shown unit: a number, a °C number, a word, words, bytes or records; null when it is not reported, or secret.
    /// </summary>
    public object? Value { get; }

    /// <summary>The unit.</summary>
    public string? Unit => Field.Unit;

    /// <summary>Where it starts in the payload.</summary>
    public int Offset { get; }

    /// <summary>How many bytes it has.</summary>
    public int Length => _raw.Length;

    /// <summary>Its bytes as lower-case hexadecimal; empty for a secret, and for records that have one.</summary>
    public string Raw => Field.HoldsSecret ? string.Empty : Convert.ToHexString(_raw.Span).ToLowerInvariant();

    /// <summary>False when it is not reported, or secret.</summary>
    public bool Valid => Reason is null;

    /// <summary>Why there is no value.</summary>
    public string? Reason { get; }

    /// <summary>What it means.</summary>
    public string? Description => Field.Description;

    internal DsmField Field { get; }

    /// <summary>The raw bytes as a number; of a longer field its first eight.</summary>
    internal ulong Number => DsmDecoder.Read(_raw.Span[..Math.Min(_raw.Length, sizeof(ulong))]) is var number && Field.Bits is { } bits
        ? bits.Take(number)
        : number;

    /// <summary>The value as one line.</summary>
    public string Text => Value switch
    {
        null => Reason == Secret ? $"({Length} secret bytes)" : $"({Reason})",
        string[] { Length: 0 } => "none",
        string[] words => string.Join(", ", words),
        byte[] { Length: > 32 } bytes => $"{Convert.ToHexString(bytes, 0, 32).ToLowerInvariant()}… ({bytes.Length} bytes)",
        byte[] bytes => Convert.ToHexString(bytes).ToLowerInvariant(),
        DsmFieldValue[][] records => $"{Plural.Of(records.Length, "record")}",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture) + (Unit is null ? string.Empty : $" {Unit}"),
        var other => other.ToString() ?? string.Empty,
    };

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Text}";
}
