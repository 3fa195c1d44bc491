using System.Buffers.Binary;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// The NFIT root device (ACPI 6.4, section 9.20.7): 1 Query ARS Capabilities, 2 Start ARS, 3 Query ARS Status, 4 Clear
/// Uncorrectable Error, 5 Translate SPA, 7 to 9 error injection.
/// </summary>
internal sealed class NfitBusFirmware(SimulatedBus bus) : IDsmFirmware
{
    private const uint NotSupported = 1, InvalidParameter = 2;
    private const uint ClearUnit = 256;

    private readonly AddressRangeScrub _scrub = new(bus);

    public ulong Family => 0;

    public uint Query(int revision) => revision == 1 ? 0x3BFu : 0;

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input)
    {
        if (input.Length < InputLength(function))
        {
            return Answer.Status(InvalidParameter);
        }

        return function switch
        {
            1 => _scrub.Capabilities(input.U64(0), input.U64(8)),
            2 => _scrub.Start(input.U64(0), input.U64(8), input.U16(16), input[18]),
            3 => _scrub.Status(),
            4 => Clear(input.U64(0), input.U64(8)),
            5 => Translate(input.U64(0)),
            7 => Inject(input.U64(0), input.U64(8), input[16]),
            8 => Uninject(input.U64(0), input.U64(8)),
            9 => Injected(),
            _ => Answer.Status(NotSupported),
        };
    }

    private static int InputLength(int function) => function switch
    {
        1 or 4 or 8 => 16,
        2 => 24,
        5 => 8,
        7 => 17,
        _ => 0,
    };

    private byte[] Clear(ulong address, ulong length)
    {
        if (length == 0 || address % ClearUnit != 0 || length % ClearUnit != 0 || bus.RegionAt(address, length) is null)
        {
            return Answer.Status(InvalidParameter);
        }

        bus.MemoryErrors.Forget(address, length);
        var answer = new byte[16];
        answer.U64(8, length);
        return answer;
    }

    private byte[] Translate(ulong address)
    {
        if (bus.RegionAt(address, 1) is not { Mappings.Count: > 0 } region)
        {
            return Answer.Status(InvalidParameter);
        }

        var (mapping, onDimm, length) = Interleave.OnDimm(region, address);
        var answer = new byte[36];
        answer.U64(8, length);
        answer.U32(16, 1);
        answer.U32(20, mapping.Dimm.Handle);
        answer.U64(28, onDimm);
        return answer;
    }

    private byte[] Inject(ulong address, ulong length, byte options)
    {
        const byte notify = 1;
        if (length == 0 || bus.RegionAt(address, length) is null)
        {
            return Answer.Status(InvalidParameter);
        }

        bus.MemoryErrors.Add(address, length);
        if ((options & notify) != 0)
        {
            // Root notification 0x81: the kernel scrubs and then knows of the errors.
            bus.CompleteScrub();
        }

        return Answer.Success();
    }

    private byte[] Uninject(ulong address, ulong length)
    {
        if (length == 0)
        {
            return Answer.Status(InvalidParameter);
        }

        bus.MemoryErrors.Forget(address, length);
        return Answer.Success();
    }

    private byte[] Injected()
    {
        var errors = bus.MemoryErrors.All;
        var answer = new byte[8 + (16 * errors.Count)];
        BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(4), errors.Count);
        for (var i = 0; i < errors.Count; i++)
        {
            answer.U64(8 + (16 * i), errors[i].Start);
            answer.U64(16 + (16 * i), errors[i].Length);
        }

        return answer;
    }
}
