using NvdimmPS.ModuleLogs;

namespace NvdimmPS.Findings;

/// <summary>What is new in the error logs of one DIMM.</summary>
/// <param name="Device">The DIMM.</param>
/// <param name="Readings">What was read of each log; none where it could not be.</param>
/// <param name="Failure">Why it could not be read.</param>
/// <param name="Time">When (UTC).</param>
public sealed record DimmErrorLogs(NvdimmDevice Device, IReadOnlyList<ErrorLogReading> Readings, NvdimmException? Failure, DateTime Time);
