using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;

namespace NvdimmPS.Findings;

/// <summary>Makes findings as a policy wants them: its severities, its mutes.</summary>
internal sealed class FindingWriter(HealthPolicy policy, string source, DateTime time, DateTime now)
{
    public HealthFinding Dimm(FindingKind kind, NvdimmHealth health, string? limit = null) =>
        Write(kind, health.Dimm, health.Host, health.Dimm, health.UniqueId,
            Evidence.Format(health.Dimm, kind.Meaning,
                [.. kind.Evidence.Select(name => Evidence.Show(health, HealthTable.Get(name))), limit]));

    public HealthFinding Missing(NvdimmHealth before) =>
        Write(FindingKinds.MissingDimm, before.Dimm, before.Host, null, null,
            Evidence.Format(before.Dimm, FindingKinds.MissingDimm.Meaning, [before.UniqueId, "in the baseline " + before.HealthStatus]));

    public HealthFinding Other(FindingKind kind, string target, params string?[] values) =>
        Write(kind, target, null, null, null, Evidence.Format(target, kind.Meaning, values));

    /// <summary>A finding about a DIMM that is not one of its health.</summary>
    public HealthFinding OfDimm(FindingKind kind, string target, string? dimm, string? uniqueId, params string?[] values) =>
        Write(kind, target, null, dimm, uniqueId, Evidence.Format(target, kind.Meaning, values));

    private HealthFinding Write(FindingKind kind, string target, string? host, string? dimm, string? uniqueId, string evidence)
    {
        var mute = policy.Mutes.FirstOrDefault(m => m.Meets(kind.Id, target, uniqueId) && !m.HasExpired(now));
        return new HealthFinding
        {
            Id = kind.Id,
            Severity = policy.Severities.GetValueOrDefault(kind.Id, kind.Severity).ToString(),
            Target = target,
            Dimm = dimm,
            Host = host,
            Reason = kind.Reason,
            Evidence = evidence,
            Remedy = kind.Remedy,
            Muted = mute is not null,
            MutedReason = mute?.Reason,
            Time = time,
            Source = source,
        };
    }
}
