using System.Management.Automation;
using NvdimmPS.Changes;
using NvdimmPS.Shell.Binding;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that writes the label areas of the DIMMs that it is given.</summary>
public abstract class LabelDimmChangeCmdlet : LabelChangeCmdlet
{
    private readonly List<NvdimmDevice> _devices = [];

    /// <summary>The DIMMs.</summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true, ValueFromPipelineByPropertyName = true)]
    [Alias("Name")]
    [NvdimmName(NvdimmNoun.Dimm, NvdimmNoun.Bus, NvdimmNoun.Region, NvdimmNoun.Namespace)]
    [ArgumentCompleter(typeof(DimmCompleter))]
    [SupportsWildcards]
    public string[] Dimm { get; set; } = [];

    /// <inheritdoc/>
    protected override void Process() => Blocking(() => _devices.AddRange(Devices.Select(Dimm, Report)));

    /// <inheritdoc/>
    protected override void End()
    {
        ForSets([.. _devices.DistinctBy(d => d.Name)], Plan);
        base.End();
    }

    /// <summary>What is to be done to one; null where it is so already.</summary>
    private protected abstract ChangePlan? Plan(NvdimmDevice device);
}
