namespace NvdimmPS.Simulation.Firmware;

/// <summary>The bus family of Intel: 1 Get Devices Runtime FW Activation Info, 2 Activate Firmware.</summary>
internal sealed class IntelBusFirmware(ActivationState activation) : IDsmFirmware
{
    private const uint FunctionSpecific = 6;
    private const byte Capabilities = 0b111; // platform quiesce, OS quiesce, warm reset

    public ulong Family => 1;

    public uint Query(int revision) => revision == 1 ? 0x7u : 0;

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input) => function switch
    {
        1 => Information(),
        2 when input.Length >= 1 => Activate(),
        2 => Answer.Status(2),
        _ => Answer.Status(1),
    };

    private byte[] Information()
    {
        const ulong second = 1_000_000;
        var timeout = (ulong)activation.Armed * second;
        var answer = new byte[40];
        answer[6] = activation.State;
        answer[7] = Capabilities;
        answer.U64(8, timeout);
        answer.U64(16, timeout);
        answer.U64(24, timeout);
        answer.U64(32, Math.Max(timeout, 3 * second));
        return answer;
    }

    private byte[] Activate()
    {
        if (activation.Busy)
        {
            return Answer.Status(FunctionSpecific | (2 << 16));
        }

        if (activation.Armed == 0)
        {
            return Answer.Status(FunctionSpecific | (1 << 16));
        }

        activation.Activate();
        return Answer.Success();
    }
}
