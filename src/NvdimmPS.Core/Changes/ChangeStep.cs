using NvdimmPS.Dsm;

namespace NvdimmPS.Changes;

/// <summary>One call of a plan.</summary>
/// <param name="Target">The target of the call.</param>
/// <param name="Call">What is sent.</param>
/// <param name="Function">The function, as dangerous and sensitive as it was judged to be for this call.</param>
public sealed record ChangeStep(DsmTarget Target, DsmCall Call, DsmFunction Function)
{
    /// <summary>A call whose danger is that of its function.</summary>
    public ChangeStep(DsmTarget target, DsmCall call)
        : this(target, call, call.Function)
    {
    }

    /// <summary>True where it can lose data, or nobody knows what it does.</summary>
    public bool CanLoseData => Function.Danger is DsmDanger.Destructive or DsmDanger.Unknown;

    /// <summary>True where it must be confirmed in so many words.</summary>
    public bool MustBeConfirmed => Function.IsSensitive || CanLoseData;
}
