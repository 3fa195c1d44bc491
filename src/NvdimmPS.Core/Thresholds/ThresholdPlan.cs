using NvdimmPS.Dsm;

namespace NvdimmPS.Thresholds;

/// <summary>What a request means for one DIMM: checked, worked out against the values of now, and not sent.</summary>
public sealed class ThresholdPlan
{
    internal ThresholdPlan()
    {
    }

    /// <summary>The DIMM.</summary>
    public required NvdimmDevice Device { get; init; }

    /// <summary>The thresholds of now.</summary>
    public required NvdimmThreshold Now { get; init; }

    /// <summary>What differs from them; nothing is sent where nothing does.</summary>
    public required IReadOnlyList<ValueChange> Changes { get; init; }

    /// <summary>The functions that make it so.</summary>
    public IReadOnlyList<DsmFunction> Functions => [.. Calls.Select(c => c.Function)];

    /// <summary>The calls of them.</summary>
    internal IReadOnlyList<DsmCall> Calls { get; init; } = [];

    /// <summary>Where nothing differs: what was asked for, and is so already.</summary>
    internal string Already(ThresholdRequest request)
    {
        var now = ThresholdText.Format(Now);
        var asked = request.Values.Keys.Select(name => $"{name} is already {now[name]}");
        return $"{Device.Name}: " + string.Join(", ", !request.Arms ? asked
            : asked.Append($"the armed alarms are already {now[nameof(NvdimmThreshold.AlarmsEnabled)]}"));
    }

    /// <inheritdoc/>
    public override string ToString() => $"Set {string.Join(", ", Changes)}";
}
