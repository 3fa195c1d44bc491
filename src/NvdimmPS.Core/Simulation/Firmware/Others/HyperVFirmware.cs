using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// A Hyper-V guest's virtual NVDIMM: function 1 health, 2 unsafe shutdown count; labels by ACPI's own methods. Its
/// <c>_DSM</c> returns a buffer of fixed length, so <c>nd_fw_size</c> is larger than what anyone asks for.
/// </summary>
internal sealed class HyperVFirmware(DimmState state) : IDsmFirmware, IAcpiLabelMethods
{
    private const int AnswerSize = 4096;
    private const uint MaxTransfer = 4096, Invalid = 2, Locked = 3;

    public ulong Family => (ulong)NdFamily.HyperV;

    public uint Query(int revision) => revision == 1 ? 0x7u : 0;

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input)
    {
        var answer = new byte[AnswerSize];
        switch (function)
        {
            case 1:
                answer.U32(4, Health());
                break;
            case 2:
                answer.U32(4, state.ShutdownCount);
                break;
            default:
                answer.U32(0, 1);
                break;
        }

        return answer;
    }

    public byte[]? LabelInformation()
    {
        var answer = new byte[12];
        answer.U32(4, (uint)state.Labels.Length);
        answer.U32(8, MaxTransfer);
        return answer;
    }

    public byte[]? LabelRead(uint offset, uint length)
    {
        if (Refuse(offset, length) is { } refusal)
        {
            return refusal;
        }

        var answer = new byte[4 + length];
        state.Labels.AsSpan((int)offset, (int)length).CopyTo(answer.AsSpan(4));
        return answer;
    }

    public byte[]? LabelWrite(uint offset, uint length, ReadOnlySpan<byte> data)
    {
        if (Refuse(offset, length) is { } refusal)
        {
            return refusal;
        }

        data.CopyTo(state.Labels.AsSpan((int)offset));
        return Answer.Success();
    }

    private byte[]? Refuse(uint offset, uint length) =>
        state.Security.Has(DimmSecurity.LockedBit) ? Answer.Status(Locked)
        : length > MaxTransfer || (ulong)offset + length > (ulong)state.Labels.Length ? Answer.Status(Invalid)
        : null;

    /// <summary>Bits 0 and 1 are critical, 2 is fatal, 3 to 5 are not critical.</summary>
    private uint Health() => state.Health switch
    {
        SimulatedHealth.NonCritical => 1 << 3,
        SimulatedHealth.Critical => 1 << 0,
        SimulatedHealth.Fatal => 1 << 2,
        _ => 0,
    };
}
