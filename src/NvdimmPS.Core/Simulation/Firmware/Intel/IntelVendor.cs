using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// The module's own firmware behind the pass-through (FIS 2.3): what it is, its health, counters and error logs, and the tables of its
/// platform. What it does not know it refuses with status 04, as modules do.
/// </summary>
internal sealed class IntelVendor(FirmwareContext context, IntelSmart smart)
{
    public const byte InvalidParameter = 0x01, Unsupported = 0x04, DataNotSet = 0x0A;

    private const int Size = 128, Page = 4096, LargeSize = 1 << 20, TransferSize = 4 << 10, PlatformDataSize = 128 << 10;
    private const ushort FisVersion = 0x0203;
    private const ulong PersistentStart = 256 << 20;
    private const ulong Ready = 0x0000_0004_1815_00F0; // the firmware is up, the media is ready

    private byte[] _output = []; // what the last command left in the large payload of the mailbox; zeros follow
    private readonly byte[] _input = new byte[LargeSize]; // what was written there for the next command
    private readonly DimmState _state = context.State;
    private readonly DimmDefinition _identity = context.Identity;

    /// <summary>The opcodes that it knows and that only read.</summary>
    public static ReadOnlySpan<ushort> Opcodes =>
        [
            0x0001, 0x0101, 0x0002, 0x0202, 0x0104, 0x0204, 0x0304, 0x0404, 0x0604, 0x0006, 0x0106, 0x0206, 0x0906, 0x0A06, 0xCA06, 0xEA06,
            0x0008, 0x0108, 0x0308, 0x0408, 0x0508, 0xFF08, 0x00FD, 0x02FD, 0x03FD,
        ];

    /// <summary>The answer to a command; empty with a status of the module's firmware that is not 0.</summary>
    public byte[] Evaluate(uint opcode, ReadOnlySpan<byte> input, out byte status)
    {
        status = 0;
        var answer = opcode switch
        {
            0x0001 => Identity(),
            0x0101 => Characteristics(),
            0x0002 => Security(),
            0x0202 => OptIn(input),
            0x0104 => smart.AlarmThresholds(),
            0x0204 => PowerPolicy(),
            0x0304 => Small(1, 0, 1), // a die that fails is replaced, and there are spares
            0x0404 => Scrub(),
            0x0604 => ReportingTime(),
            0x0006 => Clock(),
            0x0106 => PlatformData(input),
            0x0206 => Partitions(),
            0x0906 => Small(1, 1), // the latch is always on
            0x0A06 => Small(0, 0), // writes go on after a fatal error of the platform
            0xCA06 => AccessPolicy(input),
            0xEA06 => Small(0, 0), // caches are not flushed on power loss
            0x0008 => smart.Log(),
            0x0108 => Images(),
            0x0308 => Memory(input),
            0x0508 => Errors(input),
            0xFF08 => Effects(input),
            0x0107 => SetPlatformData(input),
            0x00FD => LargePayload(),
            0x01FD => Write(input),
            0x02FD => Piece(input),
            0x03FD => BitConverter.GetBytes(Ready),
            _ => null,
        };
        status = answer is not null ? (byte)0 : opcode is 0x0408 ? DataNotSet
            : opcode is 0x0202 or 0x0106 or 0xCA06 or 0x0308 or 0x0508 or 0xFF08 or 0x0107 or 0x01FD or 0x02FD ? InvalidParameter
            : Unsupported;
        return answer ?? [];
    }

    private byte[] Identity()
    {
        var answer = new byte[Size];
        answer.U16(0, BinaryPrimitives.ReverseEndianness(_identity.SubsystemVendor));
        answer.U16(2, BinaryPrimitives.ReverseEndianness(_identity.SubsystemDevice));
        answer.U16(4, _identity.SubsystemRevision);
        answer.U16(6, _identity.Format);
        Version(answer.AsSpan(8), _state.Update.RunningVersion);
        answer.U32(32, (uint)((_identity.Capacity + PersistentStart) / Page));
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(38), _identity.Serial);
        Encoding.ASCII.GetBytes("NMA1XXD128GPS", answer.AsSpan(42));
        answer.U32(62, 0x0003_000D);
        answer.U16(68, FisVersion);
        answer.U16(70, BinaryPrimitives.ReverseEndianness(_identity.SubsystemVendor));
        answer[72] = _identity.Made?.Location ?? 0;
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(73), _identity.Made?.Date ?? 0);
        BinaryPrimitives.WriteUInt32BigEndian(answer.AsSpan(75), _identity.Serial);
        answer.U16(79, FisVersion);
        return answer;
    }

    private static byte[] Characteristics()
    {
        var answer = new byte[Size];
        ReadOnlySpan<double> limits = [98, 85, 82, 80, 98, 93];
        for (var i = 0; i < limits.Length; i++)
        {
            answer.U16(2 * i, Sixteenths.Encode(limits[i]));
        }

        answer.U16(12, 18000);
        answer.U16(14, 20000);
        answer.U32(16, 120_000);
        answer.U32(20, 1000);
        answer.U32(24, 12_000);
        answer.U32(28, 100);
        return answer;
    }

    private byte[] Security()
    {
        var answer = new byte[Size];
        const byte same = DimmSecurity.Enabled | DimmSecurity.LockedBit | DimmSecurity.Frozen;
        answer.U32(0, (uint)(_state.Security.State & same) | ((_state.Security.Extended & DimmSecurity.MasterEnabled) != 0 ? 1u << 8 : 0));
        return answer;
    }

    /// <summary>What the platform's owner opted in to: nothing, and no more may be changed after the start.</summary>
    private static byte[]? OptIn(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2 || input.U16(0) is 0 or > 4)
        {
            return null;
        }

        var answer = new byte[Size];
        answer.U16(0, input.U16(0));
        return answer;
    }

    private static byte[] PowerPolicy()
    {
        var answer = new byte[Size];
        answer.U16(3, 15000);
        answer[6] = 1;
        answer.U16(7, 18000);
        answer.U32(9, 15_000);
        return answer;
    }

    /// <summary>None was started since the power came.</summary>
    private byte[] Scrub()
    {
        var answer = new byte[Size];
        answer.U64(4, PersistentStart);
        answer.U64(12, _identity.Capacity + PersistentStart);
        return answer;
    }

    private static byte[] ReportingTime()
    {
        var answer = new byte[Size];
        answer.U32(4, 1000);
        return answer;
    }

    /// <summary>Only the BIOS may set the configuration that is for it; a command that the policy does not have is invalid.</summary>
    private static byte[]? AccessPolicy(ReadOnlySpan<byte> input)
    {
        const byte none = 0, biosOnly = 1;
        return input.Length < 2 ? null : (input[0], input[1]) switch
        {
            (0x07, 0x09) => Small(biosOnly),
            (0x03 or 0x05 or 0x07 or 0x09, _) => Small(none),
            _ => null,
        };
    }

    private static byte[] Small(params ReadOnlySpan<byte> bytes)
    {
        var answer = new byte[Size];
        bytes.CopyTo(answer);
        return answer;
    }

    private byte[] Clock()
    {
        var answer = new byte[Size];
        answer.U64(0, Now);
        return answer;
    }

    /// <summary>Partition 1 holds the platform's data, partition 2 the labels; 0 is the BIOS's own.</summary>
    private byte[]? PlatformData(ReadOnlySpan<byte> input)
    {
        const byte small = 1, sizeQuery = 2;
        if (input.Length < 6 || input[0] is 0 or > 2)
        {
            return null;
        }

        var (partition, length) = input[0] == 1 ? (_state.PlatformData, PlatformDataSize) : (_state.Labels, _state.Labels.Length);
        var offset = BinaryPrimitives.ReadUInt32LittleEndian(input[2..]);
        if ((input[1] & sizeQuery) != 0)
        {
            var answer = new byte[Size];
            answer.U32(0, (uint)length);
            return answer;
        }

        if ((input[1] & small) == 0)
        {
            _output = partition;
            return new byte[Size];
        }

        return offset < length ? Part(partition, offset, Size) : null;
    }

    /// <summary>Writes 64 bytes, or what stands in the large payload.</summary>
    private byte[]? SetPlatformData(ReadOnlySpan<byte> input)
    {
        const int piece = 64, dataStart = 64;
        if (input.Length < Size || input[0] is 0 or > 2 || input[1] > 1)
        {
            return null;
        }

        var offset = BinaryPrimitives.ReadUInt32LittleEndian(input[2..]);
        var data = new byte[input[0] == 1 ? PlatformDataSize : _state.Labels.Length];
        (input[0] == 1 ? _state.PlatformData : _state.Labels).CopyTo(data, 0);
        if (input[1] == 0)
        {
            _input.AsSpan(0, data.Length).CopyTo(data);
        }
        else if (offset % piece == 0 && offset < data.Length)
        {
            input.Slice(dataStart, piece).CopyTo(data.AsSpan((int)offset));
        }
        else
        {
            return null;
        }

        if (input[0] == 1)
        {
            _state.PlatformData = data;
        }
        else
        {
            data.CopyTo(_state.Labels, 0);
        }

        return [];
    }

    private byte[]? Write(ReadOnlySpan<byte> input)
    {
        const int head = 2 * sizeof(uint);
        if (input.Length < head)
        {
            return null;
        }

        var (size, offset) = (BinaryPrimitives.ReadUInt32LittleEndian(input), BinaryPrimitives.ReadUInt32LittleEndian(input[4..]));
        if (size > TransferSize || offset > LargeSize - size || input.Length < head + size)
        {
            return null;
        }

        input.Slice(head, (int)size).CopyTo(_input.AsSpan((int)offset));
        return [];
    }

    private byte[]? Piece(ReadOnlySpan<byte> input)
    {
        if (input.Length < 2 * sizeof(uint))
        {
            return null;
        }

        var (size, offset) = (BinaryPrimitives.ReadUInt32LittleEndian(input), BinaryPrimitives.ReadUInt32LittleEndian(input[4..]));
        return size <= TransferSize && offset <= LargeSize - size ? Part(_output, offset, (int)size) : null;
    }

    private static byte[] Part(byte[] bytes, uint offset, int size)
    {
        var part = new byte[size];
        var start = (int)Math.Min(offset, (uint)bytes.Length);
        bytes.AsSpan(start, Math.Min(size, bytes.Length - start)).CopyTo(part);
        return part;
    }

    private byte[] Partitions()
    {
        var answer = new byte[Size];
        answer.U32(16, (uint)(_identity.Capacity / Page));
        answer.U64(24, PersistentStart);
        answer.U32(32, (uint)((_identity.Capacity + PersistentStart) / Page));
        return answer;
    }

    private byte[] Images()
    {
        var answer = new byte[Size];
        Version(answer, _state.Update.RunningVersion);
        answer.U16(6, 256);
        Version(answer.AsSpan(16), _state.Update.StagedVersion);
        answer[21] = (byte)(_state.Update.StagedVersion != 0 ? 1 : 0);
        answer[22] = (byte)(_state.Update.StagedVersion != 0 ? 1 : 2);
        answer.U16(24, 5000);
        return answer;
    }

    private byte[]? Memory(ReadOnlySpan<byte> input)
    {
        if (input.Length == 0 || input[0] is 2 or > 4)
        {
            return null;
        }

        var answer = new byte[Size];
        switch (input[0])
        {
            case 0 or 1:
                var accesses = _state.Logs.Accesses(context.Time, life: input[0] == 1);
                for (var i = 0; i < accesses.Length; i++)
                {
                    answer.U64(16 * i, accesses[i]);
                }

                break;
            case 3:
                answer.U32(0, (_state.InjectionEnabled ? 1u : 0) | (_state.Injection.MediaTemperature is null ? 0 : 2u));
                break;
            case 4:
                answer.U16(0, 9500);
                answer.U16(2, 7000);
                answer.U16(4, 2500);
                break;
        }

        return answer;
    }

    private byte[]? Errors(ReadOnlySpan<byte> input)
    {
        const int head = 2;
        if (input.Length < 5)
        {
            return null;
        }

        var (high, thermal, info, large) = ((input[0] & 1) != 0, (input[0] & 2) != 0, (input[0] & 4) != 0, (input[0] & 8) != 0);
        var (ring, answer) = (_state.Logs.Ring(thermal, high), new byte[Size]);
        if (info)
        {
            answer.U16(0, (ushort)ring.Room);
            answer.U16(2, ring.Current);
            answer.U16(4, ring.Oldest);
            ring.First?.AsSpan(0, 8).CopyTo(answer.AsSpan(6));
            ring.Last?.AsSpan(0, 8).CopyTo(answer.AsSpan(14));
            return answer;
        }

        var (size, number) = (thermal ? 16 : 32, 0);
        if (large)
        {
            byte[][] entries = [.. ring.From(input.U16(1), input.U16(3))];
            _output = [.. entries.SelectMany(e => e)];
            answer.U16(0, (ushort)entries.Length);
            return answer;
        }

        foreach (var entry in ring.From(input.U16(1), Math.Min(input.U16(3), (Size - head) / size)))
        {
            entry.CopyTo(answer, head + (size * number++));
        }

        answer.U16(0, (ushort)number);
        return answer;
    }

    /// <summary>What each command does: sixteen in a small payload, or all.</summary>
    private byte[]? Effects(ReadOnlySpan<byte> input)
    {
        const int entry = 8;
        if (input.Length < 3 || input[0] > 1 || input[1] > 1)
        {
            return null;
        }

        var log = IntelEffectLog.Entries();
        var answer = new byte[Size];
        if (input[1] == 0)
        {
            answer.U32(0, (uint)(log.Length / entry));
            return answer;
        }

        if (input[0] == 0)
        {
            _output = log;
            return answer;
        }

        return Part(log, (uint)(input[2] * entry), Size);
    }

    private static byte[] LargePayload()
    {
        var answer = new byte[12];
        answer.U32(0, LargeSize);
        answer.U32(4, LargeSize);
        answer.U32(8, TransferSize);
        return answer;
    }

    private ulong Now => (ulong)context.Time.GetUtcNow().ToUnixTimeSeconds();

    private static void Version(Span<byte> bytes, ulong version)
    {
        Span<byte> all = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(all, version);
        all[..5].CopyTo(bytes);
    }
}
