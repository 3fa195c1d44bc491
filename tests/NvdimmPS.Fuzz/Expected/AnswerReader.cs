using System.Numerics;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>Reads bytes by a table, one field after the other, in plain arithmetic. It shares nothing with the product's codec.</summary>
/// <param name="bytes">All there is: what lies behind them does not belong to the answer.</param>
/// <param name="isCutOff">True where the firmware had more to say.</param>
/// <param name="isOlder">True where older firmware says no more than this.</param>
/// <param name="isOfVendor">True of a vendor's answer, which may end anywhere.</param>
internal sealed class AnswerReader(byte[] bytes, bool isCutOff, bool isOlder = false, bool isOfVendor = false)
{
    private const int StatusSize = 4;
    private const string Short = "Nvdimm.Dsm.ShortReply", Contradicts = "Nvdimm.Dsm.Contradiction";

    private bool _contradicts;

    /// <summary>What an answer must be read as.</summary>
    /// <param name="function">The function.</param>
    /// <param name="bytes">The answer.</param>
    /// <param name="isCutOff">True where the firmware had more to say.</param>
    /// <param name="offered">The functions that the DIMM offers, where that is known.</param>
    public static ExpectedAnswer Read(FunctionTable function, byte[] bytes, bool isCutOff, ulong? offered)
    {
        var reader = new AnswerReader(bytes, isCutOff);
        if (bytes.Length < StatusSize)
        {
            return ExpectedAnswer.Refused(Short);
        }

        var code = (uint)reader.Number(0, StatusSize);
        var status = Status(function, code);
        var generation = function.Generations.FirstOrDefault(g => reader.IsOf(g, offered));
        var form = generation?.Output ?? function.Output;
        var isShort = bytes.Length < (form?.FixedSize ?? function.OutputSize ?? StatusSize);
        if (!status.IsSuccess && (isShort || !function.FieldsWithStatus.Contains(code)))
        {
            var told = (form?.Named ?? []).Where(f => f.OnFailureToo && f.Offset + f.Size <= bytes.Length);
            return new ExpectedAnswer(null, status, null,
                [.. told.Select(f => new AnswerReader(bytes, isCutOff: true).Field(form!, f, 0).Shown)]);
        }

        if (isShort && !isCutOff)
        {
            if (!function.ShortAnswers.Any(s => bytes.Length >= s.Size && (s.Status ?? code) == code))
            {
                return ExpectedAnswer.Refused(Short);
            }

            reader = new AnswerReader(bytes, isCutOff: true, isOlder: true);
        }

        if (form is null)
        {
            return new ExpectedAnswer(null, status, null, []);
        }

        if (function.IsOfVendor)
        {
            reader = new AnswerReader(bytes, isCutOff, isOlder: false, isOfVendor: true);
        }

        var fields = reader.Fields(form, 0).Skip(1).ToList();
        return reader._contradicts ? ExpectedAnswer.Refused(Contradicts)
            : new ExpectedAnswer(null, status, generation?.Name ?? function.Generation, fields);
    }

    /// <summary>What an input must be read as; null where it is too short or contradicts itself.</summary>
    public static IReadOnlyList<ExpectedField>? ReadInput(LayoutTable layout, byte[] bytes)
    {
        var reader = new AnswerReader(bytes, isCutOff: false);
        var fields = bytes.Length < layout.FixedSize ? [] : reader.Fields(layout, 0);
        return bytes.Length < layout.FixedSize || reader._contradicts ? null : fields;
    }

    /// <summary>Whether a condition holds of bytes.</summary>
    public static bool Holds(LayoutTable layout, ConditionTable condition, byte[] bytes) =>
        new AnswerReader(bytes, isCutOff: false).Holds(layout, condition);

    /// <summary>The function's own meaning first, then the family's.</summary>
    public static StatusTable Status(FunctionTable function, uint code) =>
        (function.Statuses.FirstOrDefault(s => s.Code == (code & function.Family.FunctionStatusMask))
            ?? function.FamilyStatuses.FirstOrDefault(s => s.Code == (code & function.Family.StatusMask))
            ?? new StatusTable(0, "Unknown",
                $"status 0x{code:x8} is in no table of the {function.Family.Name} family", IsSuccess: false)) with { Code = code };

    private bool IsOf(GenerationTable generation, ulong? offered) =>
        generation.Evidence.Count > 0 && generation.Evidence.All(e => Holds(generation.Output, e))
            && (generation.FunctionsBelow is not { } below
                || (offered is { } mask && Enumerable.Range(below, 64 - below).All(n => (mask >> n & 1) == 0)));

    private List<ExpectedField> Fields(LayoutTable layout, int origin) => [.. layout.Named.Select(f => Field(layout, f, origin).Shown)];

    private ExpectedField Field(LayoutTable layout, FieldTable field, int origin)
    {
        if (field.Absent is { } absent)
        {
            return new ExpectedField(field, null, absent, origin + field.Offset, []);
        }

        BigInteger end = bytes.Length;
        foreach (var (counter, start) in field.Within)
        {
            end = BigInteger.Min(end, start + NumberOf(layout, counter));
        }

        var missing = field.ValidWhen.FirstOrDefault(c => !Holds(layout, c)) is { } condition ? $"not reported ({condition.Field})" : null;
        if (field.IsTail)
        {
            return missing is null ? Reaching((int)end).Tail(layout, field, origin) : new ExpectedField(field, null, missing, origin + field.Offset, []);
        }

        if (field.Offset + field.Size > end)
        {
            return new ExpectedField(field, null, Missing, origin + field.Offset, []);
        }

        var raw = bytes[field.Offset..(field.Offset + field.Size)];
        var number = Bits(field, Number(field.Offset, field.Size));
        if (missing is null && field.Form is { } form)
        {
            var text = FormText.Of(form, raw, out missing);
            return new ExpectedField(field, text, missing, origin + field.Offset, raw);
        }

        missing ??= field.IsNumber ? field.NotReported.FirstOrDefault(n => n.Value == number)?.Word : null;
        return new ExpectedField(field, missing is null ? Value(layout, field, raw, number) : null, missing, origin + field.Offset, raw);
    }

    private ExpectedField Tail(LayoutTable layout, FieldTable field, int origin)
    {
        if (field.CountedBy is { } counter && layout.Get(counter) is var number && number.Offset + number.Size > bytes.Length)
        {
            return new ExpectedField(field, null, Missing, origin + field.Offset, []);
        }

        var room = Math.Max(0, bytes.Length - field.Offset) / field.Size;
        var said = field.CountedBy is null ? room : NumberOf(layout, field.CountedBy);
        _contradicts |= said > room && !isCutOff && !isOfVendor;
        var count = (int)BigInteger.Min(said, room);
        while (field.IsPadded && count > 0 && Number(field.Offset + ((count - 1) * field.Size), field.Size).IsZero)
        {
            count--;
        }

        var start = Math.Min(field.Offset, bytes.Length);
        var raw = bytes[start..(start + (count * field.Size))];
        object value = field.Element is not { } element ? raw : raw.Chunk(field.Size)
            .Select((record, i) => new AnswerReader(record, isCutOff: false).Fields(element, origin + field.Offset + (i * field.Size))
                .ToArray()).ToArray();
        return new ExpectedField(field, value, null, origin + field.Offset, raw);
    }

    /// <summary>The same of fewer bytes.</summary>
    private AnswerReader Reaching(int end) => end >= bytes.Length ? this : new AnswerReader(bytes[..end], isCutOff, isOlder, isOfVendor);

    private string Missing => isOfVendor && !isCutOff ? "the answer ends before it" : isOlder ? "not in the answer of this firmware, which is older than the field"
        : "cut off: ask with a larger output size";

    private object Value(LayoutTable layout, FieldTable field, byte[] raw, BigInteger number) => field.Kind switch
    {
        "Temperature" => (double)(number % 0x8000) / 16 * (number >= 0x8000 && number != 0x8000 ? -1 : 1),
        "Duration" => number % 0x8000 * (number / 0x8000 % 2 == 1 ? 1000 : 1),
        "Enum" => field.Words.FirstOrDefault(w => w.Value == number)?.Word ?? field.OtherWord ?? $"Unknown (0x{Hex(number)})",
        "Flags" => Enumerable.Range(0, 8 * field.Size).Where(bit => (number >> bit) % 2 == 1 && !field.Ignored.Contains(bit))
            .Select(bit => field.Words.FirstOrDefault(w => w.Value == bit)?.Word ?? $"Bit{bit}").ToArray(),
        "Bytes" => raw[..(int)BigInteger.Min(RoomOf(layout, field), field.CountedBy is null ? field.Size
            : NumberOf(layout, field.CountedBy))],
        _ => number * field.Scale,
    };

    private static BigInteger Bits(FieldTable field, BigInteger number) => field.Bits is not var (first, count) ? number
        : (number >> first) % (BigInteger.One << count);

    private int RoomOf(LayoutTable layout, FieldTable field) => field.Shorter is { } shorter && Holds(layout, shorter.When) ? shorter.Size
        : field.Size;

    private static string Hex(BigInteger number) => number.ToString("x", null).TrimStart('0').PadLeft(2, '0');

    private bool Holds(LayoutTable layout, ConditionTable condition) => condition.HoldsFor(NumberOf(layout, condition.Field));

    /// <summary>A field that is not there counts as zero.</summary>
    private BigInteger NumberOf(LayoutTable layout, string name) =>
        layout.Get(name) is var field && field.Offset + field.Size <= bytes.Length ? Bits(field, Number(field.Offset, field.Size)) : 0;

    private BigInteger Number(int offset, int size) => new(bytes.AsSpan(offset, size), isUnsigned: true);
}
