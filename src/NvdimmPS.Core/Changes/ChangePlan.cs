using NvdimmPS.Dsm;

namespace NvdimmPS.Changes;

/// <summary>What is to be done to one DIMM or bus, worked out and not sent.</summary>
public sealed class ChangePlan
{
    /// <summary>The DIMM or bus.</summary>
    public required string Target { get; init; }

    /// <summary>What is done, in a few words: what a person is asked about.</summary>
    public required string Action { get; init; }

    /// <summary>What is sent, in order.</summary>
    public required IReadOnlyList<ChangeStep> Steps { get; init; }

    /// <summary>What becomes of which value.</summary>
    public IReadOnlyList<ValueChange> Values { get; init; } = [];

    /// <summary>True where nothing but reads is sent, sensitive ones too.</summary>
    public bool OnlyReads => Steps.All(s => s.Danger == DsmDanger.Read);
}
