using NvdimmPS.Data;

namespace NvdimmPS;

/// <summary>What can go wrong with files, whatever is in them.</summary>
public static partial class Errors
{
    internal static readonly FileErrors ReportFile = new(ReportExists, ReportUnwritable);
    internal static readonly FileErrors SchemaFile = new(SchemaFileExists, SchemaUnwritable);
    internal static readonly FileErrors ConfigurationFile = new(ConfigurationExists, ConfigurationUnwritable);
    internal static readonly FileErrors MetricFile = new(path => MetricsUnwritable(path, new FileThereException()), MetricsUnwritable);

    internal const string SimulatorFolderId = "Nvdimm.Simulator.Folder";

    internal static NvdimmException NotOfTheFileSystem(string path, string provider) =>
        new("Nvdimm.Input.Provider", NvdimmErrorKind.InvalidArgument, path,
            $"'{Printable.Line(path)}' is a path of PowerShell's provider {provider}, not of the file system. Nothing was read or written.",
            "Give the path of a file; one with a colon in its name is written with ./ before it.");

    internal static NvdimmException SimulatorFolder(Exception cause) =>
        new(SimulatorFolderId, NvdimmErrorKind.ResourceUnavailable, null,
            $"There is no place for the files that stand for sysfs: {Sentence(cause.Message)}",
            "Make room there, or let TMPDIR name a folder of your own that has some.", cause);

    internal static NvdimmException SimulatorFolder(string host, NvdimmException cause) =>
        new(cause.ErrorId, cause.Kind, host, $"{host}: its answer cannot be read. {cause.Message}", cause.RecommendedAction, cause);

    /// <summary>What to do about a file, unless the refusal of this one knows better.</summary>
    private static string Next(Exception cause, string usual) => cause is FileRefusal refusal ? refusal.Next : usual;

    private static NvdimmErrorKind FileKind(Exception cause) => cause switch
    {
        FileRefusal => NvdimmErrorKind.InvalidArgument,
        UnauthorizedAccessException => NvdimmErrorKind.PermissionDenied,
        _ => NvdimmErrorKind.ObjectNotFound,
    };

    private static NvdimmErrorKind WriteKind(Exception cause) => cause switch
    {
        FileRefusal => NvdimmErrorKind.InvalidArgument,
        UnauthorizedAccessException => NvdimmErrorKind.PermissionDenied,
        _ => NvdimmErrorKind.InvalidOperation,
    };
}
