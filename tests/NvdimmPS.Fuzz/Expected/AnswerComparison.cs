using System.Globalization;
using System.Numerics;
using NvdimmPS.Dsm;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>Holds what the product read against what it must have read.</summary>
internal static class AnswerComparison
{
    /// <summary>The first difference; null where there is none.</summary>
    public static string? Difference(FunctionTable function, ExpectedAnswer expected, DsmAnswer? answer, NvdimmException? refusal)
    {
        if (expected.ErrorId is { } error)
        {
            return answer is not null ? $"it passes for an answer ({answer.Status.Word}) and is none: {error}"
                : refusal is not DsmReplyException || refusal.ErrorId != error ? $"it is refused as {refusal?.ErrorId}, must be as {error}"
                : refusal.Message.Contains(function.Name, StringComparison.Ordinal) ? null
                    : $"the refusal does not name {function.Name}: {refusal.Message}";
        }

        return answer is null ? $"it is refused and is an answer: {refusal?.Message}"
            : Status(expected.Status!, answer.Status) ?? Is("the generation", answer.Generation, expected.Generation)
                ?? Fields(expected.Fields, answer.Fields);
    }

    /// <summary>The same of fields alone.</summary>
    public static string? Fields(IReadOnlyList<ExpectedField> expected, IReadOnlyList<DsmFieldValue> fields)
    {
        if (expected.Count != fields.Count)
        {
            return $"there are {fields.Count} fields, must be {expected.Count}";
        }

        for (var i = 0; i < fields.Count; i++)
        {
            if (Field(expected[i], fields[i]) is { } difference)
            {
                return $"{expected[i].Field.Name}: {difference}";
            }
        }

        return null;
    }

    private static string? Status(StatusTable expected, DsmStatus status) =>
        Is("the status code", status.Code, expected.Code) ?? Is("success", status.IsSuccess, expected.IsSuccess)
            ?? Is("the status", status.Word, expected.Name) ?? Is("the status' message", status.Message, expected.Message);

    private static string? Field(ExpectedField expected, DsmFieldValue field)
    {
        var number = new BigInteger(expected.Raw.AsSpan(0, Math.Min(expected.Raw.Length, sizeof(ulong))), isUnsigned: true);
        number = expected.Field.Bits is var (first, count) ? (number >> first) % (BigInteger.One << count) : number;
        return Is("the name", field.Name, expected.Field.Name) ?? Is("the offset", field.Offset, expected.Offset)
            ?? Is("the length", field.Length, expected.Raw.Length)
            ?? Is("the reason", field.Reason, expected.Reason) ?? Is("validity", field.Valid, expected.Reason is null)
            ?? Is("the digits", field.Raw, expected.Field.HoldsSecret ? string.Empty : Convert.ToHexStringLower(expected.Raw))
            ?? Is("the number", new BigInteger(field.Number), number) ?? Value(expected, field.Value)
                ?? Is("the text", field.Text, Text(expected));
    }

    private static string? Value(ExpectedField expected, object? value) => (expected.Value, value) switch
    {
        (null, null) => null,
        (BigInteger number, BigInteger has) when expected.Field.Form is not null => Is("the value", has, number),
        (BigInteger number, _) => value?.GetType() != TypeOf(expected.Field)
            ? $"the value is a {value?.GetType().Name}, must be a {TypeOf(expected.Field).Name}"
            : Is("the value", new BigInteger(Convert.ToDecimal(value, CultureInfo.InvariantCulture)), number),
        (double degrees, double has) => BitConverter.DoubleToInt64Bits(degrees) == BitConverter.DoubleToInt64Bits(has) ? null
            : Is("the value", (object)has, degrees) ?? "the value is minus zero",
        (string word, string has) => Is("the value", has, word),
        (string[] words, string[] has) => Is("the value", string.Join('|', has), string.Join('|', words)),
        (byte[] bytes, byte[] has) => Is("the value", Convert.ToHexStringLower(has), Convert.ToHexStringLower(bytes)),
        (ExpectedField[][] records, DsmFieldValue[][] has) => Is("the number of records", has.Length, records.Length)
            ?? records.Zip(has).Select((pair, i) => Fields(pair.First, pair.Second) is { } difference ? $"record {i}: {difference}" : null)
                .FirstOrDefault(d => d is not null),
        _ => $"the value is {value ?? "missing"}, must be {expected.Value ?? "missing"}",
    };

    private static Type TypeOf(FieldTable field) => (field.Kind, field.Size) switch
    {
        _ when field.Scale > 1 => typeof(ulong),
        ("Duration", _) => typeof(uint),
        (_, 1) => typeof(byte),
        (_, 2) => typeof(ushort),
        (_, <= 4) => typeof(uint),
        _ => typeof(ulong),
    };

    private static string Text(ExpectedField expected) => expected.Value switch
    {
        null => expected.Reason == ExpectedField.Secret ? $"({expected.Raw.Length} secret bytes)" : $"({expected.Reason})",
        string[] words => words.Length == 0 ? "none" : string.Join(", ", words),
        byte[] bytes => Convert.ToHexStringLower(bytes.AsSpan(0, Math.Min(32, bytes.Length)))
            + (bytes.Length > 32 ? $"… ({bytes.Length} bytes)" : string.Empty),
        ExpectedField[][] { Length: 1 } => "1 record",
        ExpectedField[][] records => $"{records.Length} records",
        string word => word,
        double degrees => WithUnit(((decimal)degrees).ToString("0.####", CultureInfo.InvariantCulture), expected.Field),
        var number => WithUnit(number.ToString()!, expected.Field),
    };

    private static string WithUnit(string number, FieldTable field) => field.Unit is null ? number : $"{number} {field.Unit}";

    private static string? Is<T>(string what, T has, T must) => EqualityComparer<T>.Default.Equals(has, must) ? null
        : $"{what} is {Shown(has)}, must be {Shown(must)}";

    private static string Shown<T>(T value) => value switch { null => "missing", "" => "empty", _ => value.ToString()! };
}
