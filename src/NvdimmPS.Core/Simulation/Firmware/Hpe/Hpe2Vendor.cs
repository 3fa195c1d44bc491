using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// The vendor's commands: functions 6, 7 and 8 of HPE's second family. The opcodes are made up: one echoes its input, one
/// erases the saved image, one arms the DIMM.
/// </summary>
internal sealed class Hpe2Vendor(NvdimmNState state)
{
    private const uint Echo = 0x0001, Erase = 0x0010, Arm = 0x0011;
    private const uint NoEffects = 1 << 0, ImmediateConfiguration = 1 << 3, ImmediateData = 1 << 5;
    private const uint OperationFailed = 0x0001;

    private static readonly (uint Opcode, uint Effects)[] Opcodes =
        [(Echo, NoEffects), (Erase, ImmediateData), (Arm, ImmediateConfiguration)];

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        6 => LogSize(),
        7 => Log(),
        _ => Run(input.U32(0), input.U32(4), input[8..]),
    };

    /// <summary>The size is at offset 8, as printed, and not at 4.</summary>
    private static byte[] LogSize()
    {
        var answer = new byte[12];
        answer.U32(8, (uint)(4 + (8 * Opcodes.Length)));
        return answer;
    }

    private static byte[] Log()
    {
        var answer = new byte[8 + (8 * Opcodes.Length)];
        answer.U16(4, (ushort)Opcodes.Length);
        for (var i = 0; i < Opcodes.Length; i++)
        {
            answer.U32(8 + (8 * i), Opcodes[i].Opcode);
            answer.U32(12 + (8 * i), Opcodes[i].Effects);
        }

        return answer;
    }

    private byte[] Run(uint opcode, uint length, ReadOnlySpan<byte> data)
    {
        if (length != data.Length || !Array.Exists(Opcodes, o => o.Opcode == opcode))
        {
            return Output(HpeStatus.InvalidInput, []);
        }

        return opcode switch
        {
            Erase => Output(state.Erase() ? 0 : HpeStatus.Vendor(OperationFailed), []),
            Arm => Output(state.Arm() ? 0 : HpeStatus.Vendor(OperationFailed), []),
            _ => Output(0, data),
        };
    }

    /// <summary>The output's length is there on failures too, as 0.</summary>
    private static byte[] Output(uint status, ReadOnlySpan<byte> data)
    {
        var answer = new byte[8 + data.Length];
        answer.U32(0, status);
        answer.U32(4, (uint)data.Length);
        data.CopyTo(answer.AsSpan(8));
        return answer;
    }
}
