using NvdimmPS.Findings;
using NvdimmPS.Health;

namespace NvdimmPS.Cli;

/// <summary>
/// The exit codes of <c>health</c>: a bit for each thing that is so, as smartctl has it. 0 only if there is no finding that
/// counts by the policy; <c>docs/cli.md</c> says the same.
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
        Exit codes of health, a bit for each thing that is so; 0 only if every DIMM is healthy and nothing else is wrong:
          1   wrong usage, policy or baseline, no driver, no DIMM, or one of those named is not there
          2   a DIMM could not be asked: no rights, no such function, or kernel or firmware refused
          4   a DIMM's health is unknown
          8   there is a warning
          16  a DIMM is unhealthy, or another finding is critical
        What a policy mutes or calls information sets no bit. With --nagios: 0 OK, 1 WARNING, 2 CRITICAL, 3 UNKNOWN
        """;

    private static readonly string[] CouldNotAsk =
    [
        HealthCauses.NoRights.Id, HealthCauses.Refused.Id, HealthCauses.NotOffered.Id, HealthCauses.Silent.Id, HealthCauses.NoNode.Id,
        HealthCauses.CxlMailbox.Id,
    ];

    private static readonly string[] UnknownHealth =
        [.. HealthCauses.All.Where(c => c.Level == HealthStatus.Unknown).Select(c => c.Id), FindingKinds.NotTold.Id];

    /// <summary>The bits of some findings.</summary>
    public static int CodeOf(IEnumerable<HealthFinding> findings) =>
        findings.Where(f => f.Counts).Aggregate(Healthy, (bits, finding) => bits | CodeOf(finding));

    private static int CodeOf(HealthFinding finding)
    {
        if (finding.Id == FindingKinds.NothingThere.Id)
        {
            return Nothing;
        }

        var isUnknown = UnknownHealth.Contains(finding.Id);
        return (CouldNotAsk.Contains(finding.Id) ? NotAsked : 0)
            | (isUnknown ? Unknown : 0)
            | (finding.Severity == nameof(FindingSeverity.Critical) ? Unhealthy : isUnknown ? 0 : Warning);
    }
}
