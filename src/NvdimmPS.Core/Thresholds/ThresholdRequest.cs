namespace NvdimmPS.Thresholds;

/// <summary>What is to become of a DIMM's thresholds, in the shared vocabulary.</summary>
/// <param name="Values">The thresholds that are given, by name: °C or percent.</param>
/// <param name="Enable">The alarms to arm.</param>
/// <param name="Disable">The alarms to disarm.</param>
public sealed record ThresholdRequest(IReadOnlyDictionary<string, object> Values, IReadOnlyList<string> Enable,
    IReadOnlyList<string> Disable)
{
    private const double Coldest = -40, Hottest = 150;

    /// <summary>True where alarms are named.</summary>
    public bool Arms => Enable.Count + Disable.Count > 0;

    /// <summary>
    /// Refuses what says nothing, both, or no temperature of a DIMM: an alarm that can never trip is as good as disarmed.
    /// </summary>
    /// <exception cref="NvdimmException">It does.</exception>
    public void Check()
    {
        if (Values.Count == 0 && !Arms)
        {
            throw ThresholdErrors.NoneGiven();
        }

        foreach (var (name, value) in Values)
        {
            if (value is double degrees and not (>= Coldest and <= Hottest))
            {
                throw ThresholdErrors.OutOfRange(name, degrees, Coldest, Hottest);
            }
        }

        // Firmware ignores the threshold of an alarm that is not armed.
        if (Disable.FirstOrDefault(alarm => Enable.Contains(alarm) || Values.ContainsKey(alarm)) is { } both)
        {
            throw ThresholdErrors.BothWays(both);
        }
    }
}
