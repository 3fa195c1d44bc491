using System.Management.Automation;
using NvdimmPS.Findings;
using NvdimmPS.Labels;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// Says what is wrong with label areas, one numbered finding each: index blocks, labels, and the labels of one namespace on several
/// DIMMs. Writes nothing.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "NvdimmLabel", DefaultParameterSetName = DimmSet)]
[OutputType(typeof(HealthFinding), typeof(bool))]
public sealed class TestNvdimmLabelCmdlet : TopologyCmdlet
{
    private readonly List<LabelSubject> _subjects = [];
    private bool _hasFailed;

    /// <summary>The DIMMs; all when left out.</summary>
    [Parameter(ParameterSetName = DimmSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>Files with the bytes of label areas, or folders of Export-NvdimmLabel. Of regions nothing is known then.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Gives one boolean: true where there is no warning or worse.</summary>
    [Parameter]
    public SwitchParameter Quiet { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (ParameterSetName == DimmSet)
        {
            base.Begin();
        }

    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == DimmSet)
        {
            var (reader, before, count) = (new LabelReader(Caller, Machine.Kernel.Source), _subjects.Count, 0);
            List<NvdimmRegion>? regions = null;
            ForEach(Devices.Select(Dimm, Failed), d =>
            {
                count++;
                regions ??= [.. Machine.Topology.GetRegions()];
                return new LabelSubject(reader.Read(d, stop: Stopped), d, regions.FindAll(r => r.Dimms.Contains(d.Name)));
            }, (_, subject) => _subjects.Add(subject));
            _hasFailed |= _subjects.Count - before < count;
            return;
        }

        foreach (var file in Path.SelectMany(p => FilePaths(p, LabelErrors.Unreadable)))
        {
            var before = _subjects.Count;
            Try(file, () => Blocking(() => _subjects.AddRange(LabelFile.ReadAll(file, stop: Stopped).Select(a => new LabelSubject(a)))));
            _hasFailed |= _subjects.Count == before;
        }
    }

    /// <inheritdoc/>
    protected override void End()
    {
        var findings = Together().SelectMany(g => LabelChecker.Check(g, ParameterSetName == DimmSet && Dimm is null && !_hasFailed,
            DateTime.UtcNow)).ToList();
        var bad = findings.Count(f => f.Counts);
        if (Quiet)
        {
            WriteObject(!_hasFailed && _subjects.Count > 0 && bad == 0);
            return;
        }

        Emit(findings);
        var labels = _subjects.Sum(s => s.Area.UsedSlots ?? 0);
        Tell($"{Plural.Of(_subjects.Count, "label area")}, {Plural.Of(labels, "label")}: "
            + (bad > 0 ? $"{Plural.Of(bad, "finding")}, Warning or worse."
                : _hasFailed ? "not all could be read." : "nothing wrong was found."),
            "NvdimmLabel");
    }

    /// <summary>What is of one time: several files of one DIMM are of several, and no set of labels goes from one to another.</summary>
    private List<List<LabelSubject>> Together()
    {
        var groups = new List<List<LabelSubject>>();
        foreach (var subject in _subjects)
        {
            if (groups.Find(g => !g.Exists(s => s.Area.Name == subject.Area.Name)) is { } group)
            {
                group.Add(subject);
            }
            else
            {
                groups.Add([subject]);
            }
        }

        return groups.Count == 0 ? [[]] : groups;
    }

    private void Failed(NvdimmException why)
    {
        _hasFailed = true;
        Report(why);
    }

    private const string DimmSet = "Dimm";
    private const string PathSet = "Path";
}
