namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// Function 31 of the Intel family: errors in the label area. Reading what has one fails (hardware error) until it is
/// cleared by the same function.
/// </summary>
internal sealed class IntelLabelErrors(DimmState state)
{
    /// <summary>Of Clear Uncorrectable Error; offset and length are multiples of it.</summary>
    private const uint ClearUnit = 256;

    public byte[] Evaluate(ReadOnlySpan<byte> input)
    {
        const byte clear = 0, inject = 1;
        if (!state.InjectionEnabled)
        {
            return Answer.Status(IntelStatus.InjectionDisabled);
        }

        var (control, offset, length) = (input[0], input.U32(4), input.U32(8));
        if (control is not (clear or inject) || length == 0 || offset % ClearUnit != 0 || length % ClearUnit != 0
            || (ulong)offset + length > (ulong)state.Labels.Length)
        {
            return Answer.Status(IntelStatus.InvalidInput);
        }

        if (control == inject)
        {
            state.LabelErrors.Add(offset, length);
        }
        else
        {
            state.LabelErrors.Forget(offset, length);
        }

        return Answer.Success();
    }
}
