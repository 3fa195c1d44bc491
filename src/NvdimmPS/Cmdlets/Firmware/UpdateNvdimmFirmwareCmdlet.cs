using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Firmware;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Updates the firmware of DIMMs from an image: stages it, and says what it takes to run. One outcome a DIMM.</summary>
[Cmdlet(VerbsData.Update, "NvdimmFirmware", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmFirmwareUpdate), typeof(NvdimmFirmware), typeof(DsmExplanation), typeof(WriteExplanation))]
public sealed class UpdateNvdimmFirmwareCmdlet : ChangeCmdlet
{
    private FirmwareUpdate? _update;

    /// <summary>The DIMMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[] Dimm { get; set; } = [];

    /// <summary>The image.</summary>
    [Parameter(Mandatory = true, Position = 1)]
    [ValidateNotNullOrEmpty]
    public string Path { get; set; } = "";

    /// <summary>The version of the image, where its header does not say it.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    public string? ImageVersion { get; set; }

    /// <summary>The slot of an NVDIMM-N; the first that does not run when left out.</summary>
    [Parameter]
    [ValidateRange(0, byte.MaxValue)]
    public int Slot { get; set; }

    /// <summary>Arms each DIMM for an activation once the image is staged.</summary>
    [Parameter]
    public SwitchParameter Arm { get; set; }

    /// <summary>Takes an image that is older than what runs.</summary>
    [Parameter]
    public SwitchParameter AllowDowngrade { get; set; }

    /// <summary>Takes an image that cannot be checked, or is not for production.</summary>
    [Parameter]
    public SwitchParameter AllowUnknownImage { get; set; }

    /// <summary>Ends an update that another program has begun, or one that was left behind.</summary>
    [Parameter]
    public SwitchParameter EndOther { get; set; }

    /// <summary>Goes on while the bus is scrubbed.</summary>
    [Parameter]
    public SwitchParameter IgnoreScrub { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        var path = FilePath(Path);
        _update = Blocking(() => new FirmwareUpdate(Machine, Caller, FirmwareImage.Read(path, Stopped), new FirmwareUpdateOptions
        {
            AllowUnknownImage = AllowUnknownImage,
            AllowDowngrade = AllowDowngrade,
            EndOther = EndOther,
            IgnoreScrub = IgnoreScrub,
            ImageVersion = ImageVersion,
            Slot = MyInvocation.BoundParameters.ContainsKey(nameof(Slot)) ? Slot : null,
        }));
    }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var device in Devices.Select(Dimm, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(device, () => Update(_update!, device));
        }
    });

    private void Update(FirmwareUpdate update, NvdimmDevice device)
    {
        var job = update.Prepare(device);
        job.Progress = Show;
        if (job.Refusal is { } refusal)
        {
            WriteObject(job.Result);
            throw refusal;
        }

        if (job.Plan is { } plan)
        {
            try
            {
                if (!Apply(plan))
                {
                    if (IsWhatIf)
                    {
                        ArmIfWanted(job, device);
                    }

                    return;
                }
            }
            catch (NvdimmException e)
            {
                WriteObject(job.Failed(e));
                throw;
            }
            finally
            {
                Done(device.Name);
            }
        }

        WriteObject(job.Result);
        ArmIfWanted(job, device);
        if (PassThru)
        {
            WriteObject(new FirmwareReader(Caller).Read(device, activation: job.Result.CanActivate == true));
        }
    }

    private void ArmIfWanted(FirmwareUpdateJob job, NvdimmDevice device)
    {
        var result = job.Result;
        if (!Arm || result.CanActivate != true || result.Outcome == FirmwareOutcome.AlreadyRunning.Word)
        {
            return;
        }

        if (result.Outcome == FirmwareOutcome.AlreadyStaged.Word && result.ImageVersion is null)
        {
            WriteWarning($"{device.Name} was not armed: what is staged could not be compared with the image.");
        }
        else if (new FirmwareActivation(Machine, Caller).Arm(device) is { } arm)
        {
            Apply(arm);
        }
    }

    private void Show(FirmwareProgress progress) => WriteProgress(new ProgressRecord(1, $"Updating the firmware of {progress.Dimm}",
        string.Create(CultureInfo.InvariantCulture, $"{progress.Step}: {progress.Sent:N0} of {progress.Total:N0} bytes"))
    {
        PercentComplete = progress.Percent,
    });

    private void Done(string dimm) => WriteProgress(new ProgressRecord(1, $"Updating the firmware of {dimm}", "over")
    {
        RecordType = ProgressRecordType.Completed,
    });
}
