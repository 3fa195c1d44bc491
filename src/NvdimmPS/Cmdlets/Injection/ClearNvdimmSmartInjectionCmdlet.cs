using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Injection;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Has DIMMs show their own health values again: those named, or all.</summary>
[Cmdlet(VerbsCommon.Clear, "NvdimmSmartInjection", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(NvdimmHealth), typeof(DsmExplanation))]
public sealed class ClearNvdimmSmartInjectionCmdlet : SmartInjectionCmdlet
{
    /// <summary>The temperature of the media.</summary>
    [Parameter]
    public SwitchParameter MediaTemperature { get; set; }

    /// <summary>The spare blocks.</summary>
    [Parameter]
    public SwitchParameter SparesRemaining { get; set; }

    /// <summary>The fatal error.</summary>
    [Parameter]
    public SwitchParameter FatalError { get; set; }

    /// <summary>The dirty shutdown. What the DIMM has counted stays counted.</summary>
    [Parameter]
    public SwitchParameter DirtyShutdown { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        base.Begin();
        // -FatalError:$false alone means none, and not all.
        if (Named.Length == 0 && SmartInjection.Names.Any(MyInvocation.BoundParameters.ContainsKey))
        {
            throw InjectionErrors.Nothing("health value");
        }
    }

    private protected override ChangePlan Plan(SmartInjection injection, NvdimmDevice device) => injection.Clear(device, Named);

    private string[] Named => [.. SmartInjection.Names.Where(name => Given(name) == true)];
}
