using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Completers;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Sends one of the kernel's legacy commands.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "NvdimmCommand", DefaultParameterSetName = DimmSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DsmResult), typeof(DsmExplanation))]
public sealed class InvokeNvdimmCommandCmdlet : DsmCmdlet
{
    /// <summary>The command, by its name in sysfs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(CommandCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Command { get; set; }

    private protected override (string Parameter, string Given) First => (nameof(Command), Command!);

    private protected override DsmRoute WantedRoute => DsmRoute.Legacy;

    private protected override DsmFunction FunctionFor(DsmTarget target) =>
        DsmFamilies.FunctionOf(NvdimmMachine.Command(target.Node.Kind, Command!));

    private protected override DsmFamily AssumedFamily(NdNodeKind node) =>
        node == NdNodeKind.Dimm ? DsmFamilies.Intel : DsmFamilies.NfitBus;
}
