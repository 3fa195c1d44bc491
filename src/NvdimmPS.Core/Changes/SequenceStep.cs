using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Changes;

/// <summary>
/// Calls of which each depends on what the ones before answered, such as those of a firmware update. It takes back itself what it
/// began, where it fails and where it is stopped.
/// </summary>
/// <param name="Target">The target of the calls.</param>
/// <param name="Name">What they do together, in a few words.</param>
/// <param name="Calls">One call of each kind: the gravest of them counts.</param>
/// <param name="Run">Makes them.</param>
public sealed record SequenceStep(
    DsmTarget Target, string Name, IReadOnlyList<CallStep> Calls, Action<DsmCaller, CancellationToken> Run) : ChangeStep
{
    /// <summary>All calls as far as they are known beforehand, made one by one as they are shown to people.</summary>
    public IEnumerable<CallStep> AllCalls { get; init; } = Calls;

    /// <inheritdoc/>
    public override NdNode Node => Target.Node;

    /// <inheritdoc/>
    public override DsmDanger Danger => Calls.Max(c => c.Danger);

    /// <inheritdoc/>
    public override bool IsSensitive => Calls.Any(c => c.IsSensitive);

    /// <summary>What it is about goes on to be used.</summary>
    public override bool NeedsIdle => false;

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal override IReadOnlyList<NvdimmConsumer> FindConsumers(Topology topology) => topology.GetConsumers(Node);
}
