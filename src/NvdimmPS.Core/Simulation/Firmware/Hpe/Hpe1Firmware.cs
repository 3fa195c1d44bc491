using NvdimmPS.Abi;
using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>An NVDIMM-N of HPE's first family: "NVDIMM-N _DSM Interface" 0.85, all sixteen functions.</summary>
internal sealed class Hpe1Firmware : IDsmFirmware
{
    private const uint Functions = 0x1FC_3C77;

    private readonly NvdimmNState _state;
    private readonly Hpe1Smart _smart;
    private readonly Hpe1OsData _osData;
    private readonly Hpe1Injection _injection;
    private readonly Hpe1I2C _i2c;

    public Hpe1Firmware(DimmState dimm)
    {
        _state = dimm.NvdimmN!;
        _smart = new Hpe1Smart(dimm, _state);
        _osData = new Hpe1OsData(_state.OsData);
        _injection = new Hpe1Injection(dimm, _state.Injected);
        _i2c = new Hpe1I2C(_state, new JedecRegisters(dimm, _state));
    }

    public ulong Family => (ulong)NdFamily.Hpe1;

    public uint Query(int revision) => revision == 1 ? Functions : 0;

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input)
    {
        if (function is < 1 or > 31 || (Query(revision) & (1u << function)) == 0)
        {
            return Answer.Status(HpeStatus.NotImplemented);
        }

        if (function == 6 ? input.Length < 8 : input.Length != InputLength(function))
        {
            return Answer.Status(HpeStatus.InvalidInput);
        }

        return function switch
        {
            1 => _smart.Health(input),
            2 => _smart.Thresholds(),
            <= 6 => _osData.Evaluate(function, input),
            10 => Identification(),
            11 => SourceIdentification(),
            12 => LastBackup(),
            13 => _smart.SetLifetimeThreshold(input[0]),
            <= 20 => _injection.Evaluate(function, input),
            _ => _i2c.Evaluate(function, input),
        };
    }

    private static int InputLength(int function) => function switch
    {
        1 => 4,
        5 => 8,
        13 => 1,
        19 or 21 => 2,
        22 => 3,
        23 => 4,
        24 => 4 + TypedBlocks.Size,
        _ => 0,
    };

    private byte[] Identification()
    {
        const int slots = 48;
        var answer = new byte[slots + (2 * FirmwareSlots.Count)];
        answer[4] = 0x10; // specification 1.0
        answer[5] = JedecRegisters.StandardPages;
        answer.U32(6, 0x0002);
        answer[10] = 1 << 0 | 1 << 3 | 1 << 4; // CKE, register, SAVE_n
        answer.U16(11, 0x3333); // save, restore, erase, reset
        answer.U32(16, Milliseconds(Limits.Save));
        answer.U32(20, Milliseconds(Limits.Restore));
        answer.U32(24, Milliseconds(Limits.Erase));
        answer.U32(28, Milliseconds(Limits.Arm));
        answer.U32(32, Milliseconds(Limits.Firmware));
        answer.U32(36, JedecRegisters.RegionBlocks * TypedBlocks.Size);
        answer.U16(40, Sixteenths.Encode(Limits.MinimumTemperature));
        answer.U16(42, Sixteenths.Encode(Limits.MaximumTemperature));
        answer[44] = (byte)_state.Firmware.Running;
        answer.U16(46, FirmwareSlots.Count);
        for (var slot = 0; slot < FirmwareSlots.Count; slot++)
        {
            answer.U16(slots + (2 * slot), _state.Firmware.Revision(slot));
        }

        return answer;
    }

    private static byte[] SourceIdentification()
    {
        var answer = new byte[20];
        answer[4] = 1; // device-managed
        answer[5] = Limits.SourceAttributes;
        answer[6] = Limits.SourceTechnology;
        answer.U16(8, Limits.SourceHardware);
        answer.U16(10, Limits.SourceFirmware);
        answer.U32(12, Milliseconds(Limits.Charge));
        answer.U16(16, Sixteenths.Encode(0));
        answer.U16(18, Sixteenths.Encode(Limits.SourceMaximumTemperature));
        return answer;
    }

    private byte[] LastBackup()
    {
        const byte saveN = 1 << 0, notGoodToGo = 1 << 0, generalFault = 1 << 2;
        var answer = new byte[8];
        answer[4] = _state.HasImage ? (byte)1 : (byte)0;
        answer[5] = _state.Saving.Failed ? (byte)1 : (byte)0;
        answer[6] = saveN;
        answer[7] = (byte)((_state.SaveWasArmed ? 0 : notGoodToGo) | (HpeSmart.IsFault(_state) ? generalFault : 0));
        return answer;
    }

    private static uint Milliseconds(TimeSpan time) => (uint)time.TotalMilliseconds;
}
