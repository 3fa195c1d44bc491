using NvdimmPS.Files;

namespace NvdimmPS.Support;

/// <summary>What can be wrong with support bundles.</summary>
internal static class SupportErrors
{
    internal static readonly FileErrors File = new(Exists, Unwritable);

    internal static NvdimmException Exists(string path) =>
        new("Nvdimm.Support.FileExists", NvdimmErrorKind.InvalidOperation, path,
            $"'{path}' already exists. Nothing was read or written.", $"Name another file, or {Mention.ReplaceFile}.");

    internal static NvdimmException Unwritable(string path, Exception cause) =>
        new("Nvdimm.Support.File", FileReasons.ReadKind(cause), path,
            $"The support bundle '{path}' cannot be written: {ErrorText.Sentence(cause.Message)}",
                FileReasons.Next(cause, "Check the folder, its permissions and free space."), cause);

    internal static NvdimmException TooLarge(string file, long most) =>
        new("Nvdimm.Support.TooLarge", NvdimmErrorKind.LimitsExceeded, null,
            $"{file} would have more than {most >> 20} MiB.", "Collect this item separately, one DIMM at a time.");

    internal static NvdimmException NoFunctions(string dimm, string? reason) =>
        new("Nvdimm.Support.NoFunctions", NvdimmErrorKind.NotImplemented, dimm,
            $"{dimm} offers no read-only function without input{(reason is null ? string.Empty : $" ({reason})")}.",
            $"See what it offers with {Mention.FunctionsOf("Dimm", dimm)}.");
}
