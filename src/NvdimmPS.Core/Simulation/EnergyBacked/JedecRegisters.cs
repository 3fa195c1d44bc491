using NvdimmPS.Simulation.Firmware;
using static NvdimmPS.Simulation.EnergyBacked.InjectedError;

namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>
/// The registers of an NVDIMM-N (JEDEC "Byte Addressable Energy Backed Interface"), as far as Microsoft's interface names
/// their page and offset: a view of the state, in which a few can be written.
/// </summary>
internal sealed class JedecRegisters(DimmState dimm, NvdimmNState state)
{
    public const byte StandardPages = 4, VendorPage = 0x80, VendorPages = 1;

    /// <summary>Blocks of 32 bytes in a region of a firmware image.</summary>
    public const byte RegionBlocks = 128;

    // The bits of INJECT_OPS_FAILURES below 7, and those of the two registers after it, are in no public document. These
    // are the simulator's own; others are not taken.
    private static readonly InjectedError[] Operations = [Save, Restore, Erase, Arm];
    private static readonly InjectedError[] SourceErrors = [InjectedError.EnergySource, LowCharge];
    private static readonly InjectedError[] FirmwareErrors = [FirmwareUpdate];

    private const int BadBlocksBit = 1 << 7;

    public static bool IsPage(byte page) => page < StandardPages || page == VendorPage;

    public byte this[byte page, byte offset] => Page(page)[offset];

    public ushort Word(byte page, byte offset) => (ushort)(this[page, offset] | this[page, (byte)(offset + 1)] << 8);

    /// <summary>Writes a register; false where it is one to read only. Bits that it cannot take stay 0.</summary>
    public bool Write(byte page, byte offset, byte value)
    {
        var limits = state.Thresholds;
        var injected = state.Injected;
        switch (page, offset)
        {
            case (0, 0x98) when value <= 100:
                limits.NvmLifeWarning = value;
                return true;
            case (0, 0x99) when value <= 100:
                limits.SourceLifeWarning = value;
                return true;
            case (0, 0x9A):
                limits.SourceTemperatureWarning = value;
                return true;
            case (2, 0x60) when dimm.InjectionEnabled:
                Inject(Operations, value);
                injected.Set(BadBlock, (value & BadBlocksBit) != 0);
                return true;
            case (2, 0x64) when dimm.InjectionEnabled:
                Inject(SourceErrors, value);
                return true;
            case (2, 0x65) when dimm.InjectionEnabled:
                Inject(FirmwareErrors, value);
                return true;
            case (2, 0x67) when injected.Has(BadBlock):
                injected.BadBlocks = value;
                return true;
            case (2, 0x80):
                state.UncorrectableErrors = value;
                return true;
            case (2, 0x81):
                state.CorrectableErrors = value;
                return true;
            case (VendorPage, _):
                state.VendorPage[offset] = value;
                return true;
            default:
                return false;
        }
    }

    private byte[] Page(byte page) => page switch
    {
        0 => Controller(),
        1 => Source(),
        2 => Statistics(),
        3 => Firmware(),
        _ => state.VendorPage,
    };

    private byte[] Controller()
    {
        var page = new byte[256];
        page[0x01] = StandardPages;
        page[0x02] = VendorPage;
        page[0x03] = VendorPages;
        page[0x04] = 0x02; // hardware revision
        page[0x06] = 0x10; // specification 1.0
        page.U16(0x07, state.Firmware.Revision(0));
        page.U16(0x09, state.Firmware.Revision(1));
        page[0x10] = 0x03; // capabilities
        page[0x14] = 0x01; // the DIMM manages its energy source
        page[0x15] = 3; // retries
        page[0x16] = 0x07; // save triggers
        page[0x17] = 0x03; // events
        page.U16(0x18, JedecTime.Encode(Limits.Save));
        page.U16(0x1C, JedecTime.Encode(Limits.Restore));
        page.U16(0x1E, JedecTime.Encode(Limits.Erase));
        page.U16(0x20, JedecTime.Encode(Limits.Arm));
        page.U16(0x22, JedecTime.Encode(Limits.Firmware));
        page[0x24] = 100; // to abort an operation, in ms
        page.U16(0x29, 6_000); // mW while it saves
        page.U16(0x2B, 120); // mW after that
        page.U16(0x2D, 10_800); // mV
        page.U16(0x2F, 13_200); // mV
        page[0x31] = EventLog.Size / 32;
        page[0x32] = RegionBlocks;
        page.U16(0x38, Limits.MinimumTemperature);
        page.U16(0x3A, Limits.MaximumTemperature);
        page[0x64] = Result(state.Saving);
        page[0x66] = Result(state.Restoring);
        page[0x68] = Result(state.Erasing);
        page[0x6A] = (byte)(Result(state.Arming) | (state.Armed ? 1 << 2 : 0));
        page[0x70] = 1 << 2; // the policy is that the DIMM manages
        page[0x80] = (byte)state.Trigger;
        page.U16(0x84, (ushort)state.SaveFailure);
        page[0x90] = state.Thresholds.NvmLifeError;
        page[0x91] = state.Thresholds.SourceLifeError;
        page[0x92] = Degrees(state.Thresholds.SourceTemperatureError);
        page[0x98] = state.Thresholds.NvmLifeWarning;
        page[0x99] = state.Thresholds.SourceLifeWarning;
        page[0x9A] = Degrees(state.Thresholds.SourceTemperatureWarning);
        AddHealth(page);
        return page;
    }

    private void AddHealth(byte[] page)
    {
        var (health, alarms) = (state.Health, state.Health.Alarms);
        var broken = health.ControllerFailed || dimm.Health is SimulatedHealth.Critical or SimulatedHealth.Fatal;
        var warned = Crossed(alarms, NvdimmNAlarms.LifeWarning, NvdimmNAlarms.SourceLifeWarning, NvdimmNAlarms.SourceTemperatureWarning);
        warned |= dimm.Health == SimulatedHealth.NonCritical ? 1 : 0; // no other register could tell
        var critical = (health.CanSave && !broken ? 0 : 1 << 0) | (warned != 0 ? 1 << 1 : 0)
            | (state.Restored ? 1 << 2 : 0) | (broken ? 1 << 4 : 0);
        page[0xA0] = (byte)(critical | (critical != 0 ? 1 << 5 : 0));
        page[0xA1] = (byte)((broken ? 1 << 5 : 0) | (alarms.HasFlag(NvdimmNAlarms.LifeError) ? 1 << 7 : 0));
        page[0xA2] = (byte)((health.CanSave ? 0 : 1 << 0) | (health.SourceFailed ? 1 << 5 : 0) | (health.SourceWearsOut ? 1 << 6 : 0));
        page[0xA5] = (byte)Crossed(alarms, NvdimmNAlarms.LifeError, NvdimmNAlarms.SourceLifeError, NvdimmNAlarms.SourceTemperatureError);
        page[0xA7] = (byte)warned;
        page[0xA9] = Limits.HealthCheckHours;
        page[0xC0] = health.NvmLifetime;
    }

    private byte[] Source()
    {
        var page = new byte[256];
        page[0x04] = Limits.SourceHardware;
        page.U16(0x06, Limits.SourceFirmware);
        page.U16(0x10, (ushort)Limits.Charge.TotalSeconds);
        page[0x12] = 0;
        page[0x13] = Limits.SourceMaximumTemperature;
        page[0x14] = Limits.SourceAttributes;
        page[0x15] = Limits.SourceTechnology;
        page[0x70] = state.Source.Lifetime;
        page.U16(0x71, Degrees(state.Source.Temperature));
        page.U16(0x73, (ushort)Math.Min(state.Source.RuntimeHours, ushort.MaxValue));
        return page;
    }

    private byte[] Statistics()
    {
        var page = new byte[256];
        page.U16(0x04, JedecTime.Encode(state.Saving.LastDuration));
        page.U16(0x06, JedecTime.Encode(state.Restoring.LastDuration));
        page.U16(0x08, JedecTime.Encode(state.Erasing.LastDuration));
        page.U16(0x0A, Count(state.Saving.Completed));
        page.U16(0x0C, Count(state.Restoring.Completed));
        page.U16(0x0E, Count(state.Erasing.Completed));
        page.U16(0x10, Count(state.PowerCycles));
        page.U16(0x12, Count(state.Saving.Failures));
        page.U16(0x14, Count(state.Restoring.Failures));
        page.U16(0x16, Count(state.Erasing.Failures));
        page[0x60] = (byte)(Injected(Operations) | (state.Injected.Has(BadBlock) ? BadBlocksBit : 0));
        page[0x64] = Injected(SourceErrors);
        page[0x65] = Injected(FirmwareErrors);
        page[0x67] = state.Injected.BadBlocks;
        page[0x80] = state.UncorrectableErrors;
        page[0x81] = state.CorrectableErrors;
        return page;
    }

    private byte[] Firmware()
    {
        var page = new byte[256];
        page[0x42] = (byte)(state.Firmware.Running << 4 | state.Firmware.Selected);
        return page;
    }

    private void Inject(InjectedError[] errors, byte bits)
    {
        for (var i = 0; i < errors.Length; i++)
        {
            state.Injected.Set(errors[i], (bits >> i & 1) != 0);
        }
    }

    private byte Injected(InjectedError[] errors)
    {
        var bits = 0;
        for (var i = 0; i < errors.Length; i++)
        {
            bits |= state.Injected.Has(errors[i]) ? 1 << i : 0;
        }

        return (byte)bits;
    }

    private static int Crossed(NvdimmNAlarms alarms, NvdimmNAlarms life, NvdimmNAlarms sourceLife, NvdimmNAlarms sourceTemperature) =>
        (alarms.HasFlag(life) ? 1 << 0 : 0) | (alarms.HasFlag(sourceLife) ? 1 << 1 : 0) | (alarms.HasFlag(sourceTemperature) ? 1 << 2 : 0);

    private static byte Result(NvmOperation operation) => operation.Failed ? (byte)2 : (byte)1;

    private static byte Degrees(double celsius) => (byte)Math.Clamp(celsius, 0, byte.MaxValue);

    private static ushort Count(ulong count) => (ushort)Math.Min(count, ushort.MaxValue);
}
