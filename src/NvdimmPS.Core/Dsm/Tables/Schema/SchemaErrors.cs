using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>What can be wrong with a family from a file.</summary>
internal static class SchemaErrors
{
    internal static readonly FileErrors File = new(FileExists, Unwritable);

    private const string NothingImported = "Nothing was imported.";

    internal static NvdimmException Unreadable(string path, Exception cause) =>
        new("Nvdimm.Schema.File", FileReasons.ReadKind(cause), path,
            $"The schema '{path}' cannot be read: {ErrorText.Sentence(cause.Message)} {NothingImported}",
                FileReasons.Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException TooLarge(string path, long size, int most) =>
        new("Nvdimm.Schema.TooLarge", NvdimmErrorKind.LimitsExceeded, path,
            $"'{path}' has {size:N0} bytes; a schema has at most {most:N0}. {NothingImported}",
                "Check that it is the right file. Split a file with several families.");

    internal static NvdimmException NotJson(DataPlace place, string reason, NextStep next) =>
        new("Nvdimm.Schema.Json", NvdimmErrorKind.InvalidData, place.Name,
            $"'{place.Name}' is not JSON in UTF-8: line {place.Line}, column {place.Column}: {reason}. {NothingImported}", next);

    internal static NvdimmException Format(string name, string reason, NextStep next) =>
        new("Nvdimm.Schema.Format", NvdimmErrorKind.InvalidData, name, $"'{name}' cannot be imported: {reason}. {NothingImported}", next);

    internal static NvdimmException Invalid(DataPlace place, string reason, NextStep next) =>
        new("Nvdimm.Schema.Invalid", NvdimmErrorKind.InvalidData, place.Name,
            $"'{place.Name}', line {place.Line}, column {place.Column}, {place.Path}: {reason}. {NothingImported}", next);

    internal static NvdimmException Taken(DataPlace place, string reason, NextStep next) =>
        new("Nvdimm.Schema.Taken", NvdimmErrorKind.InvalidOperation, place.Name,
            $"'{place.Name}', line {place.Line}, column {place.Column}, {place.Path}: {reason}. {NothingImported}", next);

    internal static NvdimmException Kept(DataPlace place, string what) =>
        new("Nvdimm.Schema.Kept", NvdimmErrorKind.SecurityError, place.Name,
            $"'{place.Name}', line {place.Line}, column {place.Column}, {place.Path}: {what}. "
                + "A file may make known functions more dangerous, sensitive or secret, never less.",
            $"Correct the file. To undo an earlier import first, use {Mention.RemoveSchema}.");

    internal static NvdimmException NotImported(string family) =>
        new("Nvdimm.Schema.NotImported", NvdimmErrorKind.ObjectNotFound, family,
            $"Nothing was imported for a family '{family}'.", $"{Mention.Functions} shows where each function comes from: Origin.");

    internal static NvdimmException FileExists(string path) =>
        new("Nvdimm.Schema.FileExists", NvdimmErrorKind.InvalidOperation, path,
            $"'{path}' already exists. Nothing was written.", $"Name another file, or {Mention.ReplaceFile}.");

    internal static NvdimmException Unwritable(string path, Exception cause) =>
        new("Nvdimm.Schema.File", FileReasons.WriteKind(cause), path, $"'{path}' cannot be written: {ErrorText.Sentence(cause.Message)}",
            FileReasons.Next(cause, "Check the folder and its permissions."), cause);
}
