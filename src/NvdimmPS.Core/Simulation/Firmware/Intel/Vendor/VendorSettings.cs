using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Opcodes 04 and 05: settings, read and set.</summary>
internal sealed class VendorSettings(FirmwareContext context, IntelSmart smart)
{
    /// <summary>Of the average power, in milliseconds: the longest time and its steps.</summary>
    public const int LongestReporting = 12_000, ReportingStep = 100;

    private static readonly TimeSpan ScrubTime = TimeSpan.FromSeconds(5);

    private readonly DimmState _state = context.State;
    private readonly DimmDefinition _identity = context.Identity;

    public VendorAnswer Evaluate(ushort word, ReadOnlySpan<byte> input) => word switch
    {
        0x0104 => smart.AlarmThresholds(),
        0x0204 => PowerPolicy(),
        0x0304 => VendorAnswer.Of(_state.Settings.PackageSparing ? (byte)1 : (byte)0, 0, _state.Injection.PackageSpare ? (byte)0 : (byte)1),
        0x0404 => Scrub(),
        0x0604 => ReportingTime(),
        0x0704 => Monitors(input[0]),
        0x0105 => VendorAnswer.OfFunction(smart.StoreThresholds(input)),
        0x0305 => SetSparing(input[0]),
        0x0405 => SetScrub(input),
        0x0605 => SetReportingTime(input.U32(4)),
        0x0705 => SetMonitors(input[0]),
        _ => FisStatus.Unsupported,
    };

    private static byte[] PowerPolicy()
    {
        var answer = new byte[VendorAnswer.Size];
        answer.U16(3, 15000);
        answer[6] = 1;
        answer.U16(7, 18000);
        answer.U32(9, 15_000);
        return answer;
    }

    private VendorAnswer SetSparing(byte enable)
    {
        if (enable > 1)
        {
            return FisStatus.InvalidParameter;
        }

        _state.Settings.PackageSparing = enable == 1;
        return VendorAnswer.Done;
    }

    /// <summary>The last one since the power came; without one what it would go over.</summary>
    private byte[] Scrub()
    {
        var answer = new byte[VendorAnswer.Size];
        var (start, end) = _state.Scrub is { } last ? (last.Start, last.End) : (VendorPlatform.PersistentStart, End);
        answer.U64(4, start);
        answer.U64(12, end);
        if (_state.Scrub is { Operation: var operation })
        {
            answer[0] = operation.Running ? (byte)1 : (byte)0;
            answer.U64(20, start + (ulong)((end - start) * operation.Part));
        }

        return answer;
    }

    private VendorAnswer SetScrub(ReadOnlySpan<byte> input)
    {
        const byte stop = 0, begin = 1;
        if (input[0] == stop)
        {
            _state.Scrub?.Operation.Stop();
            return VendorAnswer.Done;
        }

        var (start, end) = (input.U64(4), input.U64(12));
        if (input[0] != begin || start < VendorPlatform.PersistentStart || end > End || start >= end)
        {
            return FisStatus.InvalidParameter;
        }

        if (_state.LongOperation is { Running: true })
        {
            return FisStatus.Busy;
        }

        _state.LongOperation = new LongOperation(LongOperation.Scrub, context.Time, ScrubTime);
        _state.Scrub = (start, end, _state.LongOperation);
        return VendorAnswer.Done;
    }

    private byte[] ReportingTime()
    {
        var answer = new byte[VendorAnswer.Size];
        answer.U32(4, _state.Settings.ReportingTime);
        return answer;
    }

    private VendorAnswer SetReportingTime(uint milliseconds)
    {
        if (milliseconds is 0 or > LongestReporting || milliseconds % ReportingStep != 0)
        {
            return FisStatus.InvalidParameter;
        }

        _state.Settings.ReportingTime = milliseconds;
        return VendorAnswer.Done;
    }

    /// <summary>What the counters of a group count is not published: they stay at 0.</summary>
    private VendorAnswer Monitors(byte mask)
    {
        const byte ofBus = 1, ofMedia = 2;
        if (mask > (ofBus | ofMedia))
        {
            return FisStatus.InvalidParameter;
        }

        var answer = new byte[VendorAnswer.Size];
        var accesses = _state.Logs.Accesses(context.Time, life: false);
        (answer[0], answer[4]) = (mask, _state.Settings.MonitorGroup);
        for (var i = 0; i < 2; i++)
        {
            answer.U64(72 + (8 * i), (mask & ofBus) != 0 ? accesses[2 + i] : 0);
            answer.U64(88 + (8 * i), (mask & ofMedia) != 0 ? accesses[i] : 0);
        }

        answer.U16(104, _state.Injection.MediaTemperature ?? _state.MediaTemperature);
        answer.U16(106, _state.ControllerTemperature);
        return answer;
    }

    private VendorAnswer SetMonitors(byte group)
    {
        if (group is < ModuleSettings.FirstGroup or > ModuleSettings.LastGroup)
        {
            return FisStatus.InvalidParameter;
        }

        _state.Settings.MonitorGroup = group;
        return VendorAnswer.Done;
    }

    private ulong End => VendorPlatform.PersistentStart + _identity.Capacity;
}
