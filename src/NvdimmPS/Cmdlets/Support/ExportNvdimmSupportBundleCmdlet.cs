using System.Management.Automation;
using NvdimmPS.Findings;
using NvdimmPS.Shell.Session;
using NvdimmPS.Support;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Reads all that can be read of this machine's NVDIMMs into one archive. Changes nothing on the machine.</summary>
[Cmdlet(VerbsData.Export, "NvdimmSupportBundle", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(FileInfo))]
public sealed class ExportNvdimmSupportBundleCmdlet : NvdimmCmdlet
{
    private const int MostNamed = 6;

    private string _file = string.Empty;

    /// <summary>The file to write.</summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = string.Empty;

    /// <summary>How long each step may take.</summary>
    [Parameter]
    [ValidateRange(1, 86400)]
    public int StepTimeoutSec { get; set; } = (int)SupportCollector.UsualLimit.TotalSeconds;

    /// <summary>Replaces a file that is there.</summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <summary>Gives the file.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        // To read it all takes long; what is wrong with the file is said before.
        _file = FilePath(Path);
        SupportBundle.Check(_file, Force);
    }

    /// <inheritdoc/>
    protected override void Process()
    {
        EnsureLinux();
        if (!ShouldProcess(_file, "Read all that can be read of this machine's NVDIMMs into a support bundle"))
        {
            return;
        }

        var progress = new ProgressRecord(0, "Support bundle", "Reading");
        var collector = new SupportCollector(Machine.Kernel, $"PowerShell {EngineVersion.Text}", TimeSpan.FromSeconds(StepTimeoutSec))
        {
            Begins = what =>
            {
                progress.StatusDescription = what;
                WriteProgress(progress);
            },
        };
        var bundle = Blocking(() => collector.Collect(Stopped));
        progress.RecordType = ProgressRecordType.Completed;
        WriteProgress(progress);
        bundle.Save(_file, Force, Stopped);
        if (bundle.HasNoDimm && Blocking(() => Machine.Topology.NoDimmReason) is { } reason)
        {
            WarnOfNothing(reason);
        }

        WarnOf([.. bundle.Missing]);
        if (PassThru)
        {
            GiveFile(_file);
        }
    }

    private void WarnOf(IReadOnlyList<SupportStep> missing)
    {
        if (missing.Count > 0)
        {
            var named = string.Join("; ", missing.Take(MostNamed)) + (missing.Count > MostNamed ? "; …" : string.Empty);
            WriteWarning($"{Plural.Of(missing.Count, "step")} failed or did not end in time: {named}. "
                + "README.txt in the bundle says why.");
        }
    }
}
