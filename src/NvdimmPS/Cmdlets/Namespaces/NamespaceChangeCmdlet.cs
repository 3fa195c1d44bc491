using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Namespaces;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that changes namespaces that are there. A pattern means no seed.</summary>
public abstract class NamespaceChangeCmdlet : ChangeCmdlet
{
    /// <summary>The namespaces.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [NvdimmName(NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(NamespaceCompleter))]
    [SupportsWildcards]
    public string[] Namespace { get; set; } = [];

    /// <summary>The UUID in the labels that the namespace must have; objects bring theirs.</summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? RawUuid { get; set; }

    private protected NamespacePlanner Planner => field ??= new(Machine, Caller);

    private protected NamespaceSwitch Switch => field ??= new(Machine);

    /// <inheritdoc/>
    protected override void Process() => Blocking(() =>
    {
        foreach (var name in Namespace)
        {
            if (Switch.SeedError(name) is { } seed)
            {
                Report(seed);
                continue;
            }

            // Found anew for each name, since what was done to one may have changed the others.
            foreach (var space in Namespaces.Select([name], Report).ToList())
            {
                if (Stopping)
                {
                    return;
                }

                Try(space, () =>
                {
                    EnsureSame(space);
                    Change(space);
                });
            }
        }
    });

    /// <summary>Numbers are given anew: what was removed meanwhile may have left its own to another.</summary>
    private void EnsureSame(NvdimmNamespace space)
    {
        if (!string.IsNullOrEmpty(RawUuid) && !RawUuid.Equals(space.RawUuid, StringComparison.OrdinalIgnoreCase))
        {
            throw NamespaceErrors.OtherNow(space.Name, space.RawUuid, RawUuid);
        }
    }

    /// <summary>One namespace.</summary>
    private protected abstract void Change(NvdimmNamespace space);

    /// <summary>Carries out a plan, and gives what was read back.</summary>
    private protected void Carry(Func<Action<NvdimmNamespace>, ChangePlan> plan)
    {
        NvdimmNamespace? now = null;
        if (Apply(plan(read => now = read)) && PassThru && now is not null)
        {
            WriteObject(now);
        }
    }
}
