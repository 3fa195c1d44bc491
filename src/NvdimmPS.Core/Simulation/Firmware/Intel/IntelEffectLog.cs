using System.Buffers.Binary;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// Functions 7, 8 and 9 of the Intel family: which vendor opcodes there are, what they do, and the pass-through itself. Behind it is
/// the module's own firmware, and four opcodes that are made up and echo their input.
/// </summary>
internal sealed class IntelEffectLog(IntelVendor module)
{
    private const uint NoEffects = 1 << 0, SecurityState = 1 << 1, ImmediateConfiguration = 1 << 3, ImmediateData = 1 << 5;

    private static readonly (uint Opcode, uint Effects)[] MadeUp =
        [(0x0005, NoEffects), (0x0105, ImmediateConfiguration), (0x0203, SecurityState), (0x0305, ImmediateData)];

    private static readonly (uint Opcode, uint Effects)[] Opcodes =
        [.. MadeUp, (0x0107, ImmediateData), (0x01FD, NoEffects), .. IntelVendor.Opcodes.ToArray().Select(o => ((uint)o, NoEffects))];

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        7 => Size(),
        8 => Log(),
        _ => PassThrough(input),
    };

    private static byte[] Size()
    {
        var answer = new byte[8];
        answer.U32(4, (uint)(4 + (Opcodes.Length * 8)));
        return answer;
    }

    private static byte[] Log()
    {
        var answer = new byte[8];
        answer.U16(4, (ushort)Opcodes.Length);
        return [.. answer, .. Entries()];
    }

    /// <summary>The log alone: opcode and effects of each, eight bytes.</summary>
    public static byte[] Entries()
    {
        var entries = new byte[Opcodes.Length * 8];
        for (var i = 0; i < Opcodes.Length; i++)
        {
            entries.U32(i * 8, Opcodes[i].Opcode);
            entries.U32((i * 8) + 4, Opcodes[i].Effects);
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
        byte status = 0;
        var output = Array.Exists(MadeUp, o => o.Opcode == opcode) ? payload.ToArray() : module.Evaluate(opcode, payload, out status);
        if (status != 0)
        {
            return Refusal(IntelStatus.Specific(status));
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
