namespace NvdimmPS;

/// <summary>What can be wrong with a family from a file.</summary>
public static partial class Errors
{
    private const string NothingImported = "Nothing was imported.";

    internal static NvdimmException SchemaUnreadable(string path, Exception cause) =>
        new("Nvdimm.Schema.File", FileKind(cause), path, $"The schema '{path}' cannot be read: {Sentence(cause.Message)} {NothingImported}", Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException SchemaNoFiles(string pattern) =>
        new("Nvdimm.Schema.File", NvdimmErrorKind.ObjectNotFound, pattern,
            $"No file matches '{pattern}'. {NothingImported}", "Check the path.");

    internal static NvdimmException SchemaTooLarge(string path, long size, int most) =>
        new("Nvdimm.Schema.TooLarge", NvdimmErrorKind.LimitsExceeded, path,
            $"'{path}' has {size:N0} bytes; a schema has at most {most:N0}. {NothingImported}", "Is it the right file? A file may hold one family of several.");

    internal static NvdimmException SchemaNotJson(string name, int line, int column, string reason, string next) =>
        new("Nvdimm.Schema.Json", NvdimmErrorKind.InvalidData, name,
            $"'{name}' is no JSON in UTF-8: line {line}, column {column}: {reason}. {NothingImported}", next);

    internal static NvdimmException SchemaFormat(string name, string reason, string next) =>
        new("Nvdimm.Schema.Format", NvdimmErrorKind.InvalidData, name, $"'{name}' cannot be imported: {reason}. {NothingImported}", next);

    internal static NvdimmException SchemaInvalid(string name, int line, int column, string path, string reason, string next) =>
        new("Nvdimm.Schema.Invalid", NvdimmErrorKind.InvalidData, name,
            $"'{name}', line {line}, column {column}, {path}: {reason}. {NothingImported}", next);

    internal static NvdimmException SchemaTaken(string name, int line, int column, string path, string reason, string next) =>
        new("Nvdimm.Schema.Taken", NvdimmErrorKind.InvalidOperation, name,
            $"'{name}', line {line}, column {column}, {path}: {reason}. {NothingImported}", next);

    internal static NvdimmException SchemaKept(string name, int line, int column, string path, string what) =>
        new("Nvdimm.Schema.Kept", NvdimmErrorKind.SecurityError, name,
            $"'{name}', line {line}, column {column}, {path}: {what}. What is known may become more dangerous, sensitive or secret by a file, never less.",
            "Correct the file. What was imported before can be taken back first, with Remove-NvdimmDsmSchema.");

    internal static NvdimmException SchemaNotImported(string family) =>
        new("Nvdimm.Schema.NotImported", NvdimmErrorKind.ObjectNotFound, family,
            $"Nothing was imported for a family '{family}'.", "Get-NvdimmDsmFunction shows where each function comes from: Origin.");

    internal static NvdimmException SchemaFileExists(string path) =>
        new("Nvdimm.Schema.FileExists", NvdimmErrorKind.InvalidOperation, path,
            $"'{path}' is there already. Nothing was written.", "Give -Force to replace it, or another -Path.");

    internal static NvdimmException SchemaUnwritable(string path, Exception cause) =>
        new("Nvdimm.Schema.File", WriteKind(cause), path, $"'{path}' cannot be written: {Sentence(cause.Message)}", Next(cause, "Check the folder and its permissions."), cause);
}
