using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

namespace NvdimmPS.Changes;

/// <summary>
/// One step of a plan: a call (<see cref="CallStep"/>), the write of a sysfs attribute (<see cref="AttributeStep"/>) or of a disk
/// (<see cref="DiskStep"/>), looking at one (<see cref="LookStep"/>), or keeping one to oneself (<see cref="HoldStep"/>).
/// </summary>
public abstract record ChangeStep
{
    /// <summary>The DIMM or bus whose bus is locked meanwhile.</summary>
    public abstract NdNode Node { get; }

    /// <summary>What it can do.</summary>
    public abstract DsmDanger Danger { get; }

    /// <summary>True for security and firmware activation.</summary>
    public abstract bool IsSensitive { get; }

    /// <summary>True where it can lose data, or its effect is not known.</summary>
    public bool CanLoseData => Danger is DsmDanger.Destructive or DsmDanger.Unknown;

    /// <summary>True where nothing may use it meanwhile.</summary>
    public virtual bool NeedsIdle => CanLoseData;

    /// <summary>True where it must be confirmed in so many words.</summary>
    public bool MustBeConfirmed => IsSensitive || CanLoseData;

    /// <summary>What takes it back, in order, where it or a later step fails.</summary>
    public IReadOnlyList<ChangeStep> Undo { get; init; } = [];

    /// <summary>What uses now what it changes.</summary>
    internal abstract IReadOnlyList<NvdimmConsumer> FindConsumers(Topology topology);
}

/// <summary>A call.</summary>
/// <param name="Target">The target of the call.</param>
/// <param name="Call">What is sent.</param>
/// <param name="Function">The function, as dangerous and sensitive as it was judged to be for this call.</param>
public sealed record CallStep(DsmTarget Target, DsmCall Call, DsmFunction Function) : ChangeStep
{
    /// <summary>A call whose danger is that of its function.</summary>
    public CallStep(DsmTarget target, DsmCall call)
        : this(target, call, call.Function)
    {
    }

    /// <summary>The namespaces that it concerns; null where it may concern any of the DIMM or bus.</summary>
    public IReadOnlyList<string>? Namespaces { get; init; }

    /// <inheritdoc/>
    public override NdNode Node => Target.Node;

    /// <inheritdoc/>
    public override DsmDanger Danger => Function.Danger;

    /// <inheritdoc/>
    public override bool IsSensitive => Function.IsSensitive;

    /// <inheritdoc/>
    public override string ToString() => Function.ToString();

    internal override IReadOnlyList<NvdimmConsumer> FindConsumers(Topology topology) =>
        Namespaces is null ? topology.GetConsumers(Node) : [.. Namespaces.SelectMany(topology.GetConsumersOf)];
}
