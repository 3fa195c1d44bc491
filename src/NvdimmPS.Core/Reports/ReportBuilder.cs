using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS.Reports;

/// <summary>Puts a report together. Of what comes twice the later counts.</summary>
/// <param name="policy">By which DIMMs are judged where no findings are given.</param>
public sealed class ReportBuilder(HealthPolicy policy)
{
    private readonly Dictionary<(string Host, string Dimm), ReportDimm> _dimms = [];
    private readonly Dictionary<(string Host, string Dimm), NvdimmCapacity> _capacities = [];
    private readonly Dictionary<(string Host, string Id, string Target, string Evidence), ReportFinding> _findings = [];
    private readonly Dictionary<(string Host, string Id, string Message), ReportFailure> _failures = [];
    private readonly Dictionary<(string Host, string Name), ReportNamespace> _namespaces = [];
    private readonly List<ReportFinding> _ofMachine = [];

    /// <summary>True where somebody else has judged already.</summary>
    public bool IsJudged { get; set; }

    /// <summary>How many DIMMs there are by now.</summary>
    public int DimmCount => _dimms.Count;

    /// <summary>How many hosts there are by now.</summary>
    public int HostCount => _dimms.Keys.Select(k => k.Host)
        .Concat(_findings.Keys.Select(k => k.Host)).Concat(_failures.Keys.Select(k => k.Host)).Where(h => h.Length > 0).Distinct().Count();

    /// <summary>A DIMM.</summary>
    public void Add(ReportDimm dimm) => _dimms[(Key(dimm.Host), dimm.Health.Dimm)] = dimm;

    /// <summary>What the capacity of a DIMM is used for, before or after its health.</summary>
    public void Add(string? host, NvdimmCapacity capacity)
    {
        ArgumentNullException.ThrowIfNull(capacity);
        _capacities[(Key(host), capacity.Dimm)] = capacity;
    }

    /// <summary>DIMMs of which only the capacity is there: they have no place in the report.</summary>
    public IReadOnlyList<string> WithoutHealth =>
        [.. _capacities.Keys.Where(k => !_dimms.ContainsKey(k)).Select(k => k.Host.Length > 0 ? $"{k.Host}: {k.Dimm}" : k.Dimm)];

    /// <summary>A finding that was made elsewhere.</summary>
    public void Add(ReportFinding finding)
    {
        IsJudged = true;
        _findings[(Key(finding.Host), finding.Finding.Id, finding.Finding.Target, finding.Finding.Evidence)] = finding;
    }

    /// <summary>A namespace.</summary>
    public void Add(ReportNamespace space) => _namespaces[(Key(space.Host), space.Name)] = space;

    /// <summary>A failure.</summary>
    public void Add(ReportFailure failure) => _failures[(Key(failure.Host), failure.Id, failure.Message)] = failure;

    /// <summary>Findings that no DIMM's health can show, beside which the DIMMs are judged all the same.</summary>
    public void AddOfMachine(string host, IEnumerable<HealthFinding> findings) =>
        _ofMachine.AddRange(findings.Select(f => new ReportFinding(host, f)));

    /// <summary>The report.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="generated">When it is made, in the time of where it is made.</param>
    /// <param name="zone">That time zone's name.</param>
    public FleetReport Build(string title, DateTimeOffset generated, string zone)
    {
        var dimms = _dimms.Select(d => d.Value with { Capacity = _capacities.GetValueOrDefault(d.Key) }).OrderBy(d => d.Status)
            .ThenBy(d => d.Host, NaturalOrder.Instance).ThenBy(d => d.Health.Dimm, NaturalOrder.Instance).ToList();
        var findings = (IsJudged ? _findings.Values : Judged(dimms, generated.UtcDateTime)).Concat(_ofMachine)
            .OrderBy(f => f.Finding.Muted).ThenByDescending(f => f.Severity)
                .ThenBy(f => f.Host, NaturalOrder.Instance).ThenBy(f => f.Finding.Target, NaturalOrder.Instance).ToList();
        return new FleetReport
        {
            Title = title,
            Generated = generated,
            TimeZone = zone,
            Dimms = dimms,
            Findings = findings,
            Namespaces = [.. _namespaces.Values.OrderBy(n => n.Host, NaturalOrder.Instance).ThenBy(n => n.Name, NaturalOrder.Instance)],
            Failures = [.. _failures.Values.OrderBy(f => f.Status).ThenBy(f => f.Host, NaturalOrder.Instance)],
            Hosts = Hosts(dimms, findings),
        };
    }

    private IEnumerable<ReportFinding> Judged(IEnumerable<ReportDimm> dimms, DateTime now) =>
        dimms.SelectMany(d => DimmFindings.For(d.Health, policy, before: null, now).Select(f => new ReportFinding(d.Host, f)))
            .Concat(MachineFindings.ExpiredMutes("Policy", policy, now).Select(f => new ReportFinding(null, f)));

    private List<ReportHost> Hosts(IReadOnlyCollection<ReportDimm> dimms, IReadOnlyCollection<ReportFinding> findings)
    {
        var byDimm = dimms.ToLookup(d => Key(d.Host));
        var byFinding = findings.ToLookup(f => Key(f.Host));
        var byFailure = _failures.Values.ToLookup(f => Key(f.Host));

        // Without a name there is a host only where there are DIMMs: a finding or a failure may be nobody's.
        var names = byDimm.Select(g => g.First().Host).Concat(findings.Select(f => f.Host).OfType<string>())
            .Concat(_failures.Values.Select(f => f.Host).OfType<string>()).DistinctBy(Key);
        return [.. names
            .Select(name => new ReportHost(name, [.. byDimm[Key(name)]], [.. byFinding[Key(name)]], [.. byFailure[Key(name)]]))
            .OrderBy(h => h.Status).ThenBy(h => h.Name, NaturalOrder.Instance)];
    }

    private static string Key(string? host) => host?.ToLowerInvariant() ?? string.Empty;
}
