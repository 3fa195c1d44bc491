using NvdimmPS.Dsm;

namespace NvdimmPS.Changes;

/// <summary>What is to be done to one DIMM, region, namespace or bus, worked out and not sent.</summary>
public sealed record ChangePlan
{
    /// <summary>The DIMM or bus.</summary>
    public required string Target { get; init; }

    /// <summary>What is done, in a few words: what a person is asked about.</summary>
    public required string Action { get; init; }

    /// <summary>What is sent, in order.</summary>
    public required IReadOnlyList<ChangeStep> Steps { get; init; }

    /// <summary>What becomes of which value.</summary>
    public IReadOnlyList<ValueChange> Values { get; init; } = [];

    /// <summary>
    /// What comes before the first step, once the person has said yes and the bus is locked, such as a backup. Where it fails, nothing
    /// is sent.
    /// </summary>
    public Action? Prepare { get; init; }

    /// <summary>Reads back after the last step what was to be. Where it throws, the steps are taken back as after a failed step.</summary>
    public Action? Verify { get; init; }

    /// <summary>
    /// Where a step failed, says what came of it all: given the failure, and whether everything was taken back. Null for the general words.
    /// </summary>
    public Func<NvdimmException, bool, NvdimmException>? Outcome { get; init; }

    /// <summary>What a person must type before it, since nothing brings back what it destroys.</summary>
    public ChangeProof? Proof { get; init; }

    /// <summary>True where no Ctrl+C comes between its steps once one has changed a device: what follows belongs to it.</summary>
    public bool StaysWhole { get; init; }

    /// <summary>True where nothing but reads is sent, sensitive ones too.</summary>
    public bool OnlyReads => Steps.All(s => s.Danger == DsmDanger.Read);
}

/// <summary>What must be typed before a change.</summary>
/// <param name="Name">What it is, such as a serial number.</param>
/// <param name="Answer">What must be typed.</param>
/// <param name="Warning">What will be lost.</param>
public sealed record ChangeProof(string Name, string Answer, string Warning);
