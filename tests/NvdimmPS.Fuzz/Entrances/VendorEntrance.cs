using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>
/// What modules answer to vendor commands, and what is sent to them: every field of every command in every form and every version of the
/// firmware interface is what plain arithmetic over the bytes says, and no passphrase comes out.
/// </summary>
/// <param name="table">The family with its commands, as the schema's text has it.</param>
/// <param name="decode">Who reads answers; the product where nobody else is named.</param>
/// <param name="request">Who reads requests.</param>
internal sealed class VendorEntrance(FamilyTable table, AnswerDecoder? decode = null, RequestDecoder? request = null)
    : Entrance("vendor", "answers and requests of vendor commands, in every form and version")
{
    private const int PerByte = 1024, MostInput = 160;

    private static readonly FisTableVersion[] Others = [new(0, 0), new(1, 4), new(1, 9), new(99, 99)];

    private readonly AnswerDecoder _decode = decode
        ?? ((function, output, truncated, offered) => DsmDecoder.DecodeOutput(function, output, truncated, "nmem0", offered));

    private readonly CarriedCommands _commands = new(table);
    private readonly RequestDecoder _request = request ?? DsmPayload.OfRequest;

    /// <summary>Every version at which something begins or ends, that before it, and some that no table names.</summary>
    private readonly FisTableVersion[] _versions =
    [
        .. Others, .. table.VendorCommands.SelectMany(Fields).Select(f => f.Fis).OfType<FisTable>()
            .SelectMany(f => new[] { f.From, f.Before }).OfType<FisTableVersion>().Distinct()
            .SelectMany(v => new[] { v, v.Minor > 0 ? v with { Minor = v.Minor - 1 } : new(v.Major - 1, 99) }),
    ];

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var command = dice.Of(table.VendorCommands);
        var input = Input(dice, command);
        if (dice.OneIn(4))
        {
            Send(current, command, input);
        }
        else
        {
            Answer(current, command, input, dice.OneIn(4) ? null : dice.Of(_versions));
        }
    }

    private void Answer(FuzzCase current, VendorTable command, byte[] input, FisTableVersion? fis)
    {
        var dice = current.Dice;
        var expectedBy = _commands.Answering(command, input, fis);
        var bytes = PayloadMaker.Answer(dice, expectedBy);
        var isCutOff = dice.OneIn(8);
        current.Throws(bytes, () => $"{command}, FIS {fis?.ToString() ?? "unknown"}{(isCutOff ? ", cut off" : "")}, "
            + $"to {Convert.ToHexStringLower(input)}:");
        var expected = AnswerReader.Read(expectedBy, bytes, isCutOff, offered: null);
        var answer = Product(current, Room + (PerByte * (long)(bytes.Length + input.Length)), () =>
        {
            var function = VendorFunctions.Of(Command(command), input, fis is { } known ? new FisVersion(known.Major, known.Minor) : null);
            return _decode(function, bytes, isCutOff, null);
        }, out var refusal);
        if (AnswerComparison.Difference(expectedBy, expected, answer, refusal) is { } difference)
        {
            throw new FuzzFailure($"{command}: {difference}");
        }
    }

    /// <summary>The pass-through function is what people call; which command it carries, the bytes say.</summary>
    private void Send(FuzzCase current, VendorTable command, byte[] input)
    {
        byte[] bytes =
        [
            (byte)command.Opcode, (byte)command.SubOpcode, 0, 0, .. BitConverter.GetBytes(Length(current.Dice, input.Length)), .. input,
        ];
        current.Throws(bytes, () => $"{command}, input:");
        var described = _commands.Request(command, input);
        var layout = described.Input!;
        var fits = bytes.Length >= layout.FixedSize && (layout.Tail is not null || bytes.Length == layout.FixedSize);
        var by = fits || described.HoldsSecret ? described : _commands.Carrier;
        var isGood = RequestWriter.IsSendable(by, bytes);
        var payload = Product(current, Room + (PerByte * (long)bytes.Length), () => _request(VendorFunctions.Carrier, bytes), out var refusal);
        Hold(isGood == payload is not null, isGood ? $"{command}: it is refused and is a request: {refusal?.Message}"
            : $"{command}: it passes for a request and is none");
        var secrets = Secrets(layout, bytes).Where(s => s.Distinct().Count() > 8).Select(Convert.ToHexStringLower).ToList();
        var shown = payload is null ? refusal!.Message : string.Join('\n', payload.Fields.Select(f => $"{f} {f.Raw}"))
            + payload.Hex.Replace(" ", "", StringComparison.Ordinal);
        Hold(!secrets.Exists(s => shown.Contains(s, StringComparison.OrdinalIgnoreCase)), $"{command}: the passphrase can be read");
        if (payload is not null && AnswerComparison.Fields(AnswerReader.ReadInput(by.Input!, bytes)!, payload.Fields) is { } difference)
        {
            throw new FuzzFailure($"{command}: {difference}");
        }
    }

    private static IEnumerable<byte[]> Secrets(LayoutTable layout, byte[] bytes) => layout.Named.Where(f => f.IsSecret && f.Offset < bytes.Length)
        .Select(f => bytes[f.Offset..(f.IsTail ? bytes.Length : Math.Min(bytes.Length, f.Offset + f.Size))]);

    private static uint Length(Dice dice, int length) => dice.OneIn(6) ? (uint)dice.Number(4) : (uint)length;

    /// <summary>A payload by the command's table, cut or long at times, or anything.</summary>
    private byte[] Input(Dice dice, VendorTable command)
    {
        var layout = _commands.Alone(command);
        var bytes = dice.OneIn(10) ? dice.Bytes(dice.Below(MostInput))
            : PayloadMaker.Input(dice, _commands.Carrier with { Input = layout });
        if (command is { Opcode: 0xFD, SubOpcode: 5 } && bytes.Length > 1 && !dice.OneIn(4))
        {
            var carried = dice.Of(table.VendorCommands);
            (bytes[0], bytes[1]) = ((byte)carried.Opcode, (byte)carried.SubOpcode);
        }

        // Exactly what the register set holds is what modules get.
        return layout.Tail is null && bytes.Length != layout.FixedSize && dice.OneIn(2)
            ? [.. bytes.Take(layout.FixedSize), .. new byte[Math.Max(0, layout.FixedSize - bytes.Length)]] : bytes;
    }

    private static VendorCommand Command(VendorTable command) => VendorCommands.Find((byte)command.Opcode, (byte)command.SubOpcode)!;

    private static IEnumerable<FieldTable> Fields(VendorTable command) =>
        command.Forms.Select(f => f.Fields).Append(command.Output).OfType<LayoutTable>().SelectMany(l => l.Fields);
}
