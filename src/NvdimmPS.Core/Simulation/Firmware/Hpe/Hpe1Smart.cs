using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Health and thresholds: functions 1, 2 and 13 of HPE's first family (0.85, tables 5-3 to 5-5, 5-14).</summary>
internal sealed class Hpe1Smart(DimmState dimm, NvdimmNState state)
{
    private const uint KnownFields = 0x7FF;
    private const int VendorData = 68, VendorSize = 4;

    private readonly HpeSmart _smart = new(state);

    public byte[] Health(ReadOnlySpan<byte> input)
    {
        if (HpeSmart.Fields(input.U32(0), KnownFields) is not { } fields)
        {
            return Answer.Status(HpeStatus.InvalidInput);
        }

        var answer = new byte[128];
        answer.U32(4, fields & KnownFields);
        answer[8] = _smart.Summary;
        answer.U16(9, dimm.MediaTemperature);
        answer[11] = state.Health.Spares;
        answer.U16(12, _smart.AlarmTrips);
        answer[14] = dimm.Used;
        answer[15] = state.Saving.Failed ? (byte)0 : (byte)(1 << 1);
        answer.U16(16, HpeSmart.Seconds(state.Saving));
        answer.U16(18, HpeSmart.Seconds(state.Restoring));
        answer.U16(20, HpeSmart.Seconds(state.Erasing));
        answer.U32(24, state.Saving.SincePowerOn);
        answer.U32(28, state.Restoring.SincePowerOn);
        answer.U32(32, state.Erasing.SincePowerOn);
        answer.U32(36, state.Saving.Completed);
        answer.U32(40, state.Restoring.Completed);
        answer.U32(44, state.Erasing.Completed);
        answer.U32(48, state.PowerCycles);
        answer.U32(52, _smart.ModuleHealth | (state.Health.Charging ? 1u << 11 : 0));
        answer.U32(56, Limits.HealthCheckHours * 3600u);
        answer[60] = state.Source.Lifetime;
        answer.U16(61, Sixteenths.Encode(state.Source.Temperature));
        answer.U16(64, (ushort)Math.Min(state.Source.RuntimeHours, ushort.MaxValue));
        answer.U16(66, VendorSize);
        "HPE1"u8.CopyTo(answer.AsSpan(VendorData, VendorSize));
        answer.U64(96, state.Saving.Failures);
        answer.U64(104, state.Restoring.Failures);
        answer.U64(112, state.Arming.Failures);
        answer.U64(120, state.FailedFlushes);
        return answer;
    }

    public byte[] Thresholds()
    {
        var limits = state.Thresholds;
        var answer = new byte[36];
        answer.U16(4, (ushort)limits.Enabled);
        answer.U16(6, Sixteenths.Encode(limits.Temperature));
        answer[8] = limits.Spares;
        answer[12] = limits.NvmLifeWarning;
        answer[13] = limits.NvmLifeError;
        answer[20] = limits.SourceLifeWarning;
        answer[21] = limits.SourceLifeError;
        answer[22] = (byte)limits.SourceTemperatureWarning;
        answer[23] = (byte)limits.SourceTemperatureError;
        return answer;
    }

    public byte[] SetLifetimeThreshold(byte percent)
    {
        if (percent > 100)
        {
            return Answer.Status(HpeStatus.InvalidInput);
        }

        state.Thresholds.NvmLifeWarning = percent;
        return Answer.Success();
    }
}
