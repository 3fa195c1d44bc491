using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Opcodes 06 and 07: what platform and module agree on, read and set.</summary>
internal sealed class VendorPlatform(FirmwareContext context, LargeMailbox mailbox)
{
    public const int Page = 4096;

    /// <summary>What lies before holds the module's own data.</summary>
    public const ulong PersistentStart = 256 << 20;

    private const int PlatformDataSize = 128 << 10;

    private readonly DimmState _state = context.State;
    private readonly DimmDefinition _identity = context.Identity;

    public VendorAnswer Evaluate(ushort word, ReadOnlySpan<byte> input) => word switch
    {
        0x0006 => VendorAnswer.Of(BitConverter.GetBytes(Now + _state.Settings.ClockAhead)),
        0x0106 => PlatformData(input),
        0x0206 => Partitions(),
        0x0306 => DebugLevel(),
        0x0406 => PersistentState(),
        0x0606 => BusTraining(),
        0x0906 => VendorAnswer.Of(1, 1), // the latch is always on
        0x0A06 => VendorAnswer.Of(_state.Settings.ViralPolicy ? (byte)1 : (byte)0, 0),
        0xCA06 => AccessPolicy(input[0], input[1]),
        0xEA06 => VendorAnswer.Of(0, 0), // caches are not flushed on power loss
        0x0007 => SetClock(input.U64(0)),
        0x0107 => SetPlatformData(input),
        0x0A07 => SetViralPolicy(input[0]),
        _ => FisStatus.Unsupported,
    };

    private static VendorAnswer DebugLevel()
    {
        const byte information = 3, logs = 3;
        return VendorAnswer.Of(information, logs);
    }

    private VendorAnswer PersistentState()
    {
        const byte enabled = 1 << 0, viral = 1 << 1;
        return VendorAnswer.Of((byte)(enabled | (_state.Settings.ViralPolicy ? viral : 0)));
    }

    /// <summary>Complete; from 2.1 on the normal mode has a number of its own.</summary>
    private VendorAnswer BusTraining()
    {
        const byte rate2666 = 4, complete = 1, normalComplete = 4;
        const ushort hasNormal = 0x0201;
        return VendorAnswer.Of(rate2666, _state.FisVersion < hasNormal ? complete : normalComplete, 1);
    }

    private VendorAnswer SetClock(ulong seconds)
    {
        _state.Settings.ClockAhead = unchecked(seconds - Now);
        return VendorAnswer.Done;
    }

    private VendorAnswer SetViralPolicy(byte enable)
    {
        if (enable > 1)
        {
            return FisStatus.InvalidParameter;
        }

        _state.Settings.ViralPolicy = enable == 1;
        return VendorAnswer.Done;
    }

    /// <summary>Only the BIOS may set the configuration that is for it; a command that the policy does not have is invalid.</summary>
    private static VendorAnswer AccessPolicy(byte opcode, byte subOpcode)
    {
        const byte none = 0, biosOnly = 1;
        return (opcode, subOpcode) switch
        {
            (0x07, 0x09) => VendorAnswer.Of(biosOnly),
            (0x03 or 0x05 or 0x07 or 0x09, _) => VendorAnswer.Of(none),
            _ => FisStatus.InvalidParameter,
        };
    }

    /// <summary>Partition 1 holds the platform's data, partition 2 the labels; 0 is the BIOS's own.</summary>
    private VendorAnswer PlatformData(ReadOnlySpan<byte> input)
    {
        const byte small = 1, sizeQuery = 2;
        if (input[0] is 0 or > 2)
        {
            return FisStatus.InvalidParameter;
        }

        var (partition, length) = input[0] == 1 ? (_state.PlatformData, PlatformDataSize) : (_state.Labels, _state.Labels.Length);
        var offset = input.U32(2);
        if ((input[1] & sizeQuery) != 0)
        {
            return VendorAnswer.Of(BitConverter.GetBytes(length));
        }

        if ((input[1] & small) == 0)
        {
            mailbox.Output = partition;
            return VendorAnswer.Of();
        }

        return offset < length ? LargeMailbox.Part(partition, offset) : FisStatus.InvalidParameter;
    }

    /// <summary>Writes 64 bytes, or what stands in the large payload.</summary>
    private VendorAnswer SetPlatformData(ReadOnlySpan<byte> input)
    {
        const int piece = 64, dataStart = 64;
        if (input[0] is 0 or > 2 || input[1] > 1)
        {
            return FisStatus.InvalidParameter;
        }

        var offset = input.U32(2);
        var data = new byte[input[0] == 1 ? PlatformDataSize : _state.Labels.Length];
        (input[0] == 1 ? _state.PlatformData : _state.Labels).CopyTo(data, 0);
        if (input[1] == 0)
        {
            mailbox.Input[..data.Length].CopyTo(data);
        }
        else if (offset % piece == 0 && offset < data.Length)
        {
            input.Slice(dataStart, piece).CopyTo(data.AsSpan((int)offset));
        }
        else
        {
            return FisStatus.InvalidParameter;
        }

        if (input[0] == 1)
        {
            _state.PlatformData = data;
        }
        else
        {
            data.CopyTo(_state.Labels, 0);
        }

        return VendorAnswer.Done;
    }

    private byte[] Partitions()
    {
        var answer = new byte[VendorAnswer.Size];
        answer.U32(16, (uint)(_identity.Capacity / Page));
        answer.U64(24, PersistentStart);
        answer.U32(32, (uint)((_identity.Capacity + PersistentStart) / Page));
        return answer;
    }

    private ulong Now => (ulong)context.Time.GetUtcNow().ToUnixTimeSeconds();
}
