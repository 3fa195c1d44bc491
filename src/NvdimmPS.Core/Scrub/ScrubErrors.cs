using NvdimmPS.Dsm;
using NvdimmPS.Inventory;

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

    /// <summary>The firmware has no function for it.</summary>
    public static NvdimmException NotOffered(NvdimmBus bus, DsmFunction function) =>
        new("Nvdimm.Scrub.None", NvdimmErrorKind.NotImplemented, bus.Name,
            $"{bus.Name} has no scrub of ranges: it does not offer {function}. Nothing was sent.",
            "Its platform firmware does not support address range scrubs; see the kernel log for errors that the memory controller finds.");

    /// <summary>Not in this range.</summary>
    public static NvdimmException NotThere(NvdimmBus bus, MemoryRange range) =>
        new("Nvdimm.Scrub.NotThere", NvdimmErrorKind.NotImplemented, bus.Name,
            $"{bus.Name} does not scrub {range}: its firmware offers no scrub of persistent memory there. Nothing was sent.",
            $"Scrub the whole bus with {Mention.StartScrub}, or choose a range within one persistent region.");

    /// <summary>A range needs an address.</summary>
    public static NvdimmException NoAddress(NvdimmRegion region) =>
        new("Nvdimm.Scrub.NoAddress", NvdimmErrorKind.InvalidOperation, region.Name,
            $"{region.Name}: its address is not known "
                + $"({region.Unavailable.GetValueOrDefault(nameof(region.Resource)) ?? "sysfs shows none"}), so its firmware cannot be "
                + "asked to scrub it. Nothing was sent.",
            $"Run it as root, or scrub the whole bus with {Mention.StartScrub}.");

    /// <summary>It has not ended in time.</summary>
    public static NvdimmException NotEnded(string bus, TimeSpan limit) =>
        new("Nvdimm.Scrub.NotEnded", NvdimmErrorKind.OperationTimeout, bus,
            FormattableString.Invariant($"{bus}: the scrub has not ended within {limit.TotalSeconds:0.###} s. It goes on."),
            "A scrub of terabytes takes hours. Wait longer, or check the kernel log.");
}
