namespace NvdimmPS.Simulation.Firmware;

/// <summary>Functions 4, 5 and 6 of the Intel family: the label area. QEMU's virtual NVDIMMs have these three only.</summary>
internal sealed class LabelFunctions(DimmState state, uint maxTransfer)
{
    /// <summary>Extended status of a successful function 4: persistent region locked.</summary>
    private const uint LockedExtension = 1 << 16;

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        4 => Size(),
        5 => Read(input),
        _ => Write(input),
    };

    private byte[] Size()
    {
        var answer = new byte[12];
        answer.U32(0, state.Security.Has(DimmSecurity.LockedBit) ? LockedExtension : 0);
        answer.U32(4, (uint)state.Labels.Length);
        answer.U32(8, maxTransfer);
        return answer;
    }

    private byte[] Read(ReadOnlySpan<byte> input)
    {
        if (input.Length < 8 || !IsInside(input.U32(0), input.U32(4)))
        {
            return Answer.Status(IntelStatus.InvalidInput);
        }

        if (state.LabelErrors.Inside(input.U32(0), input.U32(4)).Any())
        {
            return Answer.Status(IntelStatus.HardwareError);
        }

        var answer = new byte[4 + input.U32(4)];
        state.Labels.AsSpan((int)input.U32(0), (int)input.U32(4)).CopyTo(answer.AsSpan(4));
        return answer;
    }

    private byte[] Write(ReadOnlySpan<byte> input)
    {
        if (input.Length < 8 || !IsInside(input.U32(0), input.U32(4)) || input.Length - 8 < input.U32(4))
        {
            return Answer.Status(IntelStatus.InvalidInput);
        }

        input.Slice(8, (int)input.U32(4)).CopyTo(state.Labels.AsSpan((int)input.U32(0)));
        return Answer.Success();
    }

    private bool IsInside(uint offset, uint length) =>
        length <= maxTransfer && (ulong)offset + length <= (ulong)state.Labels.Length;
}
