using System.Buffers.Binary;

namespace NvdimmPS.Dsm;

/// <summary>A decoded answer: what the firmware said of the call, then its fields.</summary>
public sealed record DsmAnswer(DsmStatus Status, IReadOnlyList<DsmFieldValue> Fields)
{
    /// <summary>The version of the specification by which it was read; null where there is only one form.</summary>
    public string? Generation { get; init; }

    /// <summary>How that was found out.</summary>
    public string? GenerationReason { get; init; }
}

/// <summary>Turns payload bytes into fields, by the layout alone. Never reads past what is there.</summary>
public static class DsmDecoder
{
    private const int StatusSize = sizeof(uint);
    private const string CutOff = "cut off: ask with a larger output size";
    private const string Older = "not in the answer of this firmware, which is older than the field";
    private const string Ends = "the answer ends before it";

    /// <summary>Decodes what a function returned.</summary>
    /// <param name="function">The function.</param>
    /// <param name="output">The bytes, status word first.</param>
    /// <param name="truncated">True where the firmware had more to say: fields that were cut off are then not reported.</param>
    /// <param name="target">The name in errors.</param>
    /// <param name="offered">The functions that the DIMM offers, one bit each: evidence of its specification's version.</param>
    /// <exception cref="DsmReplyException">The answer is too short or contradicts itself.</exception>
    public static DsmAnswer DecodeOutput(DsmFunction function, ReadOnlyMemory<byte> output, bool truncated = false, string? target = null,
        ulong? offered = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (output.Length < StatusSize)
        {
            throw CodecErrors.ShortReply(target, function, StatusSize, output.Length);
        }

        var code = BinaryPrimitives.ReadUInt32LittleEndian(output.Span);
        var status = function.Family.Describe(function, code);
        var generation = function.GenerationOf(output.Span, offered, out var reason);
        var layout = generation?.Output ?? function.Output;
        var least = layout?.FixedSize ?? function.KnownOutputSize ?? StatusSize;
        var isShort = output.Length < least;
        if (!status.IsSuccess && (isShort || !Contains(function.FieldsWithStatus, code)))
        {
            return new DsmAnswer(status, layout is null ? [] : FieldsOfFailure(function, layout, output, target));
        }

        var isOlder = isShort && !truncated && function.MayBeShort(output.Length, code);
        if (isShort && !truncated && !isOlder)
        {
            throw CodecErrors.ShortReply(target, function, least, output.Length);
        }

        if (layout is null)
        {
            return new DsmAnswer(status, []);
        }

        // A vendor's answer may be of any length, and what is wrong in it is for the reader to judge.
        var isVendor = function.Vendor is not null;
        var missing = isVendor && !truncated ? Ends : isOlder ? Older : CutOff;
        var payload = new Payload(function, target, truncated || isOlder || isVendor, missing);
        return new DsmAnswer(status, Decode(payload, layout, output, 0, skipStatus: true))
        {
            Generation = generation?.Name ?? function.Generation,
            GenerationReason = reason,
        };
    }

    /// <summary>A few layouts say something of themselves even when the call failed.</summary>
    private static DsmFieldValue[] FieldsOfFailure(DsmFunction function, DsmLayout layout, ReadOnlyMemory<byte> output, string? target) =>
        layout.Fields.Any(f => f.ReportedOnFailure)
            ? [.. layout.Fields.Where(f => f.ReportedOnFailure && f.Offset + f.Size <= output.Length)
                .Select(f => Decode(new Payload(function, target, Truncated: true), layout, f, output, 0))]
            : [];

    /// <summary>Decodes what would be sent.</summary>
    /// <exception cref="DsmReplyException">The input is too short or contradicts itself.</exception>
    public static IReadOnlyList<DsmFieldValue> DecodeInput(DsmFunction function, ReadOnlyMemory<byte> input, string? target = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        if (function.Input is not { } layout)
        {
            return [];
        }

        return input.Length < layout.FixedSize
            ? throw CodecErrors.ShortInput(target, function, layout.FixedSize, input.Length)
            : Decode(new Payload(function, target, Truncated: false), layout, input, 0, skipStatus: false);
    }

    /// <summary>Decodes a structure by its layout alone.</summary>
    internal static DsmFieldValue[] Decode(DsmLayout layout, ReadOnlyMemory<byte> bytes) =>
        Decode(new Payload(null, null, Truncated: true), layout, bytes, 0, skipStatus: false);

    private static DsmFieldValue[] Decode(Payload payload, DsmLayout layout, ReadOnlyMemory<byte> bytes, int origin, bool skipStatus)
    {
        var first = skipStatus ? 1 : 0;
        var count = 0;
        for (var i = first; i < layout.Fields.Count; i++)
        {
            count += layout.Fields[i].Kind == DsmFieldKind.Reserved ? 0 : 1;
        }

        var values = new DsmFieldValue[count];
        var next = 0;
        for (var i = first; i < layout.Fields.Count; i++)
        {
            var field = layout.Fields[i];
            if (field.Kind != DsmFieldKind.Reserved)
            {
                values[next++] = Decode(payload, layout, field, bytes, origin);
            }
        }

        return values;
    }

    private static DsmFieldValue Decode(Payload payload, DsmLayout layout, DsmField field, ReadOnlyMemory<byte> bytes, int origin)
    {
        var offset = origin + field.Offset;
        if (field.Absent is { } absent)
        {
            return new DsmFieldValue(field, null, ReadOnlyMemory<byte>.Empty, offset, absent);
        }

        var end = End(layout, field, bytes.Span);
        if (field.IsTail)
        {
            return MissingCondition(layout, field, bytes.Span) is { } condition
                ? new DsmFieldValue(field, null, ReadOnlyMemory<byte>.Empty, offset, NotReportedBy(condition))
                : DecodeTail(payload, layout, field, bytes[..end], origin);
        }

        if (end < field.Offset + field.Size)
        {
            return new DsmFieldValue(field, null, ReadOnlyMemory<byte>.Empty, offset, payload.Missing);
        }

        var raw = bytes.Slice(field.Offset, field.Size);
        if (MissingCondition(layout, field, bytes.Span) is { } missing)
        {
            return new DsmFieldValue(field, null, raw, offset, NotReportedBy(missing));
        }

        if (field.Form is { } form)
        {
            return new DsmFieldValue(field, form.Read(raw.Span, out var reason), raw, offset, reason);
        }

        if (field.Kind == DsmFieldKind.Bytes)
        {
            var room = field.Shorter is { } shorter && Holds(layout, shorter.Condition, bytes.Span) ? shorter.Size : field.Size;
            var used = field.CountedBy is null ? room : (int)Math.Min((ulong)room, Number(layout, field.CountedBy, bytes.Span));
            return new DsmFieldValue(field, raw[..used].ToArray(), raw, offset, null);
        }

        // A mask may be wider than any number; then no value of it stands for "not reported".
        var number = field.Bits is { } bits ? bits.Take(Read(raw.Span)) : Read(raw.Span);
        for (var i = 0; i < field.NotReported.Count; i++)
        {
            if (field.NotReported[i].Value == number)
            {
                return new DsmFieldValue(field, null, raw, offset, field.NotReported[i].Word);
            }
        }

        if (field.Kind == DsmFieldKind.Flags)
        {
            var words = field.Ignored == 0 ? FieldConversion.WordsOf(field, raw.Span)
                : FieldConversion.WordsOf(field, number & ~field.Ignored);
            return new DsmFieldValue(field, words, raw, offset, null);
        }

        return new DsmFieldValue(field, field.Scale > 1 ? number * field.Scale : FieldConversion.Convert(field, number), raw, offset, null);
    }

    private static DsmFieldValue DecodeTail(Payload payload, DsmLayout layout, DsmField field, ReadOnlyMemory<byte> bytes, int origin)
    {
        var offset = origin + field.Offset;
        var rest = bytes.Length > field.Offset ? bytes[field.Offset..] : ReadOnlyMemory<byte>.Empty;
        var room = rest.Length / field.Size;
        var count = room;
        if (field.CountedBy is not null)
        {
            if (layout.Find(field.CountedBy) is { } counter && bytes.Length < counter.Offset + counter.Size)
            {
                return new DsmFieldValue(field, null, ReadOnlyMemory<byte>.Empty, offset, payload.Missing);
            }

            var claimed = Number(layout, field.CountedBy, bytes.Span);
            if (claimed > (ulong)room && !payload.Truncated)
            {
                throw CodecErrors.Contradiction(payload.Target, payload.Function, field.CountedBy, claimed, field.Name, room);
            }

            count = (int)Math.Min(claimed, (ulong)room);
        }

        while (field.IsPadded && count > 0 && !rest.Span.Slice((count - 1) * field.Size, field.Size).ContainsAnyExcept((byte)0))
        {
            count--;
        }

        var raw = rest[..(count * field.Size)];
        if (field.Element is null)
        {
            return new DsmFieldValue(field, raw.ToArray(), raw, offset, null);
        }

        var records = new DsmFieldValue[count][];
        for (var i = 0; i < count; i++)
        {
            records[i] =
                Decode(payload, field.Element, raw.Slice(i * field.Size, field.Size), offset + (i * field.Size), skipStatus: false);
        }

        return new DsmFieldValue(field, records, raw, offset, null);
    }

    /// <summary>Behind the last byte that a field may have: that of the payload, or where what counts its bytes says.</summary>
    private static int End(DsmLayout layout, DsmField field, ReadOnlySpan<byte> bytes)
    {
        var end = (ulong)bytes.Length;
        for (var i = 0; i < field.Within.Count; i++)
        {
            // A count may be larger than any number of bytes.
            end = Math.Min(end, (ulong)field.Within[i].Start + Math.Min(end, Number(layout, field.Within[i].Field, bytes)));
        }

        return (int)end;
    }

    internal static ulong Read(ReadOnlySpan<byte> bytes)
    {
        ulong value = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
        {
            value = (value << 8) | bytes[i];
        }

        return value;
    }

    private static DsmCondition? MissingCondition(DsmLayout layout, DsmField field, ReadOnlySpan<byte> bytes)
    {
        // By index, here and below: the enumerator of an interface is an object, and a decoding allocates only its result.
        for (var i = 0; i < field.ValidWhen.Count; i++)
        {
            if (!Holds(layout, field.ValidWhen[i], bytes))
            {
                return field.ValidWhen[i];
            }
        }

        return null;
    }

    private static string NotReportedBy(DsmCondition condition) => $"not reported ({condition.Field})";

    internal static bool Holds(DsmLayout layout, DsmCondition condition, ReadOnlySpan<byte> bytes) =>
        ((Number(layout, condition.Field, bytes) & condition.Mask) == condition.Value) != condition.Not;

    private static ulong Number(DsmLayout layout, string name, ReadOnlySpan<byte> bytes)
    {
        if (layout.Find(name) is not { } field || bytes.Length < field.Offset + field.Size)
        {
            return 0;
        }

        var number = Read(bytes.Slice(field.Offset, field.Size));
        return field.Bits is { } bits ? bits.Take(number) : number;
    }

    private static bool Contains(IReadOnlyList<uint> codes, uint code)
    {
        for (var i = 0; i < codes.Count; i++)
        {
            if (codes[i] == code)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What an error message needs to know of the payload that is being read.</summary>
    private readonly record struct Payload(DsmFunction? Function, string? Target, bool Truncated, string Missing = CutOff);
}
