using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Injection;
using NvdimmPS.Inventory;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Takes injected memory errors back. The kernel counts the blocks as bad until they are cleared.</summary>
[Cmdlet(VerbsCommon.Remove, "NvdimmInjectedError", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium,
    DefaultParameterSetName = NamespaceSet)]
[OutputType(typeof(NvdimmInjectedError), typeof(DsmExplanation))]
public sealed class RemoveNvdimmInjectedErrorCmdlet : InjectedErrorCmdlet
{
    private protected override ChangePlan Plan(ErrorInjection injection, NvdimmBus bus, MemoryRange range) =>
        injection.Remove(bus, [range]);
}
