using System.Globalization;

namespace NvdimmPS.Firmware;

/// <summary>Why firmware is not activated.</summary>
internal static class FirmwareActivationErrors
{
    private const string Nothing = "Nothing was written.";

    public static NvdimmException NotOffered(string target, string why) =>
        new("Nvdimm.Firmware.ActivationNotOffered", NvdimmErrorKind.NotImplemented, target,
            $"{target}: firmware cannot be activated at run time: {why}. {Nothing}",
            "Switch the power off and on: what is staged runs after that.");

    public static NvdimmException Busy(string target) =>
        new("Nvdimm.Firmware.ActivationBusy", NvdimmErrorKind.ResourceBusy, target,
            $"{target} is busy: an activation is under way. {Nothing}",
            $"Wait until it is over ({Mention.FirmwareActivation} tells), then try again.");

    public static NvdimmException Overflow(string target, string bus, IReadOnlyList<string> armed, bool isArming, bool isWritten) =>
        new("Nvdimm.Firmware.Overflow", NvdimmErrorKind.LimitsExceeded, target,
            $"{target}: the overflow state of {bus}: with {string.Join(", ", armed)} armed, an activation takes longer than the platform "
                + $"allows memory to stand still. {(isWritten ? "It was disarmed again." : Nothing)}",
            isArming
                ? (NextStep)($"Activate fewer DIMMs at a time ({Mention.DisarmFirmware} takes one out), or use "
                    + $"{Mention.ArmWithOverflow}: then programs and devices can see time-outs.")
                : (NextStep)($"Activate fewer DIMMs at a time ({Mention.DisarmFirmware} takes one out), or add "
                    + $"{Mention.Named("AllowOverflow")}: then programs and devices can see time-outs."));

    public static NvdimmException ArmedChanged(string bus, IEnumerable<string> before, IEnumerable<string> now) =>
        new("Nvdimm.Firmware.ArmedChanged", NvdimmErrorKind.ResourceBusy, bus,
            $"{bus}: the firmware of {string.Join(", ", before)} was to be activated, and meanwhile {string.Join(", ", now)} are armed. "
                + Nothing,
            $"Another program arms or disarms DIMMs; look at them with {Mention.FirmwareActivation}, then try again.");

    public static NvdimmException NoIdleNotKnown(string bus, string why) =>
        new("Nvdimm.Firmware.NoIdleNotKnown", NvdimmErrorKind.NotImplemented, bus,
            $"{bus}: its firmware_activate_noidle setting cannot be read: {why}. {Nothing}",
            $"Leave {Mention.Named("NoIdle")} out.");

    public static NvdimmException NoneArmed(string bus) =>
        new("Nvdimm.Firmware.NoneArmed", NvdimmErrorKind.InvalidOperation, bus,
            $"{bus}: no DIMM is armed, so there is nothing to activate. {Nothing}",
            $"Arm those that have an image staged: {Mention.ArmFirmware}.");

    public static NvdimmException NotSet(string dimm, string wanted, string? is_) =>
        new("Nvdimm.Firmware.NotArmed", NvdimmErrorKind.InvalidResult, dimm,
            $"{dimm}: the kernel accepted the write, and the DIMM is {is_ ?? "in an unknown state"}, not {wanted}: its firmware refused.",
            $"Check that an image is staged ({Mention.Firmware}), and the kernel log (dmesg).");

    public static NvdimmException NotEnded(string target, TimeSpan limit) =>
        new("Nvdimm.Firmware.ActivationNotEnded", NvdimmErrorKind.OperationTimeout, target,
            string.Create(CultureInfo.InvariantCulture,
                $"{target}: the activation has not ended within {limit.TotalSeconds:0.###} s. It goes on."),
            $"{Mention.FirmwareActivation} tells when it is over. Next time wait longer: {Mention.Named("TimeoutSec")}.");

    public static NvdimmException NotActivated(string dimm, string what) =>
        new("Nvdimm.Firmware.NotActivated", NvdimmErrorKind.InvalidResult, dimm,
            $"{dimm}: its firmware was not activated: {what}.",
            $"Look at it with {Mention.Firmware}. The running firmware is unchanged; a power cycle takes what is staged.");
}
