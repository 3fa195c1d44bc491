using System.Management.Automation;
using NvdimmPS.Labels;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Files;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Says where label areas differ from those of a reference, field by field. Writes nothing.</summary>
[Cmdlet(VerbsData.Compare, "NvdimmLabel", DefaultParameterSetName = DimmSet)]
[OutputType(typeof(NvdimmLabelDifference))]
public sealed class CompareNvdimmLabelCmdlet : TopologyCmdlet
{
    private IReadOnlyList<NvdimmLabelArea> _reference = [];

    /// <summary>What they are held against: a file, a folder of Export-NvdimmLabel, or what Get-NvdimmLabel gave.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNull]
    public object[] Reference { get; set; } = [];

    /// <summary>The DIMMs as they are now; all that the reference has when left out.</summary>
    [Parameter(ParameterSetName = DimmSet, Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>Instead of DIMMs: files, folders or objects, as for the reference.</summary>
    [Parameter(ParameterSetName = DifferenceSet, Mandatory = true)]
    [ValidateNotNull]
    public object[] Difference { get; set; } = [];

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (ParameterSetName == DimmSet)
        {
            base.Begin();
        }

        _reference = LabelsOfParameter.Resolve($"-{nameof(Reference)}", Reference, FilePath, Read);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        if (ParameterSetName == DifferenceSet)
        {
            foreach (var area in LabelsOfParameter.Resolve($"-{nameof(Difference)}", Difference, FilePath, Read))
            {
                Try(area, () => Compare(area));
            }

            return;
        }

        var reader = new LabelReader(Caller, Machine.Kernel.Source);
        var devices = Devices.Select(Dimm, Report).Where(d => Dimm is not null || LabelExport.Has(_reference, d));
        ForEach(devices, d => reader.Read(d, stop: Stopped),
            (device, area) => Try(device, () => Compare(area)));
    }

    private void Compare(NvdimmLabelArea area) =>
        Emit(LabelComparer.Compare(area.Name, LabelExport.Like(_reference, area).Bytes, area.Bytes));

    private IReadOnlyList<NvdimmLabelArea> Read(string path) => Blocking(() => LabelFile.ReadAll(path, stop: Stopped).ToList());

    private const string DimmSet = "Dimm";
    private const string DifferenceSet = "Difference";
}
