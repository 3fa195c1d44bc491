using System.Buffers.Binary;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// Functions 7, 8 and 9 of the Intel family: which vendor opcodes there are, what they do, and the pass-through itself. Behind it is
/// the module's own firmware, and four opcodes that are made up, which no published table has, and which echo their input.
/// </summary>
internal sealed class IntelEffectLog(IntelVendor module)
{
    private static readonly (ushort Word, uint Effects)[] MadeUp =
    [
        (0x0005, VendorOpcodes.NoEffects), (0x0E05, VendorOpcodes.ImmediateConfiguration), (0x0203, VendorOpcodes.SecurityState),
        (0x0F05, VendorOpcodes.ImmediateData),
    ];

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        7 => Size(),
        8 => Log(),
        _ => PassThrough(input),
    };

    private byte[] Size()
    {
        var answer = new byte[8];
        answer.U32(4, (uint)(4 + Entries(module.Version).Length));
        return answer;
    }

    private byte[] Log()
    {
        var (answer, entries) = (new byte[8], Entries(module.Version));
        answer.U16(4, (ushort)(entries.Length / 8));
        return [.. answer, .. entries];
    }

    /// <summary>The log of a version of the firmware interface alone: opcode and effects of each, eight bytes.</summary>
    public static byte[] Entries(ushort version)
    {
        (ushort Word, uint Effects)[] opcodes = [.. MadeUp, .. VendorOpcodes.Of(version).Select(o => (o.Word, o.Effects))];
        var entries = new byte[opcodes.Length * 8];
        for (var i = 0; i < opcodes.Length; i++)
        {
            entries.U32(i * 8, opcodes[i].Word);
            entries.U32((i * 8) + 4, opcodes[i].Effects);
        }

        return entries;
    }

    private byte[] PassThrough(ReadOnlySpan<byte> input)
    {
        var opcode = BinaryPrimitives.ReadUInt32LittleEndian(input);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(input[4..]);
        if (length > input.Length - 8)
        {
            return Refusal(IntelStatus.InvalidInput);
        }

        var payload = input.Slice(8, (int)length);
        var (status, output) = Array.Exists(MadeUp, o => o.Word == opcode) ? payload.ToArray() : module.Evaluate(opcode, payload);
        if (status != FisStatus.Success)
        {
            return Refusal(IntelStatus.Specific((uint)status));
        }

        var answer = new byte[8 + output.Length];
        answer.U32(4, (uint)output.Length);
        output.CopyTo(answer, 8);
        return answer;
    }

    /// <summary>The output length stands there on an error too, as 0.</summary>
    private static byte[] Refusal(uint status)
    {
        var refusal = new byte[8];
        refusal.U32(0, status);
        return refusal;
    }
}
