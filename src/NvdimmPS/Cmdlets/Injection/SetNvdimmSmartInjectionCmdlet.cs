using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Injection;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Has DIMMs show health values for tests: a temperature, few spares, a fatal error, a dirty shutdown.</summary>
[Cmdlet(VerbsCommon.Set, "NvdimmSmartInjection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmHealth), typeof(DsmExplanation))]
public sealed class SetNvdimmSmartInjectionCmdlet : SmartInjectionCmdlet
{
    /// <summary>The temperature of the media to show, in °C.</summary>
    [Parameter]
    public double MediaTemperature { get; set; }

    /// <summary>The spare blocks to show, in percent.</summary>
    [Parameter]
    [ValidateRange(0, 99)]
    public int SparesRemaining { get; set; }

    /// <summary>Shows a fatal error.</summary>
    [Parameter]
    public SwitchParameter FatalError { get; set; }

    /// <summary>Shows the next shutdown as a dirty one.</summary>
    [Parameter]
    public SwitchParameter DirtyShutdown { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        if (Values.Count == 0)
        {
            throw InjectionErrors.Nothing("health value");
        }
    }

    private protected override ChangePlan Plan(SmartInjection injection, NvdimmDevice device) => injection.Set(device, Values);

    private Dictionary<string, object> Values
    {
        get
        {
            var values = new Dictionary<string, object>(StringComparer.Ordinal);
            if (MyInvocation.BoundParameters.ContainsKey(nameof(MediaTemperature)))
            {
                values[nameof(MediaTemperature)] = MediaTemperature;
            }

            if (MyInvocation.BoundParameters.ContainsKey(nameof(SparesRemaining)))
            {
                values[nameof(SparesRemaining)] = SparesRemaining;
            }

            if (FatalError)
            {
                values[nameof(FatalError)] = true;
            }

            if (DirtyShutdown)
            {
                values[nameof(DirtyShutdown)] = true;
            }

            return values;
        }
    }
}
