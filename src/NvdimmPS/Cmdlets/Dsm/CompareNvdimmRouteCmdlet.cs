using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Sends each reading function that has two spellings by both, and compares the answers.</summary>
[Cmdlet(VerbsData.Compare, "NvdimmRoute")]
[OutputType(typeof(DsmRouteComparison))]
public sealed class CompareNvdimmRouteCmdlet : TopologyCmdlet
{
    /// <summary>The DIMMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[]? Dimm { get; set; }

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var device in Devices.Select(Dimm, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(device, () => Emit(DsmRouteComparer.Compare(Machine.Kernel, Caller, NvdimmMachine.Target(device))));
        }
    });
}
