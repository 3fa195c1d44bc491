using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;

namespace NvdimmPS.Labels;

/// <summary>Gathers the findings of one area.</summary>
internal sealed class LabelReport
{
    private readonly NvdimmLabelArea _area;
    private readonly FindingWriter _writer;
    private readonly List<HealthFinding> _findings = [];
    private readonly List<string> _notChecked = [];

    public LabelReport(NvdimmLabelArea area, DateTime now)
    {
        _area = area;
        _writer = new FindingWriter(HealthPolicy.BuiltIn, area.Source, area.Time, now);
    }

    /// <summary>What was found, and last what could not be checked.</summary>
    public IEnumerable<HealthFinding> Findings => _notChecked.Count == 0 ? _findings
        : _findings.Append(Make(LabelFindingKinds.NotChecked, [string.Join("; ", _notChecked.Distinct())]));

    public void Add(FindingKind kind, params string?[] values) => _findings.Add(Make(kind, values));

    public void NotChecked(string what) => _notChecked.Add(what);

    private HealthFinding Make(FindingKind kind, string?[] values) =>
        _writer.OfDimm(kind, _area.Name, _area.Dimm, _area.UniqueId, values);
}
