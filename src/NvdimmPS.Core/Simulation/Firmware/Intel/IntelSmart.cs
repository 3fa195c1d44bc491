namespace NvdimmPS.Simulation.Firmware;

/// <summary>Health, thresholds, injection: functions 1, 2, 17, 18 of the Intel family.</summary>
internal sealed class IntelSmart(DimmState state)
{
    private const int SpareAlarm = 1 << 0, MediaAlarm = 1 << 1, ControllerAlarm = 1 << 2;

    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        1 => Health(),
        2 => Thresholds(),
        17 => SetThresholds(input),
        _ => Inject(input),
    };

    private byte[] Health()
    {
        const int vendorOffset = 40, vendorSize = 92;
        var injection = state.Injection;
        var answer = new byte[vendorOffset + vendorSize];
        var valid = 0xE7Fu | (state.HealthReason is null ? 0 : 1u << 7);
        answer.U32(4, valid);
        answer[12] = injection.Fatal ? (byte)SimulatedHealth.Fatal : (byte)state.Health;
        answer[13] = injection.Spares ?? state.Spares;
        answer[14] = state.Used;
        answer[15] = Alarms();
        answer.U16(16, injection.MediaTemperature ?? state.MediaTemperature);
        answer.U16(18, state.ControllerTemperature);
        answer.U32(20, state.ShutdownCount);
        answer[24] = 1; // AIT DRAM enabled
        answer.U16(25, state.HealthReason ?? 0);
        answer[35] = state.ShutdownState;
        answer.U32(36, vendorSize);
        answer.U64(vendorOffset, state.Logs.PowerCycles);
        answer.U64(vendorOffset + 8, 10_661_690); // seconds with power, and since the power came
        answer.U64(vendorOffset + 16, 4_138_492);
        answer.U32(vendorOffset + 24, state.ShutdownCount);
        answer[vendorOffset + 50] = state.ThrottleLoss;
        answer.U16(vendorOffset + 46, Highest(55, state.MediaTemperature));
        answer.U16(vendorOffset + 48, Highest(60, state.ControllerTemperature));
        answer[vendorOffset + 28] = (byte)(state.ShutdownState == 0 ? 1 << 7 | 1 << 0 : 1 << 3); // flushed after ADR, or DDRT power fail
        return answer;
    }

    private static ushort Highest(double before, ushort now) => Sixteenths.Encode(Math.Max(before, Sixteenths.Decode(now)));

    /// <summary>The module's own log: the same bytes without the status word.</summary>
    public byte[] Log() => Health()[sizeof(uint)..];

    /// <summary>The module's own form of the thresholds: the same bytes without the status word.</summary>
    public byte[] AlarmThresholds()
    {
        var answer = new byte[128];
        Thresholds().AsSpan(sizeof(uint)).CopyTo(answer);
        return answer;
    }

    private byte Alarms()
    {
        var limits = state.Thresholds;
        var media = Sixteenths.Decode(state.Injection.MediaTemperature ?? state.MediaTemperature);
        var trips = 0;
        trips |= (state.Injection.Spares ?? state.Spares) < limits.Spares ? SpareAlarm : 0;
        trips |= media > Sixteenths.Decode(limits.MediaTemperature) ? MediaAlarm : 0;
        trips |= Sixteenths.Decode(state.ControllerTemperature) > Sixteenths.Decode(limits.ControllerTemperature) ? ControllerAlarm : 0;
        return (byte)(trips & limits.AlarmControl);
    }

    private byte[] Thresholds()
    {
        var limits = state.Thresholds;
        var answer = new byte[12];
        answer.U16(4, limits.AlarmControl);
        answer[6] = limits.Spares;
        answer.U16(7, limits.MediaTemperature);
        answer.U16(9, limits.ControllerTemperature);
        return answer;
    }

    /// <summary>Fields that are not enabled are ignored; one bad enabled field and nothing changes.</summary>
    private byte[] SetThresholds(ReadOnlySpan<byte> input) => Set(input, stored: input.U16(0));

    /// <summary>The module's own form: a threshold that is not armed is stored too.</summary>
    public byte[] StoreThresholds(ReadOnlySpan<byte> input) => Set(input, stored: SpareAlarm | MediaAlarm | ControllerAlarm);

    private byte[] Set(ReadOnlySpan<byte> input, int stored)
    {
        var enabled = input.U16(0);
        if ((enabled & SpareAlarm) != 0 && input[2] is 0 or >= 100)
        {
            return Answer.Status(IntelStatus.InvalidInput);
        }

        var limits = state.Thresholds;
        limits.AlarmControl = (ushort)(enabled & (SpareAlarm | MediaAlarm | ControllerAlarm));
        limits.Spares = (stored & SpareAlarm) != 0 ? input[2] : limits.Spares;
        limits.MediaTemperature = (stored & MediaAlarm) != 0 ? input.U16(3) : limits.MediaTemperature;
        limits.ControllerTemperature = (stored & ControllerAlarm) != 0 ? input.U16(5) : limits.ControllerTemperature;
        return Answer.Success();
    }

    private byte[] Inject(ReadOnlySpan<byte> input)
    {
        const ulong media = 1 << 0, spares = 1 << 1, fatal = 1 << 2, dirtyShutdown = 1 << 3;
        if (!state.InjectionEnabled)
        {
            return Answer.Status(IntelStatus.InjectionDisabled);
        }

        var fields = input.U64(0);
        if ((fields & spares) != 0 && On(input[11]) && input[12] > 99)
        {
            return Answer.Status(IntelStatus.InvalidInput);
        }

        var injection = state.Injection;
        if ((fields & media) != 0)
        {
            injection.MediaTemperature = On(input[8]) ? input.U16(9) : null;
            state.Logs.TemperatureInjections += Count(input[8]);
        }

        if ((fields & spares) != 0)
        {
            injection.Spares = On(input[11]) ? input[12] : null;
            state.Logs.SoftwareTriggers += Count(input[11]);
        }

        if ((fields & fatal) != 0)
        {
            injection.Fatal = On(input[13]);
            state.Logs.SoftwareTriggers += Count(input[13]);
        }

        if ((fields & dirtyShutdown) != 0)
        {
            state.ShutdownState = On(input[14]) ? (byte)1 : (byte)0;
            state.ShutdownCount += Count(input[14]);
            injection.DirtyShutdown = On(input[14]);
            state.Logs.SoftwareTriggers += Count(input[14]);
        }

        return Answer.Success();
    }

    private static bool On(byte enable) => (enable & 1) != 0;

    private static uint Count(byte enable) => On(enable) ? 1u : 0;
}
