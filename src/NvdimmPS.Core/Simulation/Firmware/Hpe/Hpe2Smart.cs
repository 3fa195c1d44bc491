using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Health and thresholds: functions 1, 2 and 3 of HPE's second family (0.88s, tables 5-3 to 5-7).</summary>
internal sealed class Hpe2Smart(DimmState dimm, NvdimmNState state)
{
    private const uint KnownFields = 0x3FF;
    private const ushort Version = 0x0100; // 1.0
    private const int VendorData = 72, VendorSize = 4;

    private readonly HpeSmart _smart = new(state);

    /// <summary>Size and version are there on failures too.</summary>
    public static byte[] Refusal(uint status)
    {
        var answer = new byte[8];
        answer.U32(0, status);
        answer.U16(4, (ushort)answer.Length);
        answer.U16(6, Version);
        return answer;
    }

    public byte[] Health(ReadOnlySpan<byte> input)
    {
        if (HpeSmart.Fields(input.U32(0), KnownFields) is not { } fields)
        {
            return Refusal(HpeStatus.InvalidInput);
        }

        var answer = new byte[VendorData + VendorSize];
        answer.U16(4, (ushort)answer.Length);
        answer.U16(6, Version);
        answer.U32(8, fields & KnownFields);
        answer[12] = _smart.Summary;
        answer.U16(13, dimm.MediaTemperature);
        answer[15] = state.Health.Spares;
        answer.U16(16, _smart.AlarmTrips);
        answer[18] = dimm.Used;
        answer[19] = state.Saving.Failed ? (byte)0 : (byte)(1 << 0);
        answer.U16(20, HpeSmart.Seconds(state.Saving));
        answer.U16(22, HpeSmart.Seconds(state.Restoring));
        answer.U16(24, HpeSmart.Seconds(state.Erasing));
        answer.U32(26, state.Saving.SincePowerOn);
        answer.U32(30, state.Restoring.SincePowerOn);
        answer.U32(34, state.Erasing.SincePowerOn);
        answer.U32(38, state.Saving.Completed);
        answer.U32(42, state.Restoring.Completed);
        answer.U32(46, state.Erasing.Completed);
        answer.U32(50, state.PowerCycles);
        answer.U32(54, _smart.ModuleHealth);
        answer.U32(58, Limits.HealthCheckHours * 3600u);
        answer[62] = state.Source.Lifetime;
        answer.U16(63, Sixteenths.Encode(state.Source.Temperature));
        answer.U32(66, (uint)Math.Min(state.Source.RuntimeHours * 3600ul, uint.MaxValue));
        answer.U16(70, VendorSize);
        "HPE2"u8.CopyTo(answer.AsSpan(VendorData));
        return answer;
    }

    public byte[] Thresholds()
    {
        var limits = state.Thresholds;
        var answer = new byte[32];
        answer.U16(4, SwapFirstTwo((ushort)limits.Enabled));
        answer.U16(6, Sixteenths.Encode(limits.Temperature));
        answer[8] = limits.Spares;
        answer[12] = limits.NvmLifeWarning;
        answer[13] = limits.NvmLifeError;
        answer[14] = limits.SourceLifeWarning;
        answer[15] = limits.SourceLifeError;
        answer.U16(20, Sixteenths.Encode(limits.SourceTemperatureWarning));
        answer.U16(22, Sixteenths.Encode(limits.SourceTemperatureError));
        return answer;
    }

    /// <summary>0x0F and 0x00FF, as printed, leave a threshold as it is; one bad value and nothing changes.</summary>
    public byte[] SetThresholds(ReadOnlySpan<byte> input)
    {
        const byte noPercentage = 0x0F;
        const ushort noTemperature = 0x00FF;
        var (life, sourceLife, temperature) = (input[0], input[1], input.U16(2));
        if (life > 100 || sourceLife > 100)
        {
            return Answer.Status(HpeStatus.InvalidInput);
        }

        var limits = state.Thresholds;
        limits.NvmLifeWarning = life == noPercentage ? limits.NvmLifeWarning : life;
        limits.SourceLifeWarning = sourceLife == noPercentage ? limits.SourceLifeWarning : sourceLife;
        limits.SourceTemperatureWarning = temperature == noTemperature ? limits.SourceTemperatureWarning : Sixteenths.Decode(temperature);
        return Answer.Success();
    }

    /// <summary>In the alarm control, unlike in the alarms, bit 0 is the spares and bit 1 the temperature.</summary>
    private static ushort SwapFirstTwo(ushort bits) => (ushort)((bits & ~3) | (bits & 1) << 1 | (bits >> 1 & 1));
}
