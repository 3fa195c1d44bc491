using System.Management.Automation;
using System.Security;
using NvdimmPS.Changes;
using NvdimmPS.Security;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Output;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Erases all data on DIMMs: destroys the encryption key, or overwrites the media. Asks for the serial number of each.</summary>
[Cmdlet(VerbsCommon.Clear, "NvdimmData", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = EraseSet)]
[OutputType(typeof(NvdimmSecurity), typeof(WriteExplanation))]
public sealed class ClearNvdimmDataCmdlet : SecurityChangeCmdlet
{
    private readonly List<NvdimmDevice> _overwriting = [];
    private Passphrase? _current;

    /// <summary>Destroys the key that the media are encrypted by, in a moment. The passphrase is gone with it.</summary>
    [Parameter(ParameterSetName = EraseSet)]
    public SwitchParameter CryptographicErase { get; set; }

    /// <summary>Has the DIMM overwrite all its media, in hours, and waits for the end.</summary>
    [Parameter(Mandatory = true, ParameterSetName = OverwriteSet)]
    public SwitchParameter Overwrite { get; set; }

    /// <summary>The passphrase, with -Master the master passphrase; its key when left out.</summary>
    [Parameter]
    [Passphrase]
    [ValidateNotNull]
    public SecureString? Passphrase { get; set; }

    /// <summary>By the master passphrase, also where the other one is lost.</summary>
    [Parameter(ParameterSetName = EraseSet)]
    public SwitchParameter Master { get; set; }

    /// <summary>How long to wait for the end of each overwrite; for ever when left out.</summary>
    [Parameter(ParameterSetName = OverwriteSet)]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; }

    /// <summary>Keeps no backup of the labels.</summary>
    [Parameter]
    public SwitchParameter NoBackup { get; set; }

    /// <summary>With -Force, asks for no serial number.</summary>
    [Parameter]
    public SwitchParameter AllowSensitive { get; set; }

    private protected override bool MaySkipProof => AllowSensitive;

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        if (!CryptographicErase && !Overwrite)
        {
            throw BindingErrors.HowToErase();
        }

        _current = Take(Passphrase);
    }

    private protected override ChangePlan Plan(SecurityPlanner planner, NvdimmDevice device)
    {
        var labels = NoBackup ? null : new LabelKeeper(Machine, Caller,
            (dimm, folder) => Tell($"{dimm}: its labels of before are in {folder}.", "NvdimmLabel"),
            (dimm, why) => WriteVerbose($"{dimm}: no labels were kept: {why}"));
        return ParameterSetName == OverwriteSet ? planner.Overwrite(_current, labels) : planner.Erase(_current, Master, labels);
    }

    private protected override void Finish(NvdimmDevice device)
    {
        if (ParameterSetName != OverwriteSet)
        {
            base.Finish(device);
            return;
        }

        // All are begun before one is waited for. Said now, since nothing can be said any more after Ctrl+C.
        _overwriting.Add(device);
        Tell($"{device.Name}: overwrite in progress. It goes on by itself, also when the waiting is ended; Wait-NvdimmOverwrite "
            + "waits again.", "NvdimmSecurity");
    }

    /// <inheritdoc/>
    protected override void End() => Blocking(() =>
    {
        foreach (var device in _overwriting)
        {
            if (Stopping)
            {
                return;
            }

            Try(device, () => Await(device));
        }
    });

    private void Await(NvdimmDevice device)
    {
        _ = SecurityPlanner.Await(() => Read(device), TimeoutSec > 0 ? TimeSpan.FromSeconds(TimeoutSec) : null,
            (now, waited) => WriteProgress(OverwriteProgress.Show(now, waited)), stop: Stopped);
        using var planner = new SecurityPlanner(Machine, device, Reader);
        if (planner.ReadAnew() is { } anew)
        {
            Look(anew);
        }

        Give(device);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _current?.Dispose();
        base.Dispose(disposing);
    }

    private const string EraseSet = "CryptographicErase";
    private const string OverwriteSet = "Overwrite";
}
