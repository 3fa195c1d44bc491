namespace NvdimmPS.Shell.Cmdlets;

/// <summary>What cmdlets say that can ask for capacity too.</summary>
internal static class CapacityWords
{
    /// <summary>Where the switch does nothing.</summary>
    public const string OnlyHere =
        "-Capacity asks the DIMMs of this machine, and what was piped in is taken as it is. Pipe the output of Get-NvdimmCapacity in too.";
}
