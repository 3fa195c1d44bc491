using NvdimmPS.Changes;

namespace NvdimmPS.Cli;

/// <summary>What became of one DIMM of an import.</summary>
/// <param name="Target">The DIMM; null where no DIMM is of the labels.</param>
/// <param name="State"><c>written</c>, <c>planned</c>, <c>unchanged</c>, <c>failed</c> or <c>skipped</c>, since another one failed.</param>
/// <param name="Plan">What is or would be written.</param>
/// <param name="Failure">Why it failed.</param>
internal sealed record LabelImportOutcome(string? Target, string State, ChangePlan? Plan = null, Failure? Failure = null);
