using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Reads both halves of a generic call's buffer.</summary>
internal delegate IReadOnlyList<DsmPayload> PackageDecoder(NdNodeKind node, byte[] bytes);

/// <summary>
/// Whole buffers of a generic call, with sizes that are right and wrong: each half is what its bytes say and no more than its own
/// size word gives it, or the buffer is refused.
/// </summary>
/// <param name="subjects">The functions.</param>
/// <param name="known">All families that there are.</param>
/// <param name="decode">Who reads; the product where nobody else is named.</param>
internal sealed class PackageEntrance(IReadOnlyList<Subject> subjects, IReadOnlyList<FamilyTable> known, PackageDecoder? decode = null)
    : Entrance("packages", "whole buffers of the generic call")
{
    private const int Header = 64, PerByte = 2048;

    // What NvdimmPS puts into nd_fw_size before a call.
    private const uint NotWritten = 0xB7C3_91E6;

    private readonly PackageDecoder _decode = decode ?? DsmPackage.Decode;
    private readonly ILookup<(bool IsOfBus, ulong Number), FamilyTable> _families = known.ToLookup(f => (f.IsOfBus, (ulong)f.Number));

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var table = dice.Of(subjects).Table;
        var bytes = Package(dice, table);
        var node = dice.OneIn(20) ? NdNodeKind.Bus : table.Family.IsOfBus ? NdNodeKind.Bus : NdNodeKind.Dimm;
        current.Throws(bytes, () => $"{node}, {table}:");
        var halves = Product(current, Room + (PerByte * (long)bytes.Length), () => _decode(node, bytes), out var refusal);
        var expected = Expected(node, bytes);
        Hold((halves is null) == (expected is null), halves is null ? $"{table}: it is refused and is a package: {refusal!.Message}"
            : $"{table}: it passes for a package and is none");
        Hold(halves is null || halves.Count == expected!.Count, $"{table}: there are {halves?.Count} halves, must be {expected?.Count}");
        foreach (var (half, must) in (halves ?? []).Zip(expected ?? []))
        {
            Compare(half, must);
        }
    }

    private static byte[] Package(Dice dice, FunctionTable table)
    {
        var isInPlace = table.Family.IsInPlace;
        var (input, output) = (PayloadMaker.Input(dice, table), PayloadMaker.Answer(dice, table));
        if (!dice.OneIn(8))
        {
            // A request that is none ends the reading: most are one.
            input = table.Input is null ? input : ArgumentMaker.Table(dice, table.Input).Raw ?? input;
        }

        output = dice.OneIn(6) ? new byte[output.Length] : output;
        var spare = dice.OneIn(3) ? dice.Bytes(dice.Below(20)) : [];
        byte[] payload = isInPlace ? [.. output, .. new byte[Math.Max(0, input.Length - output.Length)], .. spare]
            : [.. input, .. output, .. spare];
        var bytes = new byte[Header + payload.Length];
        payload.CopyTo(bytes, Header);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, dice.OneIn(30) ? dice.Number(8) : table.Family.Number);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(8),
            dice.Below(30) switch { 0 => dice.Number(8), 1 => table.Number | (1UL << 32), _ => table.Number });
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(16), (uint)(dice.OneIn(12) ? dice.Number(4) : (ulong)input.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(20), (uint)(dice.OneIn(12) ? dice.Number(4) : (ulong)output.Length));
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(60),
            dice.Below(6) switch { 0 => 0, 1 => (uint)dice.Number(4), 3 => NotWritten, 2 => (uint)dice.Below(output.Length + 8),
            _ => (uint)output.Length });
        return dice.OneIn(10) ? bytes[..dice.Below(bytes.Length + 1)] : bytes;
    }

    /// <summary>A half, and what it must be read as; an answer has a status.</summary>
    private sealed record Half(FunctionTable Function, byte[] Bytes, IReadOnlyList<ExpectedField> Fields, StatusTable? Status,
        string? Generation);

    /// <summary>The halves; null where it must be refused.</summary>
    private List<Half>? Expected(NdNodeKind node, byte[] bytes)
    {
        if (bytes.Length < Header
            || _families[(node == NdNodeKind.Bus, BinaryPrimitives.ReadUInt64LittleEndian(bytes))].FirstOrDefault() is not { } family)
        {
            return null;
        }

        // The kernel keeps the lower half of nd_command.
        var number = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(8));
        long sent = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(16)),
            room = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(20)),
            said = BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(60));
        if ((family.IsInPlace ? Math.Max(sent, room) : sent + room) > bytes.Length - Header)
        {
            return null;
        }

        var isSaid = said is not (0 or NotWritten);
        var function = family.Functions.FirstOrDefault(f => f.Number == number) ?? Unknown(family, number);
        var (input, output) = (bytes[Header..(int)(Header + sent)],
            bytes[(int)(Header + (family.IsInPlace ? 0 : sent))..][..(int)(isSaid ? Math.Min(said, room) : room)]);
        var halves = new List<Half>();
        if (!family.IsInPlace || function.Input is { Fields.Count: > 0 })
        {
            if (!RequestWriter.IsSendable(function, input))
            {
                return null;
            }

            var fields = function.Input is { } layout ? AnswerReader.ReadInput(layout, input)! : [];
            halves.Add(new Half(function, input, fields, null, null));
        }

        if (said != 0 || output.AsSpan().ContainsAnyExcept((byte)0))
        {
            var answer = AnswerReader.Read(function, output, isCutOff: isSaid && said > room, offered: null);
            if (answer.ErrorId is not null)
            {
                return null;
            }

            halves.Add(new Half(function, output, answer.Fields, answer.Status, answer.Generation));
        }

        return halves;
    }

    private static void Compare(DsmPayload half, Half must)
    {
        var of = $"{must.Function}, {half.Direction}";
        Hold((half.Direction == "Output") == (must.Status is not null), $"{of}: it is the other half");
        Hold((half.Family, half.Function, half.FunctionName) == (must.Function.Family.Name, must.Function.Number, must.Function.Name),
            $"{of}: it is said to be of {half.Family} {half.Function} {half.FunctionName}");
        Hold(half.GetBytes().AsSpan().SequenceEqual(must.Bytes),
            $"{of}: it has the bytes {half.Hex}, must have {Convert.ToHexStringLower(must.Bytes)}");
        Hold((half.StatusCode, half.Status, half.Generation) == (must.Status?.Code, must.Status?.Name, must.Generation),
            $"{of}: its status is {half.Status} (0x{half.StatusCode:x}), its generation {half.Generation}");
        var layout = must.Status is null ? must.Function.Input : must.Function.Output;
        Hold(half.ExtraBytes == (layout is { Tail: null } ? Math.Max(0, must.Bytes.Length - layout.FixedSize) : 0),
            $"{of}: {half.ExtraBytes} bytes are said to stand behind its fields");
        if (AnswerComparison.Fields(must.Fields, half.Fields) is { } difference)
        {
            throw new FuzzFailure($"{of}: {difference}");
        }
    }

    private static FunctionTable Unknown(FamilyTable family, uint number) => new()
    {
        Family = family, Number = number, Name = $"Function{number}", Generations = [], Statuses = [], FamilyStatuses = family.Statuses,
            FieldsWithStatus = [], ShortAnswers = [],
    };
}
