using System.Management.Automation;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;
using NvdimmPS.Thresholds;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Sets where DIMMs begin to warn. What is not named stays as it is; the result is read back.</summary>
[Cmdlet(VerbsCommon.Set, "NvdimmThreshold", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmThreshold), typeof(DsmExplanation))]
public sealed class SetNvdimmThresholdCmdlet : ChangeCmdlet
{
    private ThresholdRequest? _request;

    /// <summary>The DIMMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[] Dimm { get; set; } = [];

    /// <summary>Alarm above this temperature of the media, in °C.</summary>
    [Parameter]
    public double MediaTemperature { get; set; }

    /// <summary>Alarm above this temperature of the controller, in °C.</summary>
    [Parameter]
    public double ControllerTemperature { get; set; }

    /// <summary>Alarm below this many spare blocks left, in percent.</summary>
    [Parameter]
    public int SparesRemaining { get; set; }

    /// <summary>Warning at this much rated life left, in percent.</summary>
    [Parameter]
    public int LifeWarning { get; set; }

    /// <summary>Warning at this much of the energy source's life left, in percent.</summary>
    [Parameter]
    public int EnergySourceLifetimeWarning { get; set; }

    /// <summary>Warning above this temperature of the energy source, in °C.</summary>
    [Parameter]
    public double EnergySourceTemperatureWarning { get; set; }

    /// <summary>The alarms to arm.</summary>
    [Parameter]
    [Flat]
    public ThresholdAlarm[] Enable { get; set; } = [];

    /// <summary>The alarms to disarm.</summary>
    [Parameter]
    [Flat]
    public ThresholdAlarm[] Disable { get; set; } = [];

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        _request = new ThresholdRequest(GivenValues(), Names(Enable), Names(Disable));
        _request.Check();
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

            Try(device, () => Process(device));
        }
    });

    private void Process(NvdimmDevice device)
    {
        var setter = new ThresholdSetter(Caller);
        var plan = setter.Plan(device, _request!);
        var now = plan.Now;
        if (plan.Changes.Count == 0)
        {
            SayNothingToDo(plan.Already(_request!));
        }
        else if (Apply(ThresholdSetter.Change(plan)))
        {
            now = setter.Verify(plan);
        }
        else
        {
            return;
        }

        if (PassThru)
        {
            WriteObject(now);
        }
    }

    private Dictionary<string, object> GivenValues()
    {
        var values = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            [nameof(MediaTemperature)] = MediaTemperature,
            [nameof(ControllerTemperature)] = ControllerTemperature,
            [nameof(SparesRemaining)] = SparesRemaining,
            [nameof(LifeWarning)] = LifeWarning,
            [nameof(EnergySourceLifetimeWarning)] = EnergySourceLifetimeWarning,
            [nameof(EnergySourceTemperatureWarning)] = EnergySourceTemperatureWarning,
        };
        return values.Where(v => MyInvocation.BoundParameters.ContainsKey(v.Key))
            .ToDictionary(v => v.Key, v => v.Value, StringComparer.Ordinal);
    }

    private static string[] Names(ThresholdAlarm[] alarms) => [.. alarms.Distinct().Select(a => a.ToString())];
}
