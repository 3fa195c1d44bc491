using System.Globalization;
using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Entrances;

namespace NvdimmPS.Tests.Fuzz;

/// <summary>
/// Decoders with one fault each. They change what the product's decoder made: the digits of a field stay right, so that only who
/// looks at values finds them out.
/// </summary>
internal static class FaultyAnswers
{
    /// <summary>A number of several bytes, read one byte off.</summary>
    public static AnswerDecoder OneByteOff { get; } = Changing((field, output) =>
        Width(field.Value) is > 1 and var width && field.Offset + 1 + width <= output.Length
            ? Valued(field, Number(output[(field.Offset + 1)..][..width], field.Value!)) : field);

    /// <summary>Bytes, taken from where the answer starts.</summary>
    public static AnswerDecoder FromTheStart { get; } =
        Changing((field, output) => field.Value is byte[] bytes ? Valued(field, output[..bytes.Length].ToArray()) : field);

    public static AnswerDecoder Bit63Lost { get; } =
        Changing((field, _) => field.Value is ulong number ? Valued(field, number & ~(1UL << 63)) : field);

    public static AnswerDecoder WrongEndianness { get; } = Changing((field, output) => Width(field.Value) is > 1 and var width
        ? Valued(field, Number(output[field.Offset..][..width].ToArray().Reverse().ToArray(), field.Value!)) : field);

    /// <summary>What stands for "not reported", shown as a number.</summary>
    public static AnswerDecoder Sentinel { get; } = Changing((field, _) => field.Field.NotReported.Any(n => n.Word == field.Reason)
        ? new DsmFieldValue(field.Field, field.Number, Raw(field), field.Offset, null) : field);

    /// <summary>A field that is not valid, shown all the same.</summary>
    public static AnswerDecoder ValidityForgotten { get; } =
        Changing((field, _) => field.Reason?.StartsWith("not reported (", StringComparison.Ordinal) is true
            ? new DsmFieldValue(field.Field, field.Number, Raw(field), field.Offset, null) : field);

    public static AnswerDecoder WrongLength { get; } = Changing((field, _) => field is { Length: > 1, Value: not null }
        ? new DsmFieldValue(field.Field, field.Value, Raw(field).AsMemory()[..^1], field.Offset, null) : field);

    public static AnswerDecoder SignLost { get; } =
        Changing((field, _) => field.Value is double and < 0 and var degrees ? Valued(field, -degrees) : field);

    public static AnswerDecoder LastWordLost { get; } =
        Changing((field, _) => field.Value is string[] { Length: > 0 } words ? Valued(field, words[..^1]) : field);

    public static AnswerDecoder LastRecordLost { get; } =
        Changing((field, _) => field.Value is DsmFieldValue[][] { Length: > 0 } records ? Valued(field, records[..^1]) : field);

    /// <summary>A count that is larger than the answer, taken for one of an answer that was cut off.</summary>
    public static AnswerDecoder CountBelieved { get; } = (function, output, _, offered) =>
        DsmDecoder.DecodeOutput(function, output, truncated: true, "nmem0", offered);

    /// <summary>A status that is in no table, taken for success.</summary>
    public static AnswerDecoder UnknownIsSuccess { get; } = (function, output, truncated, offered) =>
        DsmDecoder.DecodeOutput(function, output, truncated, "nmem0", offered) is { Status.Word: "Unknown" } answer
            ? answer with { Status = answer.Status with { IsSuccess = true } }
            : DsmDecoder.DecodeOutput(function, output, truncated, "nmem0", offered);

    /// <summary>Bits, read one too high.</summary>
    public static AnswerDecoder NeighbouringBits { get; } = Relaid(f => f.Bits is { First: < 6 } bits
        ? f with { Bits = bits with { First = bits.First + 1 } } : f);

    public static AnswerDecoder UnitForgotten { get; } = Relaid(f => f with { Scale = 1 });

    public static AnswerDecoder FormForgotten { get; } = Relaid(f => f with { Form = null });

    /// <summary>What a version of the firmware interface does not have, read all the same.</summary>
    public static AnswerDecoder FisForgotten { get; } = Relaid(f => f with { Absent = null });

    /// <summary>Read beyond the length that an answer gives.</summary>
    public static AnswerDecoder LengthForgotten { get; } = Relaid(f => f with { Within = [] });

    private static AnswerDecoder Relaid(Func<DsmField, DsmField> change) => (function, output, truncated, offered) => DsmDecoder.DecodeOutput(
        function with { Output = new DsmLayout([.. function.Output!.Fields.Select(change)]) }, output, truncated, "nmem0", offered);

    private static AnswerDecoder Changing(Func<DsmFieldValue, byte[], DsmFieldValue> change) => (function, output, truncated, offered) =>
    {
        var answer = DsmDecoder.DecodeOutput(function, output, truncated, "nmem0", offered);
        return answer with { Fields = [.. answer.Fields.Select(f => change(f, output.ToArray()))] };
    };

    private static DsmFieldValue Valued(DsmFieldValue field, object value) => new(field.Field, value, Raw(field), field.Offset, null);

    private static byte[] Raw(DsmFieldValue field) => Convert.FromHexString(field.Raw);

    private static int Width(object? value) => value switch { ushort => 2, uint => 4, ulong => 8, _ => 0 };

    private static object Number(byte[] bytes, object like) =>
        Convert.ChangeType(DsmDecoder.Read(bytes), like.GetType(), CultureInfo.InvariantCulture);
}
