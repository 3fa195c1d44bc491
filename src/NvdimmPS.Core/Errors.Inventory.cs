using NvdimmPS.Fleet.Inventory;

namespace NvdimmPS;

/// <summary>What can be wrong where machines are compared with each other and with what they ought to be.</summary>
public static partial class Errors
{
    internal static NvdimmException InventoryObject(string? item) =>
        new("Nvdimm.Inventory.Object", NvdimmErrorKind.InvalidArgument, item, $"'{Printable.Quote(item ?? string.Empty)}' is nothing that can be compared. It was left out.",
            $"Pipe in what these give, here or on other hosts: Get-NvdimmDevice, Get-NvdimmHealth, Get-NvdimmFirmware, Get-NvdimmThreshold, Get-NvdimmRegion, Get-NvdimmNamespace.");

    internal static NvdimmException InventoryProperty(string name) =>
        new("Nvdimm.Inventory.Property", NvdimmErrorKind.InvalidArgument, name, $"None of the objects has a property '{Printable.Quote(name)}', so it was not compared.",
            Dsm.Schema.SchemaWords.Advice(name, [.. InventoryKind.All.SelectMany(k => k.Properties).Distinct(StringComparer.Ordinal)]));

    internal static NvdimmException FirmwareBaselineInvalid(string name, int line, string path, string reason, string next) =>
        new("Nvdimm.FirmwareBaseline.Invalid", NvdimmErrorKind.InvalidData, name, $"The firmware baseline '{name}'{AtLine(line)}, {path}: {reason}. {NothingTested}", next);

    internal static NvdimmException FirmwareBaselineUnreadable(string path, Exception cause) =>
        new("Nvdimm.FirmwareBaseline.File", FileKind(cause), path, $"The firmware baseline '{path}' cannot be read: {Sentence(cause.Message)} {NothingTested}", Next(cause, "Check the path and its permissions, or give a version such as 01.02.00.5435."), cause);

    internal static NvdimmException FirmwareBaselineTooLarge(string path, int most) =>
        new("Nvdimm.FirmwareBaseline.TooLarge", NvdimmErrorKind.LimitsExceeded, path, $"The firmware baseline '{path}' has more than {most:N0} bytes. {NothingTested}", "Is it the right file?");

    internal static NvdimmException NoFirmware(string? item) =>
        new("Nvdimm.Input.Firmware", NvdimmErrorKind.InvalidArgument, item, $"'{Printable.Quote(item ?? string.Empty)}' does not say which firmware a DIMM runs. It was left out.",
            "Pipe in what Get-NvdimmFirmware or Get-NvdimmHealth -Firmware gives, here or on other hosts.");

    internal static NvdimmException ConfigurationInvalid(string name, int line, string path, string reason, string next) =>
        new("Nvdimm.Configuration.Invalid", NvdimmErrorKind.InvalidData, name, $"The configuration '{name}'{AtLine(line)}, {path}: {reason}. {NothingCompared}", next);

    internal static NvdimmException ConfigurationNewer(string name, double version, int known) =>
        new("Nvdimm.Configuration.Version", NvdimmErrorKind.NotImplemented, name, $"The configuration '{name}' has version {version} of the format; this NvdimmPS reads up to {known}. {NothingCompared}",
            "Use a newer NvdimmPS, or export the configuration anew.");

    internal static NvdimmException ConfigurationOfOther(string name, string? machine, IEnumerable<string> there, IEnumerable<string> here) =>
        new("Nvdimm.Configuration.OtherMachine", NvdimmErrorKind.InvalidArgument, name,
            $"The configuration '{name}' is of another machine{(machine is null ? string.Empty : $" ({Printable.Quote(machine)})")}: it names the serial numbers of its DIMMs, and none of them is here (there {Shown(there)}; here {Shown(here)}). {NothingCompared}",
            "Give the configuration of this machine; one for many machines is exported without -IncludeSerial.");

    internal static NvdimmException ConfigurationUnreadable(string path, Exception cause) =>
        new("Nvdimm.Configuration.File", FileKind(cause), path, $"The configuration '{path}' cannot be read: {Sentence(cause.Message)} {NothingCompared}", Next(cause, "Check the path and its permissions."), cause);

    internal static NvdimmException ConfigurationTooLarge(string path, int most) =>
        new("Nvdimm.Configuration.TooLarge", NvdimmErrorKind.LimitsExceeded, path, $"The configuration '{path}' has more than {most:N0} bytes. {NothingCompared}", "Is it the right file?");

    internal static NvdimmException ConfigurationExists(string path) =>
        new("Nvdimm.Configuration.Exists", NvdimmErrorKind.InvalidOperation, path, $"'{path}' is there already. Nothing was written.", "Replace it with -Force, or name another file.");

    internal static NvdimmException ConfigurationUnwritable(string path, Exception cause) =>
        new("Nvdimm.Configuration.Write", WriteKind(cause), path,
            $"The configuration cannot be written to '{path}': {Sentence(cause.Message)}", Next(cause, "Check the folder and its permissions. What was there before is as it was."), cause);

    internal static NvdimmException ConfigurationEmpty() =>
        new("Nvdimm.Configuration.Empty", NvdimmErrorKind.ObjectNotFound, Environment.MachineName, "This machine has neither DIMMs nor regions, so there is no configuration to export.",
            "Load the driver ('modprobe nfit'), or use New-NvdimmSimulator.");

    private static string AtLine(int line) => line > 0 ? $", line {line}" : string.Empty;
}
