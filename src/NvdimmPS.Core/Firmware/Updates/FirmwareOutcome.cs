namespace NvdimmPS.Firmware;

/// <summary>What became of an update or an activation, in one word: the one table of these words.</summary>
public sealed class FirmwareOutcome
{
    private FirmwareOutcome(string word, string meaning, bool isGood) => (Word, Meaning, IsGood) = (word, meaning, isGood);

    /// <summary>The image is staged, and can be activated without a restart.</summary>
    public static FirmwareOutcome StagedActivatable { get; } =
        new("StagedActivatable", "staged; it can be activated without a restart", true);

    /// <summary>The image is staged, and a restart without loss of power takes it.</summary>
    public static FirmwareOutcome StagedNeedsReset { get; } = new("StagedNeedsReset", "staged; it runs after the next restart", true);

    /// <summary>The image is staged, and runs once the power was off.</summary>
    public static FirmwareOutcome StagedNeedsPowerCycle { get; } =
        new("StagedNeedsPowerCycle", "staged; it runs after the next power cycle", true);

    /// <summary>An image was staged before, and nothing was sent.</summary>
    public static FirmwareOutcome AlreadyStaged { get; } = new("AlreadyStaged", "an image was staged before; nothing was sent", true);

    /// <summary>The image runs, and nothing was sent.</summary>
    public static FirmwareOutcome AlreadyRunning { get; } = new("AlreadyRunning", "it runs this version; nothing was sent", true);

    /// <summary>What was staged runs.</summary>
    public static FirmwareOutcome Activated { get; } = new("Activated", "what was staged runs now", true);

    /// <summary>It took part in an activation with nothing staged.</summary>
    public static FirmwareOutcome NotStaged { get; } = new("NotStaged", "it was armed, and nothing was staged", false);

    /// <summary>The firmware says that this image cannot be activated at run time.</summary>
    public static FirmwareOutcome ActivationNeedsReset { get; } =
        new("ActivationNeedsReset", "it was not activated: it runs after the next restart", false);

    /// <summary>Nothing was sent, since something was not as it must be.</summary>
    public static FirmwareOutcome Refused { get; } = new("Refused", "refused before anything was sent", false);

    /// <summary>A step failed.</summary>
    public static FirmwareOutcome Failed { get; } = new("Failed", "failed", false);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FirmwareOutcome> All { get; } =
    [
        StagedActivatable, StagedNeedsReset, StagedNeedsPowerCycle, AlreadyStaged, AlreadyRunning, Activated, NotStaged,
        ActivationNeedsReset, Refused, Failed,
    ];

    /// <summary>The word.</summary>
    public string Word { get; }

    /// <summary>The same in a few words.</summary>
    public string Meaning { get; }

    /// <summary>Whether it is what was wanted.</summary>
    public bool IsGood { get; }

    /// <inheritdoc/>
    public override string ToString() => Word;
}
