using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// The module's own firmware behind the pass-through (FIS 2.3): what it is, its health, counters and error logs. What it does not
/// know it refuses with status 04, as modules do.
/// </summary>
internal sealed class IntelVendor(FirmwareContext context, IntelSmart smart)
{
    public const byte InvalidParameter = 0x01, Unsupported = 0x04, DataNotSet = 0x0A;

    private const int Size = 128, Page = 4096, LargeSize = 1 << 20, TransferSize = 4 << 10, PlatformDataSize = 128 << 10;
    private const ushort FisVersion = 0x0203;
    private const ulong PersistentStart = 256 << 20;
    private const ulong Ready = 0x0000_0004_1815_00F0; // the firmware is up, the media is ready

    private byte[] _output = []; // what the last command left in the large payload of the mailbox; zeros follow
    private readonly DimmState _state = context.State;
    private readonly DimmDefinition _identity = context.Identity;

    /// <summary>The opcodes that it knows; all of them only read.</summary>
    public static ReadOnlySpan<ushort> Opcodes =>
        [0x0001, 0x0101, 0x0002, 0x0006, 0x0206, 0x0008, 0x0108, 0x0308, 0x0408, 0x0508, 0x0106, 0x00FD, 0x02FD, 0x03FD];

    /// <summary>The answer to a command; empty with a status of the module's firmware that is not 0.</summary>
    public byte[] Evaluate(uint opcode, ReadOnlySpan<byte> input, out byte status)
    {
        status = 0;
        var answer = opcode switch
        {
            0x0001 => Identity(),
            0x0101 => Characteristics(),
            0x0002 => Security(),
            0x0006 => Clock(),
            0x0106 => PlatformData(input),
            0x0206 => Partitions(),
            0x0008 => smart.Log(),
            0x0108 => Images(),
            0x0308 => Memory(input),
            0x0508 => Errors(input),
            0x00FD => LargePayload(),
            0x02FD => Piece(input),
            0x03FD => BitConverter.GetBytes(Ready),
            _ => null,
        };
        status = answer is not null ? (byte)0 : opcode is 0x0408 ? DataNotSet
            : opcode is 0x0106 or 0x0308 or 0x0508 or 0x02FD ? InvalidParameter : Unsupported;
        return answer ?? [];
    }

    private byte[] Identity()
    {
        var answer = new byte[Size];
        answer.U16(0, BinaryPrimitives.ReverseEndianness(_identity.SubsystemVendor));
        answer.U16(2, _identity.SubsystemDevice);
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
        if (input.Length < 5 || (input[0] & 8) != 0)
        {
            return null; // the entries would go where the platform does not read
        }

        var (high, thermal, info) = ((input[0] & 1) != 0, (input[0] & 2) != 0, (input[0] & 4) != 0);
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
        foreach (var entry in ring.From(input.U16(1), Math.Min(input.U16(3), (Size - head) / size)))
        {
            entry.CopyTo(answer, head + (size * number++));
        }

        answer.U16(0, (ushort)number);
        return answer;
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
