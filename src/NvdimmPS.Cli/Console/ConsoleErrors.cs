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
            "Convert it to JSON, which both read, in PowerShell: Import-PowerShellDataFile FILE | ConvertTo-Json -Depth 5.", line: 1);

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

    /// <summary>An opcode alone is no command.</summary>
    internal static NvdimmException NoSubOpcode(string opcode) =>
        new("Nvdimm.Input.NoSubOpcode", NvdimmErrorKind.InvalidArgument, "SUBOPCODE",
            $"The opcode {Printable.Quote(opcode)} needs a sub-opcode after it. Nothing was sent.",
            "Give both, such as 0x08 0x00, or the command's name.");

    /// <summary>A word behind a name, or a sub-opcode that is no byte. It is not repeated: it may be a passphrase.</summary>
    internal static NvdimmException NoOpcode() =>
        new("Nvdimm.Input.NoOpcode", NvdimmErrorKind.InvalidArgument, "SUBOPCODE",
            "The word behind the command is no sub-opcode: a number from 0 to 255, or 0x00 to 0xff. Nothing was sent.",
            $"Give an opcode and a sub-opcode, or a name alone; {Mention.Functions} lists names where vendor commands are asked for.");

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
