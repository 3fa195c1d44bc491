namespace NvdimmPS;

/// <summary>How a bus is kept quiet while firmware is activated.</summary>
public enum ActivationMethod
{
    /// <summary>As the platform needs it: what sysfs calls its capability.</summary>
    Auto,

    /// <summary>The firmware alone quiesces the processors and devices.</summary>
    Live,

    /// <summary>The kernel freezes programs and suspends all devices before, as for hibernation.</summary>
    Quiesce,
}
