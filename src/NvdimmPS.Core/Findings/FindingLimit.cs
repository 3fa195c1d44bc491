using NvdimmPS.Findings.Policies;

namespace NvdimmPS.Findings;

/// <summary>Where a policy begins to warn of a property.</summary>
/// <param name="Property">The property of health.</param>
/// <param name="Of">The policy's limit; null is none.</param>
/// <param name="IsMinimum">Whether it is the least that is good, and not the most.</param>
internal sealed record FindingLimit(string Property, Func<HealthLimits, double?> Of, bool IsMinimum = false);
