namespace NvdimmPS;

/// <summary>One thing that is not as it ought to be.</summary>
public sealed class ConfigurationDifference
{
    /// <summary>Where, such as <c>regions/region0/size</c>.</summary>
    public required string Path { get; init; }

    /// <summary><c>Missing</c>, <c>Extra</c>, <c>Different</c>, or <c>Unknown</c> where one side could not be read.</summary>
    public required string Kind { get; init; }

    /// <summary>What is wanted: a text, a number, a bool or texts; null where nothing is, or it is not known.</summary>
    public object? Desired { get; init; }

    /// <summary>What there is.</summary>
    public object? Actual { get; init; }

    /// <summary><c>Information</c>, <c>Warning</c> or <c>Critical</c>.</summary>
    public required string Severity { get; init; }

    /// <summary>Why something is not known; null where both sides are.</summary>
    public string? Reason { get; init; }

    /// <summary>The machine that was looked at.</summary>
    public string? Machine { get; init; }

    /// <summary><c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public string? Source { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Kind} {Path}";
}
