using NvdimmPS.Findings;

namespace NvdimmPS.Reports;

/// <summary>What a report says, whatever it is written as. Everything in it stands worst first.</summary>
public sealed class FleetReport
{
    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>When it was made, in the time of where it was made.</summary>
    public required DateTimeOffset Generated { get; init; }

    /// <summary>That time zone's name.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The version of the module.</summary>
    public string Version { get; } = typeof(FleetReport).Assembly.GetName().Version!.ToString(3);

    /// <summary>The hosts.</summary>
    public required IReadOnlyList<ReportHost> Hosts { get; init; }

    /// <summary>The DIMMs.</summary>
    public required IReadOnlyList<ReportDimm> Dimms { get; init; }

    /// <summary>What is wrong.</summary>
    public required IReadOnlyList<ReportFinding> Findings { get; init; }

    /// <summary>The namespaces, by host.</summary>
    public IReadOnlyList<ReportNamespace> Namespaces { get; init; } = [];

    /// <summary>Why hosts gave no results, or not all.</summary>
    public required IReadOnlyList<ReportFailure> Failures { get; init; }

    /// <summary>How many hosts answered.</summary>
    public int Answered => Hosts.Count - Count(ReportStatus.Unreachable);

    /// <summary>When the first and the last DIMM was asked; null where it is not known.</summary>
    public (DateTime First, DateTime Last)? Asked
    {
        get
        {
            var times = Dimms.Select(d => d.Health.Time).Where(t => t > DateTime.UnixEpoch).ToList();
            return times.Count == 0 ? null : (times.Min(), times.Max());
        }
    }

    /// <summary>How many hosts have this status.</summary>
    public int Count(ReportStatus status) => Hosts.Count(h => h.Status == status);

    /// <summary>How many DIMMs have this status.</summary>
    public int CountDimms(ReportStatus status) => Dimms.Count(d => d.Status == status);

    /// <summary>How many findings of a severity are not muted.</summary>
    public int Count(FindingSeverity severity) => Findings.Count(f => f.Severity == severity && !f.Finding.Muted);
}
