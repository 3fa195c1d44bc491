using System.Collections;
using System.Globalization;

namespace NvdimmPS.Dsm;

/// <summary>Turns named values in engineering units into a payload: the inverse of <see cref="DsmDecoder"/>.</summary>
public static class DsmEncoder
{
    /// <summary>Encodes a function's input.</summary>
    /// <exception cref="NvdimmException">A value is unknown, missing, of the wrong type or out of range; the message names it.</exception>
    public static byte[] EncodeInput(DsmFunction function, IReadOnlyDictionary<string, object?> arguments)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentNullException.ThrowIfNull(arguments);
        if (function.Input is not { } layout)
        {
            throw CodecErrors.NoLayout(function);
        }

        return Encode(function, layout, arguments, isReply: false);
    }

    /// <summary>
    /// Encodes an answer, for tests and doubles. A null is a field that is not reported; bits of validity that are not given
    /// follow from the fields that are.
    /// </summary>
    public static byte[] EncodeOutput(DsmFunction function, IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Encode(function, function.Output ?? throw CodecErrors.NoLayout(function), values, isReply: true);
    }

    private static byte[] Encode(DsmFunction function, DsmLayout layout, IReadOnlyDictionary<string, object?> given, bool isReply)
    {
        var arguments = Match(function, layout, given, isReply);
        var raw = new Dictionary<DsmField, byte[]>(ReferenceEqualityComparer.Instance);
        foreach (var (field, value) in arguments)
        {
            raw[field] = EncodeValue(function, field, value, isReply);
            RefuseReserved(function, field, raw[field]);
        }

        foreach (var field in isReply ? [] : layout.Fields)
        {
            if (field.Required && !raw.ContainsKey(field))
            {
                throw CodecErrors.MissingArgument(function, layout, field);
            }
        }

        if (layout.RequiresAny && raw.Count == 0 && !isReply)
        {
            throw CodecErrors.NoArgument(function, layout);
        }

        Complete(layout, raw, given: arguments.Keys, isReply);
        CheckCounts(function, layout, raw);
        var tail = layout.Tail is not null && raw.TryGetValue(layout.Tail, out var bytes) ? bytes : [];
        var payload = new byte[layout.FixedSize + tail.Length];
        foreach (var (field, value) in raw.OrderBy(r => r.Key.IsOverlay))
        {
            if (field.Bits is { } bits)
            {
                // Others are in the same bytes.
                Bytes(DsmDecoder.Read(payload.AsSpan(field.Offset, field.Size)) | bits.Put(DsmDecoder.Read(value)), field.Size)
                    .CopyTo(payload, field.Offset);
                continue;
            }

            // Fewer bytes than there is room for end in zeros, also over other fields.
            payload.AsSpan(field.Offset, Math.Max(value.Length, field.IsTail ? 0 : field.Size)).Clear();
            value.CopyTo(payload, field.Offset);
        }

        return payload;
    }

    private static Dictionary<DsmField,
        object> Match(DsmFunction function, DsmLayout layout, IReadOnlyDictionary<string, object?> given, bool isReply)
    {
        var matched = new Dictionary<DsmField, object>(ReferenceEqualityComparer.Instance);
        foreach (var (name, value) in given)
        {
            var field = layout.Find(name) ?? throw CodecErrors.UnknownArgument(function, layout, name);
            if (value is not null)
            {
                matched[field] = value;
            }
            else if (!isReply)
            {
                throw CodecErrors.BadArgument(function, field, "null", "leave it out instead");
            }
        }

        return matched;
    }

    /// <summary>Fills in what follows from the rest: counts, enabling bits, defaults.</summary>
    private static void Complete(DsmLayout layout, Dictionary<DsmField, byte[]> raw, Dictionary<DsmField, object>.KeyCollection given,
        bool isReply)
    {
        var set = new Dictionary<string, ulong>(StringComparer.Ordinal);
        foreach (var field in given)
        {
            foreach (var condition in isReply ? field.ValidWhen.Where(c => !c.Not) : field.Sets)
            {
                set[condition.Field] = set.GetValueOrDefault(condition.Field) | (condition.Value & condition.Mask);
            }
        }

        foreach (var field in layout.Fields)
        {
            if (raw.ContainsKey(field) || field.Kind is DsmFieldKind.Reserved or DsmFieldKind.Bytes or DsmFieldKind.Records
                || field.IsOverlay)
            {
                continue;
            }

            var unset = isReply && field.NotReported.Count > 0 ? field.NotReported[0].Value : field.Default;
            var number = CountedBy(layout, raw, field) ?? set.GetValueOrDefault(field.Name, unset);
            raw[field] = Bytes(number, field.Size);
        }
    }

    /// <summary>How much of what a field counts there is; null where it counts nothing.</summary>
    private static ulong? CountedBy(DsmLayout layout, Dictionary<DsmField, byte[]> raw, DsmField field)
    {
        var counted = field.Counts ?? layout.Fields.FirstOrDefault(f => f.CountedBy == field.Name)?.Name;
        return counted is null ? null : Count(layout, raw, counted);
    }

    private static ulong Count(DsmLayout layout, Dictionary<DsmField, byte[]> raw, string name)
    {
        var field = layout.Find(name)!;
        return raw.TryGetValue(field, out var bytes) ? (ulong)(bytes.Length / (field.IsTail ? field.Size : 1)) : 0;
    }

    private static void CheckCounts(DsmFunction function, DsmLayout layout, Dictionary<DsmField, byte[]> raw)
    {
        foreach (var field in layout.Fields)
        {
            if (field.Counts is { } counted && DsmDecoder.Read(raw[field]) is var said && Count(layout, raw, counted) is var actual
                && said != actual)
            {
                throw CodecErrors.BadArgument(function, field, said.ToString(CultureInfo.InvariantCulture),
                    $"{counted} has {actual}; leave {field.Name} out and it is computed");
            }
        }
    }

    private static byte[] EncodeValue(DsmFunction function, DsmField field, object value, bool isReply) => field.Kind switch
    {
        DsmFieldKind.Unsigned => Bytes(Ranged(function, field, DsmValues.ToUInt64(function, field, value)), field.Size),
        DsmFieldKind.Temperature => Bytes(Celsius(function, field, value), field.Size),
        DsmFieldKind.Duration => Bytes(Duration(function, field, DsmValues.ToUInt64(function, field, value)), field.Size),
        DsmFieldKind.Enum =>
            Bytes(Fits(function, field, isReply ? DsmValues.ToAnyWord(function, field, value) : DsmValues.ToWord(function, field, value)),
                field.Size),
        DsmFieldKind.Flags => DsmValues.ToMask(function, field, value),
        DsmFieldKind.Records => Records(function, field, value, isReply),
        _ => Fitting(function, field, DsmValues.ToBytes(function, field, value)),
    };

    /// <summary>A value that means "not given" cannot be given.</summary>
    private static void RefuseReserved(DsmFunction function, DsmField field, byte[] bytes)
    {
        foreach (var none in field.NotReported)
        {
            if (bytes.Length <= sizeof(ulong) && none.Value == DsmDecoder.Read(bytes))
            {
                throw CodecErrors.BadArgument(function, field, $"0x{none.Value:x}",
                    $"this value stands for: {none.Word}; leave it out instead");
            }
        }
    }

    private static ulong Ranged(DsmFunction function, DsmField field, ulong value) =>
        Fits(function, field, Limited(function, field, value));

    private static ulong Limited(DsmFunction function, DsmField field, ulong value) =>
        value >= (field.Minimum ?? 0) && value <= (field.Maximum ?? ulong.MaxValue)
            ? value
            : throw CodecErrors.OutOfRange(function, field, value.ToString(CultureInfo.InvariantCulture), $"{field.Minimum}",
                $"{field.Maximum}");

    private static ulong Fits(DsmFunction function, DsmField field, ulong value)
    {
        var width = field.Bits?.Width ?? 8 * field.Size;
        var maximum = width >= 64 ? ulong.MaxValue : (1UL << width) - 1;
        return value <= maximum
            ? value
            : throw CodecErrors.OutOfRange(function, field, value.ToString(CultureInfo.InvariantCulture), "0",
                maximum.ToString(CultureInfo.InvariantCulture));
    }

    private static ulong Celsius(DsmFunction function, DsmField field, object value)
    {
        const double most = 0x7FFF / 16.0;
        var degrees = DsmValues.ToDouble(function, field, value);
        var minimum = field.Minimum ?? -most;
        var maximum = field.Maximum ?? most;
        if (!(degrees >= minimum && degrees <= maximum))
        {
            throw CodecErrors.OutOfRange(function, field, degrees.ToString(CultureInfo.InvariantCulture),
                minimum.ToString(CultureInfo.InvariantCulture), maximum.ToString(CultureInfo.InvariantCulture));
        }

        var magnitude = (ulong)Math.Round(Math.Abs(degrees) * 16);
        return degrees < 0 && magnitude != 0 ? magnitude | 0x8000 : magnitude;
    }

    /// <summary>Milliseconds where they fit, else whole seconds.</summary>
    private static ulong Duration(DsmFunction function, DsmField field, ulong milliseconds)
    {
        const ulong most = 0x7FFF, seconds = 0x8000;
        return Limited(function, field, milliseconds) <= most ? milliseconds
            : milliseconds % 1000 == 0 && milliseconds / 1000 <= most ? seconds | (milliseconds / 1000)
            : throw CodecErrors.BadArgument(function, field, milliseconds.ToString(CultureInfo.InvariantCulture),
                $"give up to {most} ms, or whole seconds up to {most * 1000} ms");
    }

    private static byte[] Fitting(DsmFunction function, DsmField field, byte[] bytes)
    {
        if (field.IsTail)
        {
            return bytes;
        }

        // A passphrase is filled up with zeros, as the specifications say; of other bytes it is not known where the missing ones belong.
        var mayBeShorter = field.IsSecret || field.CountedBy is not null;
        if (bytes.Length > field.Size || (bytes.Length < field.Size && !mayBeShorter))
        {
            throw CodecErrors.OutOfRange(function, field, $"{bytes.Length} bytes", mayBeShorter
                ? "0"
                : $"{field.Size}", $"{field.Size} bytes");
        }

        return bytes;
    }

    private static byte[] Records(DsmFunction function, DsmField field, object value, bool isReply)
    {
        var bytes = new List<byte>();
        foreach (var element in value is IEnumerable list and not IDictionary and not string ? list : new[] { value })
        {
            bytes.AddRange(Encode(function, field.Element!, DsmValues.ToDictionary(function, field, element), isReply));
        }

        return [.. bytes];
    }

    private static byte[] Bytes(ulong number, int size)
    {
        var bytes = new byte[size];
        for (var i = 0; i < size; i++)
        {
            bytes[i] = (byte)(number >> (8 * i));
        }

        return bytes;
    }
}
