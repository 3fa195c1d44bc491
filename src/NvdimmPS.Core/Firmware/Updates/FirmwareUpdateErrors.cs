using System.Globalization;
using NvdimmPS.Dsm;

namespace NvdimmPS.Firmware;

/// <summary>Why firmware is not updated.</summary>
internal static class FirmwareUpdateErrors
{
    private const string Nothing = "Nothing was sent.";

    /// <summary>Intel's and Microsoft's word for an image that the DIMM does not take.</summary>
    private static readonly string[] RejectionWords = ["AuthenticationFailed", "InvalidImage"];

    public static NvdimmException NotOffered(string dimm, DsmFamily? family, string why) =>
        new("Nvdimm.Firmware.UpdateNotOffered", NvdimmErrorKind.NotImplemented, dimm,
            $"{dimm}: firmware cannot be updated from here ({family?.Name ?? "no family"}): {why}. {Nothing}",
            "The Intel and Msft families have published functions for it; for others see the platform's own tools.");

    public static NvdimmException ScrubRunning(string dimm, string bus) =>
        new("Nvdimm.Firmware.ScrubRunning", NvdimmErrorKind.ResourceBusy, dimm,
            $"{dimm}: {bus} is being scrubbed, and the firmware may answer no update meanwhile. {Nothing}",
            $"Wait for the end with {Mention.WaitScrub}, or add {Mention.Named("IgnoreScrub")}.");

    public static NvdimmException Activating(string dimm) =>
        new("Nvdimm.Firmware.Activating", NvdimmErrorKind.ResourceBusy, dimm,
            $"{dimm}: a firmware activation is under way. {Nothing}",
            $"Wait until it is over; {Mention.FirmwareActivation} tells.");

    public static NvdimmException InProgress(string dimm) =>
        new("Nvdimm.Firmware.InProgress", NvdimmErrorKind.ResourceBusy, dimm,
            $"{dimm}: an update is in progress that another program has begun, or that was left behind. It was left alone. {Nothing}",
            $"Wait until the other program is done. If there is none, end what was left behind with {Mention.Named("EndOther")}.");

    public static NvdimmException OtherStaged(string dimm, string staged, string wanted) =>
        new("Nvdimm.Firmware.OtherStaged", NvdimmErrorKind.InvalidOperation, dimm,
            $"{dimm}: version {staged} is staged, but {wanted} was requested: the firmware takes no second image before the "
                + $"first one runs. {Nothing}",
            $"Activate it ({Mention.ArmFirmware}, {Mention.ActivateFirmware}) or switch the power off and on, then try again.");

    public static NvdimmException Contradiction(string dimm, string field, ulong value) =>
        new("Nvdimm.Firmware.Contradiction", NvdimmErrorKind.InvalidResult, dimm,
            string.Create(CultureInfo.InvariantCulture, $"{dimm} reports an impossible value for {field} ({value}). {Nothing}"),
            $"Look at it with {Mention.Firmware}.");

    public static NvdimmException NoSlot(string dimm, int? wanted, int running, int count) =>
        new("Nvdimm.Firmware.NoSlot", NvdimmErrorKind.InvalidArgument, dimm, string.Create(CultureInfo.InvariantCulture,
            $"{dimm} has {count} slots, of which {running} runs: ")
                + $"{(wanted is null ? "there is no other one" : $"slot {wanted} cannot take the image")}. {Nothing}",
            $"Choose a slot that does not run; {Mention.Firmware} shows them.");

    public static NvdimmException NotVerified(string dimm, TimeSpan limit) =>
        new("Nvdimm.Firmware.NotVerified", NvdimmErrorKind.OperationTimeout, dimm,
            string.Create(CultureInfo.InvariantCulture,
                $"{dimm}: the firmware has not verified the image within the {limit.TotalSeconds:0.###} s that it allows itself."),
            "Try again; if it happens again, check the DIMM's health.");

    public static NvdimmException NotStaged(string dimm, string what) =>
        new("Nvdimm.Firmware.NotStaged", NvdimmErrorKind.InvalidResult, dimm,
            $"{dimm}: the firmware took the image, and then said otherwise: {what}.",
            $"Look at it with {Mention.Firmware}, then try again.");

    /// <summary>A step failed; by then something had been sent.</summary>
    /// <param name="dimm">The DIMM.</param>
    /// <param name="step">The step.</param>
    /// <param name="cause">Its failure.</param>
    /// <param name="closed">Whether no update is left open; null where none was begun.</param>
    public static NvdimmException Failed(string dimm, string step, NvdimmException cause, bool? closed)
    {
        var rejected = step is FirmwareSteps.Finish or FirmwareSteps.Verify && cause is DsmStatusException status
            && RejectionWords.Contains(status.Status);
        var text = cause.Message.StartsWith(dimm + ": ", StringComparison.Ordinal) ? cause.Message[(dimm.Length + 2)..] : cause.Message;
        return new NvdimmException($"Nvdimm.Firmware.{(rejected ? "ImageRejected" : "UpdateFailed")}", cause.Kind, dimm,
            $"{dimm}: the update failed at the step {step}: {text} " + closed switch
            {
                null => "No update was begun.",
                true => "No update is left open, and the running firmware is unchanged.",
                false => "Whether an update is left open is not known. The running firmware is unchanged.",
            },
            rejected ? (NextStep)"The image is damaged or not for this DIMM: fetch the right one from the vendor."
                : step == FirmwareSteps.Select
                    ? (NextStep)$"Its slot holds the image: name that slot with {Mention.Named("Slot")}, and it is selected."
                : closed == false ? (NextStep)$"Try again with {Mention.Named("EndOther")}, which ends an update that was left behind."
                : cause.NextStep, cause);
    }
}
