namespace NvdimmPS.Health.Thresholds;

/// <summary>What is to become of a DIMM's thresholds, in the shared vocabulary.</summary>
/// <param name="Values">The thresholds that are given, by name: °C or percent.</param>
/// <param name="Enable">The alarms to arm.</param>
/// <param name="Disable">The alarms to disarm.</param>
public sealed record ThresholdRequest(IReadOnlyDictionary<string, object> Values, IReadOnlyList<string> Enable, IReadOnlyList<string> Disable)
{
    /// <summary>True where alarms are named.</summary>
    public bool Arms => Enable.Count + Disable.Count > 0;

    /// <summary>Refuses what says nothing, or both.</summary>
    /// <exception cref="NvdimmException">It does.</exception>
    public void Check()
    {
        if (Values.Count == 0 && !Arms)
        {
            throw Errors.NoThresholdGiven();
        }

        // Firmware ignores the threshold of an alarm that is not armed.
        if (Disable.FirstOrDefault(alarm => Enable.Contains(alarm) || Values.ContainsKey(alarm)) is { } both)
        {
            throw Errors.AlarmBothWays(both);
        }
    }
}
