using System.Management.Automation;
using NvdimmPS.Labels;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Saves label areas in a folder: one file a DIMM, and a manifest that says of which DIMM each is. Writes no DIMM.</summary>
[Cmdlet(VerbsData.Export, "NvdimmLabel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNvdimmLabelCmdlet : TopologyCmdlet
{
    private readonly List<NvdimmLabelArea> _areas = [];
    private string _folder = string.Empty;
    private bool _hasFailed;

    /// <summary>The folder; it is made where it is not there.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The DIMMs; all when left out.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>Replaces an export that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _folder = FilePath(Path);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        var reader = new LabelReader(Caller, Machine.Kernel.Source);
        var (before, count) = (_areas.Count, 0);
        ForEach(Devices.Select(Dimm, Failed), d =>
        {
            count++;
            return reader.Read(d, stop: Stopped);
        }, (_, area) => _areas.Add(area));
        _hasFailed |= _areas.Count - before < count;
    }

    /// <summary>All or nothing: half an export would be taken for a whole one on the day when it is needed.</summary>
    protected override void End()
    {
        if (_areas.Count == 0 || Stopping)
        {
            return;
        }

        if (_hasFailed)
        {
            WriteWarning("Nothing was exported, since not all labels could be read.");
        }
        else if (ShouldProcess(_folder, $"Save the labels of {string.Join(", ", _areas.Select(a => a.Dimm))}"))
        {
            GiveFile(Blocking(() => LabelExport.Save(_folder, _areas, Force, Stopped)));
        }
    }

    private void Failed(NvdimmException why)
    {
        _hasFailed = true;
        Report(why);
    }
}
