namespace NvdimmPS.Shell.Simulator;

/// <summary>What can go wrong with the simulator of a session.</summary>
internal static class SimulatorCmdletErrors
{
    internal static NvdimmException Active(string topology) =>
        new("Nvdimm.Simulator.Active", NvdimmErrorKind.InvalidOperation, topology,
            $"A simulator is already active ({topology}).", "Remove it with Remove-NvdimmSimulator, or replace it with -Force.");

    internal static NvdimmException None() =>
        new("Nvdimm.Simulator.None", NvdimmErrorKind.ObjectNotFound, null,
            "No simulator is active: the cmdlets use the real machine.", "Start one with New-NvdimmSimulator.");

    internal static NvdimmException BadFault(string key, string why) =>
        new("Nvdimm.Simulator.Fault", NvdimmErrorKind.InvalidArgument, key,
            $"'{key}' of the fault is wrong: {why}.",
            "A fault is a hashtable such as @{ Target = 'nmem0'; Function = 1; Errno = 'EIO' }: one of Errno, Status, DelayMs, Truncate, "
                + "Garbage, ZeroLength, OverLong, "
            + "and where it applies: Target, Family, Function, Count.");

    internal static NvdimmException NoReplayState(string name, string what) =>
        new("Nvdimm.Simulator.Replay", NvdimmErrorKind.InvalidOperation, name,
            $"{what} needs a simulated machine; this is a {name}, which replays what was recorded.",
            $"{Mention.Simulator} with {Mention.Named("Topology")} starts a machine whose state can be set.");
}
