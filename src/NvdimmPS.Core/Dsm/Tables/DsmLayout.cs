namespace NvdimmPS.Dsm;

/// <summary>The fields of one payload in specification order. Offsets follow from the order; nothing is padded.</summary>
public sealed class DsmLayout
{
    /// <summary>A payload without a field.</summary>
    public static readonly DsmLayout Empty = new();

    private readonly DsmField[] _fields;

    /// <summary>Lays the fields out one after the other.</summary>
    public DsmLayout(params DsmField[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = new DsmField[fields.Length];
        var offset = 0;
        for (var i = 0; i < fields.Length; i++)
        {
            if (Tail is not null && !fields[i].IsOverlay)
            {
                throw new ArgumentException($"'{fields[i].Name}' stands behind '{Tail.Name}', which has no fixed end.", nameof(fields));
            }

            _fields[i] = fields[i].IsOverlay ? fields[i] : fields[i] with { Offset = offset };
            Tail ??= fields[i].IsTail ? _fields[i] : null;
            offset += fields[i].IsOverlay || fields[i].IsTail ? 0 : fields[i].Size;
        }

        FixedSize = offset;
    }

    /// <summary>All of them, reserved ones too.</summary>
    public IReadOnlyList<DsmField> Fields => _fields;

    /// <summary>The bytes before the tail.</summary>
    public int FixedSize { get; }

    /// <summary>The field without a fixed end, if there is one.</summary>
    public DsmField? Tail { get; }

    /// <summary>True where a passphrase is among its fields.</summary>
    internal bool HasSecret => Array.Exists(_fields, f => f.HoldsSecret);

    /// <summary>True where at least one field must be given.</summary>
    public bool RequiresAny { get; init; }

    /// <summary>The size in words: <c>132</c>, <c>8+n</c>, <c>8+24·n</c>.</summary>
    public string SizeText => Tail switch
    {
        null => $"{FixedSize}",
        { Size: 1 } => $"{FixedSize}+n",
        var tail => $"{FixedSize}+{tail.Size}·n",
    };

    /// <summary>The field of that name, in any case.</summary>
    public DsmField? Find(string name)
    {
        foreach (var field in _fields)
        {
            if (field.Kind != DsmFieldKind.Reserved && string.Equals(field.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return field;
            }
        }

        return null;
    }
}
