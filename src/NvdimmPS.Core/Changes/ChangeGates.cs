namespace NvdimmPS.Changes;

/// <summary>What a person allows beforehand.</summary>
public sealed record ChangeGates
{
    /// <summary>Lets through what concerns security or firmware activation.</summary>
    public bool AllowSensitive { get; init; }

    /// <summary>Lets through what can lose data on a DIMM that is in use.</summary>
    public bool AllowInUse { get; init; }

    /// <summary>Asks no question.</summary>
    public bool Force { get; init; }

    /// <summary>True to ask about everything, false about nothing; null where nothing is said of it.</summary>
    public bool? Confirm { get; init; }
}
