using NvdimmPS.Health;

namespace NvdimmPS;

/// <summary>
/// A cause of bad health: an id that never changes, a reason from the shared vocabulary (Windows' physical-device reasons,
/// Redfish's names where Windows has none), how bad it is, and what to do.
/// </summary>
/// <param name="Id">Such as <c>NV1001</c>.</param>
/// <param name="Reason">The word of the vocabulary.</param>
/// <param name="Level">The best health of a DIMM with it.</param>
/// <param name="Meaning">A sentence for people.</param>
/// <param name="Remedy">What to do about it.</param>
public sealed record HealthCause(string Id, string Reason, HealthStatus Level, string Meaning, string Remedy)
{
    private static readonly string[] State = [nameof(NvdimmHealth.HealthDetail)];

    /// <summary>
    /// The best health of a DIMM with it: <c>Warning</c>, <c>Unhealthy</c> or <c>Unknown</c>. A text, so that a filter on it holds
    /// in JSON too.
    /// </summary>
    public string Status => Level.ToString();

    internal HealthStatus Level { get; } = Level;

    /// <summary>The properties of health whose values show it; Unavailable stands for why the state is not known.</summary>
    internal IReadOnlyList<string> Evidence { get; init; } = State;

    /// <summary>
    /// What it means where value and threshold, the first two of <see cref="Evidence"/>, contradict it: the alarm is all there is. Null
    /// for a cause that no threshold decides.
    /// </summary>
    internal string? Contradicted { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Id} {Reason}";
}
