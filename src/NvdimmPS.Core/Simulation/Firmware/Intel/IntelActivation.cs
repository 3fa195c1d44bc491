namespace NvdimmPS.Simulation.Firmware;

/// <summary>Runtime activation of one DIMM: functions 29 and 30 of the Intel family, with the published result codes.</summary>
internal sealed class IntelActivation(DimmUpdate update, ActivationState bus)
{
    // Published: 1 success, 2 nothing staged. The kernel's header has the two the other way round.
    private const ushort None = 0, Success = 1, NothingStaged = 2;

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function == 29 ? Status() : Arm(input[0]);

    private byte[] Status()
    {
        var state = bus.Busy ? (byte)2 : update.Armed ? (byte)1 : (byte)0;
        var took = state == 0 && update.Activation != 0 && update.Activation == bus.Last;
        var answer = new byte[8];
        answer.U16(4, !took ? None : update.MissedActivation ? NothingStaged : Success);
        answer[6] = state;
        return answer;
    }

    private byte[] Arm(byte arm)
    {
        if (arm > 1)
        {
            return Answer.Status(IntelStatus.InvalidInput);
        }

        update.Armed = arm == 1;
        return Answer.Success();
    }
}
