using System.Management.Automation;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Writes the vendor commands of a trace as a playback file of ipmctl.</summary>
[Cmdlet(VerbsData.Export, "NvdimmPlayback", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNvdimmPlaybackCmdlet : NvdimmCmdlet
{
    /// <summary>The trace.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Trace { get; set; } = string.Empty;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Process()
    {
        var (trace, file) = (FilePath(Trace), FilePath(Path));
        PlaybackExport.Check(trace, file, Force);
        var export = Blocking(() => PlaybackExport.From(trace, Stopped));
        if (!ShouldProcess(file, $"Write the {export.Calls} vendor commands of {trace} as a playback file"))
        {
            return;
        }

        export.Save(file, Force, Stopped);
        if (export.Hidden > 0)
        {
            WriteWarning($"{export.Hidden} vendor commands were left out: what was sent or came back is secret.");
        }

        if (PassThru)
        {
            GiveFile(file);
        }
    }
}
