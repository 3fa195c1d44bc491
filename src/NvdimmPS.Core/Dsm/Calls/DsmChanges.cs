namespace NvdimmPS.Dsm;

/// <summary>What a call would make of the values of now.</summary>
public sealed record DsmChanges
{
    /// <summary>Nothing that can be read.</summary>
    public static readonly DsmChanges None = new();

    /// <summary>Old and new values, field by field.</summary>
    public IReadOnlyList<ValueChange> Values { get; init; } = [];

    /// <summary>What it would do to fields that it does not name, such as "disarm SparesRemaining (AlarmControl)".</summary>
    public IReadOnlyList<string> Losses { get; init; } = [];

    /// <summary>Why the values of now are not known, or null.</summary>
    public string? Unread { get; init; }

    /// <summary>What to know of the call; null where it takes nothing away.</summary>
    /// <param name="function">The function that is called.</param>
    /// <param name="isSent">Whether the call follows, and is not only explained.</param>
    public NextStep? Warning(DsmFunction function, bool isSent = false)
    {
        ArgumentNullException.ThrowIfNull(function);
        var losses = Losses.Select(loss => isSent ? loss.Insert(loss.IndexOf(' ', StringComparison.Ordinal), "s") : loss);
        return Losses.Count == 0
            ? null
            : (NextStep)($"{function} {(isSent ? "" : "would ")}{string.Join(", ", losses)}: it replaces the whole record, and that is not "
                + $"named here. Name what is to stay as it is{Keeper(function)}.");
    }

    private static NextStep Keeper(DsmFunction function) => function.Name.Contains("Threshold", StringComparison.Ordinal)
        ? (NextStep)$", or use {Mention.SetThresholds}, which leaves the rest as it is"
        : string.Empty;
}
