using System.Management.Automation;
using NvdimmPS.InfoBlocks.Sector;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// Repairs disabled sector namespaces: an info block from its copy, a copy from its info block, a map entry that a power failure kept
/// from being written from the log. Checks first and afterwards; what cannot be repaired is an error.
/// </summary>
[Cmdlet(VerbsDiagnostic.Repair, "NvdimmNamespace", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(NvdimmNamespace), typeof(WriteExplanation))]
public sealed class RepairNvdimmNamespaceCmdlet : ChangeCmdlet
{
    /// <summary>The namespaces.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [SupportsWildcards]
    public string[] Namespace { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var space in Namespaces.Select(Namespace, Report))
        {
            if (Stopping)
            {
                return;
            }

            Try(space, () => Repair(space));
        }
    });

    private void Repair(NvdimmNamespace space)
    {
        SectorReport? report = null;
        Look(SectorRepair.Check(space, found => report = found, Stopped));
        if (SectorRepair.Plan(space, report!, found => report = found, Stopped) is { } plan)
        {
            foreach (var repair in report!.Repairs)
            {
                WriteVerbose($"{space.Name}: {repair} is written at byte {repair.Offset}.");
            }

            if (!Apply(plan))
            {
                return;
            }
        }
        else
        {
            SayNothingToDo($"{space.Name}: {Plural.Of(report!.Arenas, "arena")}, {report.Sectors} sectors, "
                + "nothing that could be repaired", "written");
        }

        SectorRepair.Verify(space, report!);
        if (PassThru)
        {
            WriteObject(Machine.Topology.FindNamespace(space.Name) ?? space);
        }
    }
}
