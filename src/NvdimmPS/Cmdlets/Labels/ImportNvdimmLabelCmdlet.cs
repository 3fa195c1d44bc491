using System.Management.Automation;
using NvdimmPS.Labels;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Brings label areas back that Export-NvdimmLabel saved, each to the DIMM that it is of.</summary>
[Cmdlet(VerbsData.Import, "NvdimmLabel", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmLabelArea), typeof(DsmExplanation), typeof(WriteExplanation))]
public sealed class ImportNvdimmLabelCmdlet : LabelChangeCmdlet
{
    /// <summary>The folder of an export or a backup, or its manifest.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>The DIMMs; those of the export when left out.</summary>
    [Parameter(Position = 1, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [ValidateNotNull]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var path = FilePath(Path);
        Blocking(() =>
        {
            var import = LabelImport.Read(path, Stopped);
            var devices = Dimm is null
                ? import.Find(Machine.Topology.GetDevices(Detail), Report)
                : Devices.Select(Dimm, Report);
            ForAll(devices, device => Planner.Import(device, import, Stopped));
        });
    }
}
