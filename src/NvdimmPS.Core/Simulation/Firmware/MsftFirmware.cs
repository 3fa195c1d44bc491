namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// An NVDIMM-N of the Microsoft family: "_DSM Interface for Byte Addressable Energy Backed Function Class (Function
/// Interface 1)", functions 1 to 13. Temperatures are whole °C.
/// </summary>
internal sealed class MsftFirmware(DimmState state) : IDsmFirmware
{
    private const uint NotSupported = 1, InvalidParameter = 2;

    // MODULE_HEALTH_STATUS of JESD245: the energy source's bits are in the high byte.
    private const ushort ControllerError = 1 << 5, EnergySourceAssessmentError = 1 << 14;
    private const byte NvmLife = 1 << 0, SourceLife = 1 << 1, SourceTemperature = 1 << 2;

    public ulong Family => 3;

    public uint Query(int revision) => revision == 1 ? 0x3FFFu : 0;

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input) => function switch
    {
        1 => Identification(),
        2 => Requirements(),
        3 => SourceIdentification(),
        4 => new byte[12], // the last backup succeeded
        5 => Bytes(state.EnergySource.NvmLifeWarning, state.EnergySource.NvmLifeError),
        7 => SourceThresholds(),
        6 or 8 or 9 => SetThreshold(function, input),
        10 => Bytes((byte)ModuleHealth()),
        11 => Health(),
        12 => SourceHealth(),
        13 => Statistics(),
        _ => Answer.Status(NotSupported),
    };

    private static byte[] Bytes(params ReadOnlySpan<byte> fields)
    {
        var answer = new byte[4 + fields.Length];
        fields.CopyTo(answer.AsSpan(4));
        return answer;
    }

    private static byte[] Identification()
    {
        var answer = new byte[52];
        answer[4] = 0x10; // specification revision 1.0
        answer[5] = 5;
        answer[6] = 0x80;
        answer[7] = 1;
        answer.U32(8, 0x0002);
        answer.U16(12, 0x0213);
        answer[14] = 1;
        answer[15] = 2;
        answer[16] = 0x03;
        answer[17] = 0x07;
        answer[18] = 3;
        answer[19] = 0x03;
        answer.U32(20, 60_000);
        answer.U32(24, 60_000);
        answer.U32(28, 10_000);
        answer.U32(32, 5_000);
        answer.U32(36, 120_000);
        answer.U32(40, 1_000);
        answer.U16(44, 0);
        answer.U16(46, 70);
        answer.U32(48, 128);
        return answer;
    }

    private static byte[] Requirements()
    {
        var answer = new byte[12];
        answer.U16(4, 6_000);
        answer.U16(6, 120);
        answer.U16(8, 10_800);
        answer.U16(10, 13_200);
        return answer;
    }

    private static byte[] SourceIdentification()
    {
        var answer = new byte[19];
        answer[4] = 1; // device managed
        answer.U16(5, 0x0001);
        answer.U16(7, 0x0104);
        answer[9] = 24;
        answer.U16(10, 300);
        answer[12] = 0;
        answer[13] = 65;
        answer[15] = 1; // supercapacitor
        return answer;
    }

    private byte[] SourceThresholds()
    {
        var source = state.EnergySource;
        return Bytes(source.LifeWarning, source.LifeError, source.TemperatureWarning, source.TemperatureError);
    }

    private byte[] SetThreshold(int function, ReadOnlySpan<byte> input)
    {
        if (input.Length < 1 || (function != 9 && input[0] > 100))
        {
            return Answer.Status(InvalidParameter);
        }

        var source = state.EnergySource;
        _ = function switch
        {
            6 => source.NvmLifeWarning = input[0],
            8 => source.LifeWarning = input[0],
            _ => source.TemperatureWarning = input[0],
        };
        return Answer.Success();
    }

    private byte[] Health()
    {
        var source = state.EnergySource;
        var errors = Over(source.NvmLifeError, source.LifeError, source.TemperatureError);
        var warnings = Over(source.NvmLifeWarning, source.LifeWarning, source.TemperatureWarning);
        var answer = new byte[13];
        answer.U16(4, ModuleHealth());
        answer.U16(6, (ushort)Math.Max(0, Sixteenths.Decode(state.MediaTemperature)));
        answer[8] = errors;
        answer[9] = (byte)(warnings | (state.Health == SimulatedHealth.NonCritical ? NvmLife : 0));
        answer[10] = Lifetime;
        return answer;
    }

    private byte Lifetime => state.Health == SimulatedHealth.Fatal ? (byte)0 : (byte)(100 - state.Used);

    private byte Over(byte nvmLife, byte sourceLife, byte sourceTemperature)
    {
        var source = state.EnergySource;
        var status = 0;
        status |= Lifetime < nvmLife ? NvmLife : 0;
        status |= source.Lifetime < sourceLife ? SourceLife : 0;
        status |= source.Temperature > sourceTemperature ? SourceTemperature : 0;
        return (byte)status;
    }

    private ushort ModuleHealth()
    {
        var health = state.Health is SimulatedHealth.Critical or SimulatedHealth.Fatal ? ControllerError : 0;
        health |= state.EnergySource.Lifetime < state.EnergySource.LifeError ? EnergySourceAssessmentError : 0;
        return (ushort)health;
    }

    private byte[] SourceHealth()
    {
        var source = state.EnergySource;
        var answer = new byte[11];
        answer[4] = source.Lifetime;
        answer.U16(5, source.Temperature);
        answer.U32(7, source.RuntimeHours);
        return answer;
    }

    private static byte[] Statistics()
    {
        var answer = new byte[32];
        answer.U32(4, 31_250);
        answer.U32(8, 28_900);
        answer.U32(12, 4_100);
        answer.U32(16, 14);
        answer.U32(20, 14);
        answer.U32(24, 15);
        answer.U32(28, 17);
        return answer;
    }
}
