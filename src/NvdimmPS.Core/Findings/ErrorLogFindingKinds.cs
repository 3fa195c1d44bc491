using static NvdimmPS.Findings.FindingSeverity;

namespace NvdimmPS.Findings;

/// <summary>What can be found in the error logs of modules, where someone has them read.</summary>
internal static class ErrorLogFindingKinds
{
    public static readonly FindingKind Uncorrectable = new("NV1701", "UncorrectableECCError", Critical,
        "its media log has uncorrectable errors", "Read the log for their addresses; restore what stood there from a backup, and replace "
            + "the DIMM if more of them come.", []);

    public static readonly FindingKind Media = new("NV1702", "Media", Warning, "its media log has grave errors",
        "Read the log for their kinds; compare with its health, and ask the vendor where they go on.", []);

    public static readonly FindingKind MediaNote = new("NV1703", "Media", Information, "its media log has entries of the low level",
        "Nothing now; see whether their number grows.", []);

    public static readonly FindingKind Thermal = new("NV1704", "ExcessiveTemperature", Warning, "its thermal log has entries",
        "Check fans, air flow and the DIMMs beside it.", []);

    public static readonly FindingKind Lost = new("NV1705", "HealthCheck", Warning,
        "entries of its error logs were overwritten or cleared before they were read",
        "Read the logs more often; take it that errors were among them.", []);

    public static readonly FindingKind NotRead = new("NV1706", "HealthCheck", Warning, "its error logs could not be read",
        "See the reason; try again, with the rights to open its node.", []);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FindingKind> All { get; } = [Uncorrectable, Media, MediaNote, Thermal, Lost, NotRead];
}
