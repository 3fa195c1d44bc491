namespace NvdimmPS.Findings;

/// <summary>What a judge is to judge.</summary>
/// <param name="AllHealth">The health of the DIMMs.</param>
/// <param name="Devices">Those of them that were read now, on this machine.</param>
/// <param name="IsChoice">True where only some DIMMs were asked for, so that none can be missing.</param>
/// <param name="HasFailed">True where a DIMM that was asked for could not be looked at.</param>
public sealed record TestedDimms(
    IReadOnlyList<NvdimmHealth> AllHealth, IReadOnlyList<NvdimmDevice> Devices, bool IsChoice, bool HasFailed)
{
    /// <summary>What is new in error logs, where they were read.</summary>
    public IReadOnlyList<DimmErrorLogs> ErrorLogs { get; init; } = [];
}
