using NvdimmPS.Abi;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Cli;

/// <summary>What can go wrong in the console alone.</summary>
internal static class ConsoleErrors
{
    /// <summary>The id of output that is lost.</summary>
    internal const string OutputId = "Nvdimm.Output.Write";

    internal static NvdimmException Output(int errno) =>
        new(OutputId, NvdimmErrorKind.ResourceUnavailable, "standard output", $"The output cannot be written: {Describe(errno)}.",
            "Check that it is open and has free space. The command itself has finished; only its output is incomplete.");

    private static string Describe(int errno) => errno switch
    {
        Errno.EBADF => "it is closed",
        Errno.ENOSPC => "no space is left (ENOSPC)",
        _ => Errno.Name(errno),
    };

    internal static NvdimmException PolicyForModule(string file) =>
        HealthPolicy.File(file).Wrong("it is PowerShell data, which only the module reads",
            "Convert it to JSON in PowerShell, which both read: see docs/cli.md for the command.", line: 1);

    internal static NvdimmException BaselineForModule(string name) =>
        BaselineErrors.Invalid(name, "it is Clixml, which only the module reads");

    /// <summary>An option's value is none.</summary>
    internal static NvdimmException Value(string option, string text, string forms) =>
        new("Nvdimm.Input.Value", NvdimmErrorKind.InvalidArgument, option,
            $"'{Printable.Quote(text)}' is no value of {option}.", $"Give {forms}.");

    /// <summary>An empty word stands for a folder or file.</summary>
    internal static NvdimmException NoFolder() =>
        new("Nvdimm.Input.NoFolder", NvdimmErrorKind.InvalidArgument, "FOLDER", "An empty word stands where a folder or file is named.",
            "Name it; see whether the shell's variable is set.");

    /// <summary>There is none of a kind on this machine.</summary>
    internal static NvdimmException None(Topology topology, string what)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return topology.UnsupportedReason is null ? InventoryErrors.NotFound(topology, what, "*", []) : Unsupported(topology);
    }

    /// <summary>There is nothing to be found: no driver, or no Linux.</summary>
    internal static NvdimmException Unsupported(Topology topology)
    {
        ArgumentNullException.ThrowIfNull(topology);
        return OperatingSystem.IsLinux()
            ? new(topology.IsSupported ? "Nvdimm.Platform.NoBus" : "Nvdimm.Platform.NoDriver", NvdimmErrorKind.NotInstalled, "libnvdimm",
                topology.UnsupportedReason ?? "No NVDIMM bus was found.",
                $"To try things out, use {Mention.Simulator}.")
            : KernelErrors.NeedsLinux("An NVDIMM");
    }
}
