using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Firmware;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Activates what the armed DIMMs of buses have staged, without a restart, and waits for the end. One outcome a DIMM.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "NvdimmFirmwareActivation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmFirmwareUpdate), typeof(NvdimmFirmware), typeof(WriteExplanation))]
public sealed class InvokeNvdimmFirmwareActivationCmdlet : ChangeCmdlet
{
    private const int UsualTimeout = 60;

    /// <summary>The buses.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Bus, NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [SupportsWildcards]
    public string[] Bus { get; set; } = [];

    /// <summary>How the bus is kept quiet; as the platform needs it when left out.</summary>
    [Parameter]
    [Flat]
    public ActivationMethod Method { get; set; }

    /// <summary>Tells the firmware that the devices are idle, so that it need not quiesce them.</summary>
    [Parameter]
    public SwitchParameter NoIdle { get; set; }

    /// <summary>Activates also where it takes longer than the platform allows.</summary>
    [Parameter]
    public SwitchParameter AllowOverflow { get; set; }

    /// <summary>How long to wait for the end on each bus.</summary>
    [Parameter]
    [ValidateRange(1, int.MaxValue / 1000)]
    public int TimeoutSec { get; set; } = UsualTimeout;

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        var activation = new FirmwareActivation(Machine, Caller);
        foreach (var bus in Buses.Select(Bus, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(bus, () => Activate(activation, bus));
        }
    });

    private void Activate(FirmwareActivation activation, NvdimmBus bus)
    {
        var job = activation.Activate(bus, new FirmwareActivationOptions
        {
            Method = Method,
            NoIdle = NoIdle,
            AllowOverflow = AllowOverflow,
            Limit = TimeSpan.FromSeconds(TimeoutSec),
        });
        (job.Stop, job.Progress) = (Stopped, (state, waited) => Show(bus.Name, state, waited));
        Tell($"{bus.Name}: {job.Plan.Action}.", "NvdimmFirmwareActivation");
        if (!Apply(job.Plan))
        {
            return;
        }

        foreach (var (result, failure) in job.Results())
        {
            WriteObject(result);
            if (failure is not null)
            {
                Report(failure, result.Dimm);
            }

            if (PassThru)
            {
                WriteObject(new FirmwareReader(Caller).Read(Machine.GetDevice(result.Dimm), activation: true));
            }
        }
    }

    private void Show(string bus, string? state, TimeSpan waited) => WriteProgress(new ProgressRecord(
        1, $"Activating the firmware of {bus}", string.Create(CultureInfo.InvariantCulture, $"{state ?? "unknown"}, {waited:mm\\:ss}"))
    {
        RecordType = state == "busy" ? ProgressRecordType.Processing : ProgressRecordType.Completed,
    });
}
