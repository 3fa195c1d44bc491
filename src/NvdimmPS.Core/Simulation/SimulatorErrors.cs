using NvdimmPS.Abi;

namespace NvdimmPS.Simulation;

/// <summary>What can go wrong with a simulator itself.</summary>
internal static class SimulatorErrors
{
    internal const string FolderId = "Nvdimm.Simulator.Folder";

    internal static NvdimmException Folder(Exception cause) =>
        new(FolderId, NvdimmErrorKind.ResourceUnavailable, null,
            $"Cannot create the simulated sysfs files: {ErrorText.Sentence(cause.Message)}",
            "Free space there, or set TMPDIR to a folder of your own.", cause);

    internal static NvdimmException Folder(string host, NvdimmException cause) =>
        new(cause.ErrorId, cause.Kind, host, $"{host}: its answer cannot be read. {cause.Message}", cause.NextStep, cause);

    internal static NvdimmException Topology(string? text, string why, string known) =>
        new("Nvdimm.Simulator.Topology", NvdimmErrorKind.InvalidArgument, text,
            $"'{text}' is not a topology: {why}",
            "Give SOCKETSxDIMMS (1 to 16 sockets, 1 to 24 DIMMs each, for example 2x6, or 2x6:msft for another family) "
            + $"or one of {known}.");

    internal static NvdimmException Region(string? name) =>
        new("Nvdimm.Simulator.Region", NvdimmErrorKind.ObjectNotFound, name,
            $"The simulator has no region '{name}'.", $"List its regions with {Mention.Regions}.");

    internal static NvdimmException RegionRefused(string name, int errno) =>
        new("Nvdimm.Simulator.Region", NvdimmErrorKind.InvalidOperation, name,
            $"The simulated kernel did not enable {name}: {Errno.Name(errno)}.",
            "Enable the DIMMs behind it, and see that their labels are whole.");

    internal static NvdimmException Fault(string target, SimulatorFaultKind kind, string why) =>
        new("Nvdimm.Simulator.Fault", NvdimmErrorKind.InvalidArgument, target,
            $"The fault {kind} for {target} was not added: {why}", "Correct the value and add it again.");

    internal static NvdimmException DsmMask(string bus, string provider) =>
        new("Nvdimm.Simulator.DsmMask", NvdimmErrorKind.InvalidOperation, bus,
            $"The mask of {bus} was not changed: its driver ({provider}) has no function mask.",
                "Only the nfit driver has one; use another topology.");

    internal static NvdimmException Labels(string name, int given, int size) =>
        new("Nvdimm.Simulator.Labels", NvdimmErrorKind.InvalidArgument, name,
            $"The label area of {name} has {size:N0} bytes, {given:N0} were given.", "Give the whole area.");
}
