namespace NvdimmPS.Scrub;

/// <summary>Why there is no scrub, or no end of one.</summary>
internal static class ScrubErrors
{
    /// <summary>The platform has no scrub.</summary>
    public static NvdimmException None(NvdimmBus bus) =>
        new("Nvdimm.Scrub.None", NvdimmErrorKind.NotImplemented, bus.Name,
            $"{bus.Name} has no scrub: {bus.Unavailable.GetValueOrDefault(nameof(NvdimmBus.ScrubState)) ?? "sysfs shows none"}. "
                + "Nothing was sent.",
            "Its platform firmware does not support address range scrubs; see the kernel log for errors that the memory controller finds.");

    /// <summary>One runs.</summary>
    public static NvdimmException Running(NvdimmBus bus) =>
        new("Nvdimm.Scrub.Running", NvdimmErrorKind.ResourceBusy, bus.Name,
            $"{bus.Name} is already being scrubbed. Nothing was sent.", $"Wait for the end with {Mention.WaitScrub}.");

    /// <summary>It has not ended in time.</summary>
    public static NvdimmException NotEnded(NvdimmScrub scrub, TimeSpan limit) =>
        new("Nvdimm.Scrub.NotEnded", NvdimmErrorKind.OperationTimeout, scrub.Bus,
            FormattableString.Invariant($"{scrub.Bus}: the scrub has not ended within {limit.TotalSeconds:0.###} s. It goes on."),
            "A scrub of terabytes takes hours. Wait longer, or check the kernel log.");
}
