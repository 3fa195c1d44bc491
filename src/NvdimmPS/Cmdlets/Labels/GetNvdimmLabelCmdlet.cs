using System.Management.Automation;
using NvdimmPS.Labels;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Reads label areas, from DIMMs or from files: index blocks, labels, and the bytes. Writes nothing.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmLabel", DefaultParameterSetName = DimmSet)]
[OutputType(typeof(NvdimmLabelArea))]
public sealed class GetNvdimmLabelCmdlet : TopologyCmdlet
{
    /// <summary>The DIMMs; all when left out.</summary>
    [Parameter(ParameterSetName = DimmSet, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>Files with the bytes of label areas, or folders of Export-NvdimmLabel.</summary>
    [Parameter(ParameterSetName = PathSet, Mandatory = true)]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Path { get; set; } = [];

    /// <summary>Gives also what free slots still hold: labels of before.</summary>
    [Parameter]
    public SwitchParameter IncludeFree { get; set; }

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
            var reader = new LabelReader(Caller, Machine.Kernel.Source);
            ForEach(Devices.Select(Dimm, Report), d => reader.Read(d, IncludeFree, Stopped), (_, area) => WriteObject(area));
            return;
        }

        foreach (var file in Path.SelectMany(p => FilePaths(p, LabelErrors.Unreadable)))
        {
            Try(file, () => Emit(() => LabelFile.ReadAll(file, IncludeFree, Stopped)));
        }
    }

    private const string DimmSet = "Dimm";
    private const string PathSet = "Path";
}
