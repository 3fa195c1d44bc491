using NvdimmPS.Health;

namespace NvdimmPS.Cli;

/// <summary>
/// The exit codes of <c>health</c>: a bit for each thing that is so, as smartctl has it. 0 only if every DIMM that was asked
/// for says that it is healthy; <c>docs/cli.md</c> says the same.
/// </summary>
internal static class HealthExit
{
    public const int Healthy = 0;
    public const int Nothing = 1;
    public const int NotAsked = 2;
    public const int Unknown = 4;
    public const int Warning = 8;
    public const int Unhealthy = 16;

    /// <summary>For <c>health --help</c>.</summary>
    public const string Help = """
        Exit codes of health, a bit for each thing that is so; 0 only if every DIMM is healthy:
          1   wrong usage, no driver, no DIMM, or one of those named is not there
          2   a DIMM could not be asked: no rights, no such function, or kernel or firmware refused
          4   a DIMM's health is unknown
          8   a DIMM has a warning
          16  a DIMM is unhealthy
        With --nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN
        """;

    private static readonly HealthCause[] CouldNotAsk = [HealthCauses.NoRights, HealthCauses.Refused, HealthCauses.NotOffered];

    /// <summary>The bits of some DIMMs.</summary>
    public static int Of(IEnumerable<NvdimmHealth> dimms) => dimms.Aggregate(Healthy, (bits, dimm) => bits | Of(dimm));

    private static int Of(NvdimmHealth dimm) => (dimm.Causes.Any(CouldNotAsk.Contains) ? NotAsked : 0)
        | (dimm.Causes.Any(c => c.Level == HealthStatus.Unknown) ? Unknown : 0)
        | dimm.HealthStatus switch
        {
            nameof(HealthStatus.Healthy) => Healthy,
            nameof(HealthStatus.Warning) => Warning,
            nameof(HealthStatus.Unhealthy) => Unhealthy,
            _ => Unknown,
        };
}
