namespace NvdimmPS;

/// <summary>One function, sent by both routes.</summary>
public sealed class DsmRouteComparison
{
    /// <summary>The DIMM.</summary>
    public required string Dimm { get; init; }

    /// <summary>The family's name.</summary>
    public required string Family { get; init; }

    /// <summary>The function's number.</summary>
    public required uint Function { get; init; }

    /// <summary>The function's name.</summary>
    public required string FunctionName { get; init; }

    /// <summary><c>Equal</c>, <c>Different</c> or <c>Unsupported</c>.</summary>
    public required string Result { get; init; }

    /// <summary>What differs, or which route is not there and why; null when equal.</summary>
    public string? Reason { get; init; }

    /// <summary>The generic call's status, null where it was not answered.</summary>
    public string? CallStatus { get; init; }

    /// <summary>The legacy command's status, null where it was not answered.</summary>
    public string? LegacyStatus { get; init; }

    /// <summary>The generic call's output as hexadecimal digits; <c>CallBytes</c> in PowerShell.</summary>
    public string? CallHex { get; init; }

    /// <summary>The legacy command's output as hexadecimal digits; <c>LegacyBytes</c> in PowerShell.</summary>
    public string? LegacyHex { get; init; }

    /// <summary>Where the first different byte stands, null when there is none.</summary>
    public int? FirstDifference { get; init; }

    /// <summary><c>Device</c> or <c>Simulated</c>.</summary>
    public required string Source { get; init; }
}
