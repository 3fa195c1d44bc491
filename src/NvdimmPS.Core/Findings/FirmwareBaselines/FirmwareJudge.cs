namespace NvdimmPS.Findings.FirmwareBaselines;

/// <summary>Holds DIMMs against a baseline.</summary>
internal static class FirmwareJudge
{
    /// <summary>What is to be said of a DIMM.</summary>
    public static FirmwareCompliance Judge(FirmwareBaseline baseline, FirmwareSubject dimm)
    {
        var rule = baseline.Rules.FirstOrDefault(r => r.Meets(dimm) != false);
        if (rule is null)
        {
            return Unknown(dimm, null, $"the baseline says nothing of {Kind(dimm)}");
        }

        if (rule.Meets(dimm) is null)
        {
            return Unknown(dimm, null,
                $"whether the baseline's entry '{rule.Key}' is about it cannot be told, since {Untold(rule, dimm)} not known");
        }

        if (dimm.Running is null)
        {
            return Unknown(dimm, rule, dimm.Why ?? "nobody said which firmware it runs");
        }

        var runs = rule.Allows(dimm.Running);
        var staged = dimm.Staged is null ? null : rule.Allows(dimm.Staged);
        var then = dimm.NeedsPowerCycle == true ? "after a power cycle" : "after a restart or an activation";
        return (runs, staged) switch
        {
            (true, false) => Make(dimm, rule, "Compliant", null,
                $"{dimm.Running} is what the baseline wants, but {dimm.Staged}, which is staged, is not", staged),
            (true, _) => Make(dimm, rule, "Compliant", null, $"{dimm.Running} is what the baseline wants", staged),
            (null, _) => Make(dimm, rule, "Unknown", FindingKinds.FirmwareUnknown,
                $"{dimm.Running} and {rule.Minimum} are versions of different forms", staged),
            (_, true) => Make(dimm, rule, "NonCompliant", FindingKinds.FirmwareStaged,
                $"{dimm.Running} runs, the baseline wants {rule.Expected}; {dimm.Staged} is staged and makes it compliant {then}", staged),
            _ => Make(dimm, rule, "NonCompliant", FindingKinds.FirmwareOther,
                $"{dimm.Running} runs, the baseline wants "
                    + $"{rule.Expected}{(dimm.Staged is null ? string.Empty : $"; {dimm.Staged}, which is staged, is not that either")}",
                        staged),
        };
    }

    private static string Kind(FirmwareSubject dimm) => dimm switch
    {
        { Vendor: { } vendor, Device: { } device } => $"{dimm.Family ?? "DIMMs"} {vendor}:{device}",
        { Family: { } family } => $"the {family} family",
        _ => "a DIMM whose family is not known",
    };

    private static string Untold(FirmwareRule rule, FirmwareSubject dimm) => rule switch
    {
        { Family: not null } when dimm.Family is null => "its family is",
        { Vendor: not null } when dimm.Vendor is null => "its vendor's number is",
        _ => "its device's number is",
    };

    private static FirmwareCompliance Unknown(FirmwareSubject dimm, FirmwareRule? rule, string reason) =>
        Make(dimm, rule, "Unknown", FindingKinds.FirmwareUnknown, reason, null);

    private static FirmwareCompliance Make(FirmwareSubject dimm, FirmwareRule? rule, string status, FindingKind? finding, string reason,
        bool? staged) => new()
    {
        Dimm = dimm.Dimm,
        HostName = dimm.HostName,
        UniqueId = dimm.UniqueId,
        Family = dimm.Family,
        Status = status,
        RunningVersion = dimm.Running,
        StagedVersion = dimm.Staged,
        StagedCompliant = staged,
        Expected = rule?.Expected,
        Rule = rule?.Key,
        Reason = $"{dimm.Dimm}: {Without(dimm.Dimm, reason)}.",
        Id = finding?.Id,
        Severity = finding?.Severity.ToString(),
        Remedy = finding?.Remedy,
        Time = dimm.Time,
        Source = dimm.Source,
    };

    /// <summary>Sentences of failures may begin with the DIMM already.</summary>
    private static string Without(string dimm, string reason) =>
        (reason.StartsWith($"{dimm}: ", StringComparison.Ordinal) ? reason[(dimm.Length + 2)..] : reason).TrimEnd('.');
}
