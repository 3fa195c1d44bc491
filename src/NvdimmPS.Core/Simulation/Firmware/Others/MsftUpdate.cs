using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// Firmware update of the Microsoft family: functions 22 to 26. Start, send, finish, select; it runs from the next boot on.
/// </summary>
internal sealed class MsftUpdate(NvdimmNState state, JedecRegisters registers)
{
    /// <summary>What stands before the data of function 23.</summary>
    public const int HeaderSize = 7;

    private const int BlockSize = TypedBlocks.Size;

    private readonly FirmwareSlots _slots = state.Firmware;

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        22 => Start(input[0]),
        23 => Send(input),
        24 => Finish(),
        25 => Select(input[0]),
        _ => Information(input[0]),
    };

    private byte[] Start(byte slot)
    {
        const uint inProgress = 1;
        if (_slots.Updating)
        {
            return Answer.Status(MsftStatus.Specific(inProgress));
        }

        // Not the one that runs.
        if (slot >= FirmwareSlots.Count || slot == _slots.Running)
        {
            return Answer.Status(MsftStatus.InvalidInput);
        }

        _slots.Start(slot);
        return Answer.Success();
    }

    /// <summary>Whole blocks that lie within one region.</summary>
    private byte[] Send(ReadOnlySpan<byte> input)
    {
        const uint none = 1, badSize = 2;
        if (!_slots.Updating)
        {
            return Answer.Status(MsftStatus.Specific(none));
        }

        var (length, region, block) = (input.U32(0), input.U16(4), input[6]);
        if (length != input.Length - HeaderSize)
        {
            return Answer.Status(MsftStatus.InvalidInput);
        }

        if (length == 0 || length % BlockSize != 0 || (block * BlockSize) + length > registers[0, 0x32] * BlockSize)
        {
            return Answer.Status(MsftStatus.Specific(badSize));
        }

        _slots.Receive(region == 0 && block == 0, input[HeaderSize..]);
        return Answer.Success();
    }

    private byte[] Finish()
    {
        const uint none = 1, invalidImage = 2;
        return !_slots.Updating ? Answer.Status(MsftStatus.Specific(none))
            : _slots.Finish(fails: state.Injected.Meets(InjectedError.FirmwareUpdate)) ? Answer.Success()
            : Answer.Status(MsftStatus.Specific(invalidImage));
    }

    private byte[] Select(byte slot)
    {
        const uint invalidSlot = 1, empty = 2;
        if (slot >= FirmwareSlots.Count || _slots.Revision(slot) == 0)
        {
            return Answer.Status(MsftStatus.Specific(slot >= FirmwareSlots.Count ? invalidSlot : empty));
        }

        _slots.Select(slot);
        return Answer.Success();
    }

    private byte[] Information(byte slot)
    {
        if (slot >= FirmwareSlots.Count)
        {
            return Answer.Status(MsftStatus.InvalidInput);
        }

        var answer = new byte[6];
        answer.U16(4, _slots.Revision(slot));
        return answer;
    }
}
