using System.Buffers.Binary;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// Functions 7, 8 and 9 of the Intel family: which vendor opcodes there are, what they do, and the pass-through itself.
/// The opcodes are made up; each echoes its input.
/// </summary>
internal static class IntelEffectLog
{
    private const uint NoEffects = 1 << 0, SecurityState = 1 << 1, ImmediateConfiguration = 1 << 3, ImmediateData = 1 << 5;

    private static readonly (uint Opcode, uint Effects)[] Opcodes =
        [(0x0001, NoEffects), (0x0005, NoEffects), (0x0105, ImmediateConfiguration), (0x0203, SecurityState), (0x0305, ImmediateData)];

    public static byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
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
        var answer = new byte[8 + (Opcodes.Length * 8)];
        answer.U16(4, (ushort)Opcodes.Length);
        for (var i = 0; i < Opcodes.Length; i++)
        {
            answer.U32(8 + (i * 8), Opcodes[i].Opcode);
            answer.U32(12 + (i * 8), Opcodes[i].Effects);
        }

        return answer;
    }

    private static byte[] PassThrough(ReadOnlySpan<byte> input)
    {
        var opcode = BinaryPrimitives.ReadUInt32LittleEndian(input);
        var length = BinaryPrimitives.ReadUInt32LittleEndian(input[4..]);
        if (length > input.Length - 8 || !Array.Exists(Opcodes, o => o.Opcode == opcode))
        {
            // The output length stands there on an error too, as 0.
            var refusal = new byte[8];
            refusal.U32(0, IntelStatus.InvalidInput);
            return refusal;
        }

        var answer = new byte[8 + length];
        answer.U32(4, length);
        input.Slice(8, (int)length).CopyTo(answer.AsSpan(8));
        return answer;
    }
}
