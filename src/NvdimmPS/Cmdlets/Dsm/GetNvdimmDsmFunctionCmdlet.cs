using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.ModuleLogs;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Lists the functions of the families, or what a DIMM or bus offers of them. Needs no hardware.</summary>
[Cmdlet(VerbsCommon.Get, "NvdimmDsmFunction", DefaultParameterSetName = FamilySet)]
[OutputType(typeof(DsmFunctionInfo))]
public sealed class GetNvdimmDsmFunctionCmdlet : TopologyCmdlet
{
    /// <summary>The DIMMs to ask about.</summary>
    [Parameter(ParameterSetName = DimmSet, Mandatory = true, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <summary>The buses to ask about.</summary>
    [Parameter(ParameterSetName = BusSet, Mandatory = true, ValueFromPipeline = true)]
    [NvdimmName(NvdimmNoun.Bus)]
    [ArgumentCompleter(typeof(BusCompleter))]
    [SupportsWildcards]
    public string[]? Bus { get; set; }

    /// <summary>The families, by name or number.</summary>
    [Parameter(ParameterSetName = FamilySet, Position = 0)]
    [ArgumentCompleter(typeof(FamilyCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[] Family { get; set; } = ["*"];

    /// <summary>Only these functions: names, patterns or numbers.</summary>
    [Parameter(Position = 1)]
    [ArgumentCompleter(typeof(FunctionCompleter))]
    [ValidateNotNullOrEmpty]
    [SupportsWildcards]
    public string[]? Function { get; set; }

    /// <summary>Lists the vendor's commands that Intel's pass-through carries.</summary>
    [Parameter(ParameterSetName = FamilySet)]
    [Parameter(ParameterSetName = DimmSet)]
    public SwitchParameter Vendor { get; set; }

    /// <inheritdoc/>
    protected override void Begin()
    {
        if (ParameterSetName != FamilySet)
        {
            base.Begin();
        }
    }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        if (Dimm is not null)
        {
            foreach (var device in Devices.Select(Dimm, Report))
            {
                Try(device, () => List(NvdimmMachine.Target(device)));
            }
        }
        else if (Bus is not null)
        {
            foreach (var bus in Buses.Select(Bus, Report))
            {
                Try(bus, () => List(NvdimmMachine.Target(bus)));
            }
        }
        else
        {
            foreach (var name in Family)
            {
                Try(name, () => List(name));
            }
        }
    });

    private void List(DsmTarget target)
    {
        if (Vendor)
        {
            Emit(Commands(DsmFamilies.Intel.IsSameAs(target.Family) ? target
                : throw ModuleLogErrors.NotOffered(target.Name, target.Family?.Name, target.FamilyReason)));
            return;
        }

        // A bus serves all bus families; a DIMM exactly one.
        var families = target.Node.Kind == NdNodeKind.Bus
            ? DsmFamilies.All.Where(f => f.Node == NdNodeKind.Bus)
            : [target.Family ?? throw CallErrors.NoFamily(target)];
        Emit(FunctionFilter.Select([.. families], Function).Select(f => DsmFunctionInfo.From(f, target)));
    }

    private IEnumerable<DsmFunctionInfo> Commands(DsmTarget? target)
    {
        var all = DsmFunctionInfo.Vendor(target).ToArray();
        foreach (var name in Function ?? ["*"])
        {
            var pattern = NamePattern.Parse(name);
            var found = Array.FindAll(all, c => pattern.IsMatch(c.FunctionName) || pattern.IsMatch(c.Opcode!));
            foreach (var command in found.Length > 0 ? found : throw ModuleLogErrors.NoCommand(name))
            {
                yield return command;
            }
        }
    }

    private void List(string family) =>
        Emit(Vendor ? FunctionFilter.Families(family).Contains(DsmFamilies.Intel) ? Commands(null) : []
            : FunctionFilter.Select(FunctionFilter.Families(family), Function).Select(DsmFunctionInfo.From));

    private const string FamilySet = "Family";
    private const string DimmSet = "Dimm";
    private const string BusSet = "Bus";
}
