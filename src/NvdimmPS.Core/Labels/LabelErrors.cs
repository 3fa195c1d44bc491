using NvdimmPS.Files;

namespace NvdimmPS.Labels;

/// <summary>What can be wrong with label areas, and why one is not written.</summary>
internal static class LabelErrors
{
    private const string NothingSent = "Nothing was sent.";

    public static NvdimmException NotOffered(string dimm) =>
        new("Nvdimm.Label.NotOffered", NvdimmErrorKind.NotImplemented, dimm,
            $"The kernel offers no label area of {dimm}: it has no command get_size.",
            $"Some DIMMs have no labels, as those of virtual machines without a label-size; see {Mention.FunctionsOf("Dimm", dimm)}.");

    public static NvdimmException NoArea(string dimm, uint size, uint most) =>
        new("Nvdimm.Label.NoArea", NvdimmErrorKind.NotImplemented, dimm,
            $"{dimm} says that its label area has {size} bytes and that a transfer has {most}: there is none.",
            "Give the DIMM a label area (QEMU: label-size), or see the platform's log.");

    public static NvdimmException TooLarge(string name, long size) =>
        new("Nvdimm.Label.TooLarge", NvdimmErrorKind.LimitsExceeded, name,
            $"The label area of '{name}' has {size:N0} bytes; more than {LabelLayout.MostAreaSize:N0} are not read.",
            "Check that it is the right file; a DIMM that says so is broken.");

    public static NvdimmException TooSmall(string name, int size) =>
        new("Nvdimm.Label.TooSmall", NvdimmErrorKind.InvalidData, name,
            $"{size} bytes of '{name}' are no label area: two index blocks and two labels need 768 bytes.",
            "Check that it is the right file, and that it was not cut.");

    public static NvdimmException Short(string dimm, int at, int wanted, int got) =>
        new("Nvdimm.Label.ShortReply", NvdimmErrorKind.InvalidData, dimm,
            $"{dimm} gave {got} bytes of its label area at 0x{at:x} where {wanted} were asked for.",
            "See the kernel's log; record a trace and send it to the vendor.");

    public static NvdimmException Unreadable(string path, Exception cause) =>
        new("Nvdimm.Label.Read", FileReasons.ReadKind(cause), path, $"The labels in '{path}' cannot be read: {ErrorText.Sentence(cause.Message)}",
            FileReasons.Next(cause, "Check the path and its permissions."), cause);
}
