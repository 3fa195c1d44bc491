using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Sends a _DSM function to DIMMs or buses.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "NvdimmDsm", DefaultParameterSetName = DimmSet, SupportsShouldProcess = true,
    ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(DsmResult), typeof(DsmExplanation))]
public sealed class InvokeNvdimmDsmCmdlet : DsmCmdlet
{
    /// <summary>The function's name or number.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Function { get; set; }

    /// <summary>The family's name or number; the target's own when left out.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(FamilyCompleter))]
    [AllowEmptyString]
    public string? Family { get; set; }

    /// <summary>Which spelling of the request is sent.</summary>
    [Parameter]
    [Flat]
    public DsmRoute Route { get; set; }

    /// <summary>The version of the specification by which to read the answer; found out when left out.</summary>
    [Parameter]
    [ArgumentCompleter(typeof(GenerationCompleter))]
    [ValidateNotNullOrEmpty]
    public string? Generation { get; set; }

    private protected override (string Parameter, string Given) First => (nameof(Function), Function!);

    private protected override DsmRoute WantedRoute => Route;

    private protected override DsmFunction FunctionFor(DsmTarget target)
    {
        var function =
            NvdimmMachine.Function(GivenFamily(target.Node.Kind) ?? target.Family ?? throw CallErrors.NoFamily(target), Function!);
        return Generation is null ? function : function.In(Generation);
    }

    private protected override DsmFamily AssumedFamily(NdNodeKind node) =>
        GivenFamily(node) ?? (node == NdNodeKind.Dimm ? DsmFamilies.Intel : DsmFamilies.NfitBus);

    private DsmFamily? GivenFamily(NdNodeKind node) => string.IsNullOrEmpty(Family) ? null : NvdimmMachine.Family(node, Family);
}
