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
            $"'{name}' has {Plural.Of(size, "byte")}, which is no label area: two index blocks and two labels need 768 bytes.",
            "Check that it is the right file, and that it was not cut.");

    public static NvdimmException Short(string dimm, int at, int wanted, int got) =>
        new("Nvdimm.Label.ShortReply", NvdimmErrorKind.InvalidData, dimm,
            $"{dimm} gave {Plural.Of(got, "byte")} of its label area at 0x{at:x} where {wanted} were asked for.",
            "See the kernel's log; record a trace and send it to the vendor.");

    public static NvdimmException Unreadable(string path, Exception cause) =>
        new("Nvdimm.Label.Read", FileReasons.ReadKind(cause), path,
            $"The labels in '{path}' cannot be read: "
                + (cause is FileNotFoundException ? "there is no such file or folder." : ErrorText.Sentence(cause.Message)),
            FileReasons.Next(cause, "Check the path and its permissions."), cause);

    public static readonly FileErrors File = new(
        path => new("Nvdimm.Label.Exists", NvdimmErrorKind.InvalidOperation, path, $"'{path}' already exists. Nothing was written.",
            $"Name another folder, or {Mention.ReplaceFile}."),
        (path, cause) => new("Nvdimm.Label.Write", FileReasons.WriteKind(cause), path,
            $"The labels cannot be written to '{path}': {ErrorText.Sentence(cause.Message)}",
            FileReasons.Next(cause, "Check the folder and its permissions."), cause));

    public static NvdimmException NoBackup(string folder, Exception cause) =>
        new("Nvdimm.Label.NoBackup", FileReasons.WriteKind(cause), folder,
            $"No backup can be kept in '{folder}': {ErrorText.Sentence(cause.Message)} {NothingSent}",
            $"Make room there, or export the labels elsewhere and go on with {Mention.Named("NoBackup")}.", cause);

    public static NvdimmException BadManifest(DataPlace place, string reason, NextStep next) =>
        new("Nvdimm.Label.Manifest", NvdimmErrorKind.InvalidData, place.Name,
            $"The manifest '{place.Name}'{ErrorText.AtLine(place.Line)}, {place.Path}: {reason}. {NothingSent}", next);

    public static NvdimmException OtherSize(string path, int wanted, int got) =>
        new("Nvdimm.Label.OtherSize", NvdimmErrorKind.InvalidData, path,
            $"'{path}' has {got:N0} bytes, and its manifest says {wanted:N0}. {NothingSent}", "The file was changed: use another backup.");

    public static NvdimmException OtherHash(string path, string wanted, string got) =>
        new("Nvdimm.Label.OtherHash", NvdimmErrorKind.SecurityError, path,
            $"'{path}' is not what was exported: its SHA-256 is {got}, and its manifest says {Printable.Quote(wanted)}. {NothingSent}",
            "The file was changed: use another backup.");

    public static NvdimmException OtherAreaSize(string dimm, int size, string path, int got) =>
        new("Nvdimm.Label.OtherSize", NvdimmErrorKind.InvalidArgument, dimm,
            $"The label area of {dimm} has {size:N0} bytes, and '{path}' has {got:N0}. {NothingSent}",
            "Labels go back only to an area of the size that they come from.");

    public static NvdimmException OtherDimm(string dimm, string? identity, string path, IEnumerable<string> there) =>
        new("Nvdimm.Label.OtherDimm", NvdimmErrorKind.InvalidArgument, dimm,
            $"'{path}' has no labels of {dimm} ({Printable.Quote(identity ?? "it does not say who it is")}), but those of "
                + $"{ErrorText.Shown(there)}. {NothingSent}",
            "Labels belong to one DIMM: its serial number is in the cookie that ties them to their set.");

    public static NvdimmException NotHere(string path, string identity, bool isKnown) =>
        new("Nvdimm.Label.NotHere", NvdimmErrorKind.ObjectNotFound, identity,
            isKnown ? $"'{path}' has labels of the DIMM {Printable.Quote(identity)}, and it is not in this machine. {NothingSent}"
                : $"'{path}' has labels of {Printable.Quote(identity)}, a DIMM without serial number and unique id. {NothingSent}",
            isKnown ? (NextStep)$"Compare the serial numbers with {Mention.Devices}."
                : (NextStep)$"If you know that it is the same DIMM, name it: {Mention.Target("Dimm")}.");

    public static NvdimmException SeveralAlike(string path, string identity, IEnumerable<string> there) =>
        new("Nvdimm.Label.SeveralAlike", NvdimmErrorKind.InvalidData, identity,
            $"'{path}': {Printable.Quote(identity)} is the identity of several: {ErrorText.Shown(there)}. {NothingSent}",
            "Labels belong to one DIMM: find out which one, and import its file alone.");

    public static NvdimmException Active(string dimm, IReadOnlyCollection<string> regions) =>
        new("Nvdimm.Label.Active", NvdimmErrorKind.ResourceBusy, dimm,
            $"{dimm} is active: {(regions.Count == 0 ? "an enabled region uses it" : $"{string.Join(", ", regions)} "
                + $"{(regions.Count == 1 ? "is" : "are")} enabled")}. The kernel refuses label writes while a region is active (EBUSY). "
                + $"{NothingSent}",
            regions.Count == 0 ? (NextStep)$"See {Mention.Regions}."
                : $"Disable first: {Mention.DisableRegions(string.Join(", ", regions))}.");

    public static NvdimmException NotWritable(string dimm) =>
        new("Nvdimm.Label.NotWritable", NvdimmErrorKind.NotImplemented, dimm,
            $"The kernel offers no writing of the label area of {dimm}: it has no command set_data. {NothingSent}",
            $"See {Mention.FunctionsOf("Dimm", dimm)}.");

    public static NvdimmException Initialized(string dimm, string version, int used) =>
        new("Nvdimm.Label.Initialized", NvdimmErrorKind.InvalidOperation, dimm,
            $"The label area of {dimm} is initialised already: version {version}, {Plural.Of(used, "label")}. {NothingSent}",
            $"To give these labels and their namespaces up, add {Mention.Named("Overwrite")}.");

    public static NvdimmException NothingToRepairFrom(string dimm) =>
        new("Nvdimm.Label.NoIndex", NvdimmErrorKind.InvalidData, dimm,
            $"Neither index block of {dimm} is valid, so there is nothing to repair the other one from. {NothingSent}",
            $"Bring back a backup with {Mention.ImportLabels}; if there is none and nothing to save, {Mention.InitializeLabels}.");

    public static NvdimmException NoSafeOrder(string dimm) =>
        new("Nvdimm.Label.NoSafeOrder", NvdimmErrorKind.InvalidOperation, dimm,
            $"Between the labels on {dimm} and the new ones there is no order of writes that keeps one of both valid all the time: their "
                + $"places overlap and no slot is free. {NothingSent}",
            $"Clear the area first ({Mention.ClearLabels}), which gives the labels on it up and keeps a backup.");

    public static NvdimmException Changed(string dimm) =>
        new("Nvdimm.Label.Changed", NvdimmErrorKind.ResourceBusy, dimm,
            $"The label area of {dimm} has changed since the plan was made: another program writes it. {NothingSent}",
            "Look again, then try again.");

    public static NvdimmException NotTaken(string dimm, int at) =>
        new("Nvdimm.Label.NotTaken", NvdimmErrorKind.InvalidResult, dimm,
            $"{dimm} accepted the writes, but its label area differs from what was written, first at 0x{at:x}.",
            $"Read it again ({Mention.Labels}); the backup has the bytes of before.");
}
