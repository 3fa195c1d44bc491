using NvdimmPS.Dsm;
using NvdimmPS.Files;
using NvdimmPS.Fleet.Inventory;
using NvdimmPS.Inventory;

namespace NvdimmPS.Shell.Binding;

/// <summary>What can be wrong with what a cmdlet is given.</summary>
internal static class BindingErrors
{
    internal static NvdimmException NotOfTheFileSystem(string path, string provider) =>
        new("Nvdimm.Input.Provider", NvdimmErrorKind.InvalidArgument, path,
            $"'{Printable.Line(path)}' is a path of PowerShell's provider {provider}, not a file path. Nothing was read or written.",
            "Give a file path; put ./ before a name that has a colon.");

    internal static NvdimmException NoFilePath(string path, string reason, Exception? cause) =>
        new("Nvdimm.Input.Path", NvdimmErrorKind.InvalidArgument, path, $"'{Printable.Quote(path)}' is not a file path: {reason}.",
            "Give a path in the file system.", cause);

    internal static NvdimmException NestedTooDeep(int most) =>
        new("Nvdimm.Input.Nesting", NvdimmErrorKind.LimitsExceeded, null,
            $"The input is nested more than {most} deep, or contains itself, so it was refused.",
                "Give names, numbers or objects, or one list of them.");

    internal static NvdimmException TooManyItems(int most) =>
        new("Nvdimm.Input.Nesting", NvdimmErrorKind.LimitsExceeded, null,
            $"The input has more than {most:N0} elements, or no end, so it was refused.",
                "Give names, numbers or objects, or one list of them.");

    internal static NvdimmException InventoryObject(string? item) =>
        new("Nvdimm.Inventory.Object", NvdimmErrorKind.InvalidArgument, item,
            $"'{Printable.Quote(item ?? string.Empty)}' cannot be compared. It was left out.",
            $"Pipe in the output of these cmdlets, from here or other hosts: Get-NvdimmDevice, Get-NvdimmHealth, Get-NvdimmFirmware, "
                + $"Get-NvdimmThreshold, Get-NvdimmRegion, Get-NvdimmNamespace.");

    internal static NvdimmException InventoryProperty(string name) =>
        new("Nvdimm.Inventory.Property", NvdimmErrorKind.InvalidArgument, name,
            $"None of the objects has a property '{Printable.Quote(name)}', so it was not compared.",
            Suggestion.For(name, [.. InventoryKind.All.SelectMany(k => k.Properties).Distinct(StringComparer.Ordinal)]));

    internal static NvdimmException NoFirmware(string? item) =>
        new("Nvdimm.Input.Firmware", NvdimmErrorKind.InvalidArgument, item,
            $"'{Printable.Quote(item ?? string.Empty)}' does not have a DIMM's firmware version. It was left out.",
            "Pipe in the output of Get-NvdimmFirmware or Get-NvdimmHealth -Firmware, from here or other hosts.");

    /// <summary>A pattern that cannot be read.</summary>
    internal static NvdimmException BadPattern(string pattern, Exception cause) =>
        new("Nvdimm.Input.Pattern", NvdimmErrorKind.InvalidArgument, pattern,
            $"'{pattern}' is not a valid pattern: a bracket is not closed, or a range is reversed.",
                "Write nmem[0-3], nmem* or a name.", cause);

    /// <summary>A call without a target.</summary>
    internal static NvdimmException NoTarget() =>
        new("Nvdimm.Input.NoTarget", NvdimmErrorKind.InvalidArgument, null,
            "Neither a DIMM nor a bus was named. Nothing was sent.",
                "Give -Dimm or -Bus, or pipe DIMMs or buses in: Get-NvdimmDevice nmem0 | ….");

    internal static NvdimmException NoHealth(object? item) =>
        new("Nvdimm.Input.Health", NvdimmErrorKind.InvalidArgument, item?.ToString(),
            $"'{item}' is not health of a DIMM.", "Pipe in the output of Get-NvdimmHealth, from here or another computer.");

    internal static NvdimmException SubscriberExists(string identifier) =>
        new("Nvdimm.Watch.SubscriberExists", NvdimmErrorKind.InvalidOperation, identifier,
            $"'{identifier}' is already subscribed: the identifier must be unique.",
                "Choose another -SourceIdentifier, or remove the old one with Unregister-Event.");

    internal static NvdimmException NoReportFormat(string path) =>
        new("Nvdimm.Report.Format", NvdimmErrorKind.InvalidArgument, path,
            $"The name '{path}' does not say the format of the report. Nothing was written.",
                $"Give {Mention.Named("As", "Html")}, Json or Csv, or a {Mention.Path} that ends in .html, .json or .csv.");

    internal static NvdimmException NoAuditFile(string? settings) =>
        new("Nvdimm.Audit.File", NvdimmErrorKind.ObjectNotFound, settings,
            $"The settings '{settings}' turn the log file off: the log is only in the systemd journal.",
            $"Look there with 'journalctl -t nvdimmps', or name a file with {Mention.Path}.");

    /// <summary>A mandatory switch would be asked for by its name, which says nothing of the other one.</summary>
    internal static NvdimmException HowToErase() =>
        new("Nvdimm.Input.HowToErase", NvdimmErrorKind.InvalidArgument, null,
            "It was not said how the data are to be erased. Nothing was sent.",
            "Choose -CryptographicErase, which destroys the key that the media are encrypted by, or -Overwrite, which overwrites them.");

    /// <summary>A function and its target, each in the other's place.</summary>
    /// <param name="parameter">The parameter that comes first.</param>
    /// <param name="target">The DIMM or bus that was given for it.</param>
    /// <param name="function">The function that was given for the DIMM; null where it is none.</param>
    /// <param name="takesBuses">Whether it can be sent to a bus too.</param>
    internal static NvdimmException OtherWayRound(string parameter, string target, string? function, bool takesBuses)
    {
        var noun = parameter.ToLowerInvariant();
        var isBus = target.StartsWith("nd", StringComparison.OrdinalIgnoreCase);
        var to = !isBus ? $"-Dimm {target}" : takesBuses ? $"-Bus {target}" : "-Dimm DIMM";
        return new("Nvdimm.Input.Order", NvdimmErrorKind.InvalidArgument, target,
            $"{target} is a {(isBus ? "bus" : "DIMM")}: the {noun} comes first. Nothing was sent.",
            $"Write -{parameter} {function ?? noun.ToUpperInvariant()} {to}.");
    }

    internal static NvdimmException NoSchemaFiles(string pattern) =>
        new("Nvdimm.Schema.File", NvdimmErrorKind.ObjectNotFound, pattern,
            $"No file matches '{pattern}'. Nothing was imported.", "Check the path.");
}
