using static NvdimmPS.Findings.FindingSeverity;

namespace NvdimmPS.Findings;

/// <summary>What can be found in the error logs of modules, where someone has them read.</summary>
internal static class ErrorLogFindingKinds
{
    public static readonly FindingKind Uncorrectable = new("NV1701", "UncorrectableECCError", Critical,
        "its media log has uncorrectable errors", "Read the log for their addresses; restore the data that were there from a backup, and "
            + "replace the DIMM if more of them appear.", []);

    public static readonly FindingKind Media = new("NV1702", "Media", Warning, "its media log has high-severity errors",
        "Read the log for their kinds; compare with its health, and contact the vendor if they continue.", []);

    public static readonly FindingKind MediaNote = new("NV1703", "Media", Information, "its media log has low-severity entries",
        "No action is needed now; watch whether the count grows.", []);

    public static readonly FindingKind Thermal = new("NV1704", "ExcessiveTemperature", Warning, "its thermal log has entries",
        "Check fans, airflow and neighbouring DIMMs.", []);

    public static readonly FindingKind Lost = new("NV1705", "HealthCheck", Warning,
        "entries of its error logs are missing: overwritten, cleared or out of reach",
        "Read the logs more often; assume that errors were lost.", []);

    public static readonly FindingKind NotRead = new("NV1706", "HealthCheck", Warning, "its error logs could not be read",
        "See the reason; try again, with the rights to open its node.", []);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FindingKind> All { get; } = [Uncorrectable, Media, MediaNote, Thermal, Lost, NotRead];
}
