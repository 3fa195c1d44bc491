namespace NvdimmPS.Support;

/// <summary>What became of a step of a support bundle.</summary>
public enum SupportStatus
{
    /// <summary>Its file is in the bundle.</summary>
    Done,

    /// <summary>There is nothing of the kind here, as the step's reason says.</summary>
    NotOffered,

    /// <summary>It failed.</summary>
    Failed,

    /// <summary>It did not end in time, and was left behind.</summary>
    TimedOut,
}
