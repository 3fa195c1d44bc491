using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Injection;
using NvdimmPS.Inventory;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Injects memory errors for tests: reading there fails, as real errors make it fail.</summary>
[Cmdlet(VerbsCommon.Add, "NvdimmInjectedError", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High,
    DefaultParameterSetName = NamespaceSet)]
[OutputType(typeof(NvdimmInjectedError), typeof(DsmExplanation))]
public sealed class AddNvdimmInjectedErrorCmdlet : InjectedErrorCmdlet
{
    /// <summary>Does not have the firmware tell the kernel: a scrub or a read finds the errors.</summary>
    [Parameter]
    public SwitchParameter NoNotify { get; set; }

    /// <summary>Injects also into a mounted or otherwise used namespace.</summary>
    [Parameter]
    public SwitchParameter AllowInUse { get; set; }

    private protected override bool MayBeInUse => AllowInUse;

    private protected override ChangePlan Plan(ErrorInjection injection, NvdimmBus bus, MemoryRange range) =>
        injection.Add(bus, [range], !NoNotify);
}
