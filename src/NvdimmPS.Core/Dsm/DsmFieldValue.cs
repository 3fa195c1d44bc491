using System.Globalization;

namespace NvdimmPS.Dsm;

/// <summary>One decoded field.</summary>
public sealed class DsmFieldValue
{
    private readonly ReadOnlyMemory<byte> _raw;

    internal DsmFieldValue(DsmField field, object? value, ReadOnlyMemory<byte> raw, int offset, string? reason)
    {
        Field = field;
        Value = value;
        _raw = raw;
        Offset = offset;
        Reason = reason;
    }

    /// <summary>The field's name.</summary>
    public string Name => Field.Name;

    /// <summary>
    /// The value in the shown unit: a number, a °C number, a word, words, bytes or records; null when it is not reported.
    /// </summary>
    public object? Value { get; }

    /// <summary>The unit.</summary>
    public string? Unit => Field.Unit;

    /// <summary>Where it starts in the payload.</summary>
    public int Offset { get; }

    /// <summary>How many bytes it has.</summary>
    public int Length => _raw.Length;

    /// <summary>Its bytes as lower-case hexadecimal; empty for a secret.</summary>
    public string Raw => Field.IsSecret ? string.Empty : Convert.ToHexString(_raw.Span).ToLowerInvariant();

    /// <summary>False when it is not reported.</summary>
    public bool Valid => Reason is null;

    /// <summary>Why it is not reported.</summary>
    public string? Reason { get; }

    /// <summary>What it means.</summary>
    public string? Description => Field.Description;

    internal DsmField Field { get; }

    /// <summary>The raw bytes as a number; of a longer field its first eight.</summary>
    internal ulong Number => DsmDecoder.Read(_raw.Span[..Math.Min(_raw.Length, sizeof(ulong))]);

    /// <summary>The value as one line.</summary>
    public string Text => Value switch
    {
        null => $"({Reason})",
        string[] { Length: 0 } => "none",
        string[] words => string.Join(", ", words),
        byte[] bytes when Field.IsSecret => $"({bytes.Length} secret bytes)",
        byte[] { Length: > 32 } bytes => $"{Convert.ToHexString(bytes, 0, 32).ToLowerInvariant()}… ({bytes.Length} bytes)",
        byte[] bytes => Convert.ToHexString(bytes).ToLowerInvariant(),
        DsmFieldValue[][] records => $"{records.Length} records",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture) + (Unit is null ? string.Empty : $" {Unit}"),
        var other => other.ToString() ?? string.Empty,
    };

    /// <summary>The same field without its value.</summary>
    internal DsmFieldValue Hidden() => new(Field, null, _raw, Offset, "secret, not shown");

    /// <inheritdoc/>
    public override string ToString() => $"{Name}: {Text}";
}
