using NvdimmPS.Health;

namespace NvdimmPS.Reports;

/// <summary>A DIMM in a report.</summary>
/// <param name="Host">Its host; null where it is not known.</param>
/// <param name="Health">Its health.</param>
public sealed record ReportDimm(string? Host, NvdimmHealth Health)
{
    /// <summary>What its capacity is used for; null where nobody asked.</summary>
    public NvdimmCapacity? Capacity { get; init; }

    /// <summary>Its status, in the words of hosts.</summary>
    public ReportStatus Status => Health.HealthStatus switch
    {
        nameof(HealthStatus.Healthy) => ReportStatus.Healthy,
        nameof(HealthStatus.Warning) => ReportStatus.Warning,
        nameof(HealthStatus.Unhealthy) => ReportStatus.Unhealthy,
        _ => ReportStatus.Unknown,
    };

    /// <summary>True where its health can never be known: there is no function for it.</summary>
    public bool IsUnsupported => Status == ReportStatus.Unknown && Health.Causes.Any(c => c.Id == HealthCauses.NotOffered.Id);
}
