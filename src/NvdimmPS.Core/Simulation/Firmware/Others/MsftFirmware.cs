using NvdimmPS.Abi;
using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// An NVDIMM-N of the Microsoft family: "_DSM Interface for Byte Addressable Energy Backed Function Class (Function
/// Interface 1)", functions 1 to 31. Its answers are registers of the DIMM one after another, as that document has them;
/// temperatures are whole °C.
/// </summary>
internal sealed class MsftFirmware : IDsmFirmware
{
    private readonly DimmState _dimm;
    private readonly NvdimmNState _state;
    private readonly JedecRegisters _registers;
    private readonly MsftUpdate _update;

    public MsftFirmware(DimmState dimm)
    {
        (_dimm, _state) = (dimm, dimm.NvdimmN!);
        _registers = new JedecRegisters(dimm, _state);
        _update = new MsftUpdate(_state, _registers);
    }

    public ulong Family => (ulong)NdFamily.Msft;

    public uint Query(int revision) => revision == 1 ? uint.MaxValue : 0;

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input)
    {
        // A function without input refuses one.
        if (function == 23 ? input.Length < MsftUpdate.HeaderSize : input.Length != InputLength(function))
        {
            return Answer.Status(MsftStatus.InvalidInput);
        }

        return function switch
        {
            1 => Identification(),
            2 => Words(0, 0x29, 0x2B, 0x2D, 0x2F),
            3 => SourceIdentification(),
            4 => LastBackup(),
            5 => Registers(0, 0x98, 0x90),
            6 => Write(0, 0x98, input[0]),
            7 => Registers(0, 0x99, 0x91, 0x9A, 0x92),
            8 => Write(0, 0x99, input[0]),
            9 => Write(0, 0x9A, input[0]),
            10 => Registers(0, 0xA0),
            11 => Health(),
            12 => SourceHealth(),
            13 => Statistics(),
            14 => LogPageSize(),
            15 => Log(),
            16 => [0, 0, 0, 0, _dimm.InjectionEnabled ? (byte)1 : (byte)0],
            17 => Inject(input),
            18 => Registers(2, 0x60, 0x67, 0x64, 0x65),
            19 => TimesOutUnless(_state.Erase()),
            20 => TimesOutUnless(_state.Arm()),
            21 => TimesOutUnless(_state.Reset()),
            <= 26 => _update.Evaluate(function, input),
            27 => ReadRegister(input),
            28 => WriteRegister(input),
            29 => ReadBlock(input),
            30 => WriteBlock(input),
            31 => SetCounters(input),
            _ => Answer.Status(MsftStatus.NotSupported),
        };
    }

    private static int InputLength(int function) => function switch
    {
        6 or 8 or 9 or 22 or 25 or 26 => 1,
        27 or 31 => 2,
        28 => 3,
        17 or 29 => 4,
        30 => 4 + TypedBlocks.Size,
        _ => 0,
    };

    private byte[] Registers(byte page, params ReadOnlySpan<byte> offsets)
    {
        var answer = new byte[4 + offsets.Length];
        for (var i = 0; i < offsets.Length; i++)
        {
            answer[4 + i] = _registers[page, offsets[i]];
        }

        return answer;
    }

    private byte[] Words(byte page, params ReadOnlySpan<byte> offsets)
    {
        var answer = new byte[4 + (2 * offsets.Length)];
        for (var i = 0; i < offsets.Length; i++)
        {
            answer.U16(4 + (2 * i), _registers.Word(page, offsets[i]));
        }

        return answer;
    }

    private byte[] Identification()
    {
        var answer = new byte[52];
        answer[4] = _registers[0, 0x06];
        answer[5] = _registers[0, 0x01];
        answer[6] = _registers[0, 0x02];
        answer[7] = _registers[0, 0x03];
        answer[8] = _registers[0, 0x04];
        var slot = _registers[3, 0x42] >> 4;
        answer.U16(12, _registers.Word(0, slot == 0 ? (byte)0x07 : (byte)0x09));
        answer[14] = (byte)slot;
        answer[15] = FirmwareSlots.Count;
        answer[16] = _registers[0, 0x10];
        answer[17] = _registers[0, 0x16];
        answer[18] = _registers[0, 0x15];
        answer[19] = _registers[0, 0x17];
        answer.U32(20, _registers.Word(0, 0x18));
        answer.U32(24, _registers.Word(0, 0x1C));
        answer.U32(28, _registers.Word(0, 0x1E));
        answer.U32(32, _registers.Word(0, 0x20));
        answer.U32(36, _registers.Word(0, 0x22));
        answer.U32(40, _registers[0, 0x24]);
        answer.U16(44, _registers.Word(0, 0x38));
        answer.U16(46, _registers.Word(0, 0x3A));
        answer.U32(48, _registers[0, 0x32]);
        return answer;
    }

    private byte[] SourceIdentification()
    {
        var answer = new byte[19]; // the host-managed part stays 0
        answer[4] = _registers[0, 0x14];
        answer[5] = _registers[1, 0x04];
        answer.U16(7, _registers.Word(1, 0x06));
        answer[9] = _registers[0, 0xA9];
        answer.U16(10, _registers.Word(1, 0x10));
        answer[12] = _registers[1, 0x12];
        answer[13] = _registers[1, 0x13];
        answer[14] = _registers[1, 0x14];
        answer[15] = _registers[1, 0x15];
        return answer;
    }

    private byte[] LastBackup()
    {
        var answer = new byte[12];
        answer[4] = _registers[0, 0x80];
        answer.U16(8, _registers.Word(0, 0x84));
        return answer;
    }

    private byte[] Health()
    {
        var answer = new byte[13];
        answer.U16(4, _registers.Word(0, 0xA1));
        answer.U16(6, (ushort)Math.Max(0, Sixteenths.Decode(_dimm.MediaTemperature))); // from the sensor on its SPD
        answer[8] = _registers[0, 0xA5];
        answer[9] = _registers[0, 0xA7];
        answer[10] = _registers[0, 0xC0];
        answer[11] = _registers[2, 0x80];
        answer[12] = _registers[2, 0x81];
        return answer;
    }

    private byte[] SourceHealth()
    {
        var answer = new byte[11];
        answer[4] = _registers[1, 0x70];
        answer.U16(5, _registers.Word(1, 0x71));
        answer.U32(7, _registers.Word(1, 0x73));
        return answer;
    }

    private byte[] Statistics()
    {
        var answer = new byte[32];
        for (byte i = 0; i < 7; i++)
        {
            // Three durations and four counts.
            answer.U32(4 + (4 * i), _registers.Word(2, (byte)(0x04 + (2 * i))));
        }

        return answer;
    }

    private byte[] LogPageSize()
    {
        var answer = new byte[8];
        answer.U32(4, _registers[0, 0x31]);
        return answer;
    }

    private byte[] Log() => [0, 0, 0, 0, .. _state.Log.Page()];

    private byte[] Write(byte page, byte offset, byte value) =>
        _registers.Write(page, offset, value) ? Answer.Success() : Answer.Status(MsftStatus.InvalidInput);

    /// <summary>Writes the registers and looks what they took, as the document says.</summary>
    private byte[] Inject(ReadOnlySpan<byte> input)
    {
        const uint disabled = 1, someNotSupported = 2;
        if (!_dimm.InjectionEnabled)
        {
            return Answer.Status(MsftStatus.Specific(disabled));
        }

        _registers.Write(2, 0x60, input[0]);
        _registers.Write(2, 0x67, input[1]);
        _registers.Write(2, 0x64, input[2]);
        _registers.Write(2, 0x65, input[3]);
        return Registers(2, 0x60, 0x67, 0x64, 0x65).AsSpan(4).SequenceEqual(input)
            ? Answer.Success()
            : Answer.Status(MsftStatus.Specific(someNotSupported));
    }

    /// <summary>What does not succeed never ends, and the platform gives up.</summary>
    private static byte[] TimesOutUnless(bool done) => done ? Answer.Success() : Answer.Status(MsftStatus.Specific(1));

    private byte[] ReadRegister(ReadOnlySpan<byte> input) => JedecRegisters.IsPage(input[0])
        ? [0, 0, 0, 0, _registers[input[0], input[1]]]
        : Answer.Status(MsftStatus.Specific(1));

    private byte[] WriteRegister(ReadOnlySpan<byte> input)
    {
        const uint invalidPage = 1, readOnly = 2;
        return !JedecRegisters.IsPage(input[0]) ? Answer.Status(MsftStatus.Specific(invalidPage))
            : _registers.Write(input[0], input[1], input[2]) ? Answer.Success()
            : Answer.Status(MsftStatus.Specific(readOnly));
    }

    private byte[] ReadBlock(ReadOnlySpan<byte> input) => TypedBlocks.IsType(input[0])
        ? [0, 0, 0, 0, .. _state.Typed.Read(input[0], input.U16(1), input[3])]
        : Answer.Status(MsftStatus.Specific(1));

    private byte[] WriteBlock(ReadOnlySpan<byte> input)
    {
        if (!TypedBlocks.IsWritable(input[0]))
        {
            return Answer.Status(MsftStatus.Specific(1));
        }

        _state.Typed.Write(input[0], input.U16(1), input[3], input[4..]);
        return Answer.Success();
    }

    private byte[] SetCounters(ReadOnlySpan<byte> input)
    {
        _registers.Write(2, 0x80, input[0]);
        _registers.Write(2, 0x81, input[1]);
        return Answer.Success();
    }
}
