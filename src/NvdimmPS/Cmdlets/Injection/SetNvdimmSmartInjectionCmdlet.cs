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

    private Dictionary<string, object> Values => field ??= SmartInjection.Names.Where(MyInvocation.BoundParameters.ContainsKey)
        .Select(name => (Name: name, Value: MyInvocation.BoundParameters[name] is SwitchParameter given ? given.IsPresent
            : MyInvocation.BoundParameters[name]))
        .Where(v => v.Value is not false).ToDictionary(v => v.Name, v => v.Value, StringComparer.Ordinal);
}
