using NvdimmPS.Health;
using NvdimmPS.Inventory;
using static NvdimmPS.Findings.FindingSeverity;

namespace NvdimmPS.Findings;

/// <summary>
/// Every kind there is: NV10xx are the causes, NV12xx is about namespaces, NV15xx what a policy's limits or a baseline find on a
/// DIMM, NV16xx what is wrong with labels, NV17xx what error logs of modules have, NV20xx what concerns the machine.
/// Ids are only ever added; runbooks and policies key on them.
/// </summary>
internal static class FindingKinds
{
    private const string Cool = "Check fans, airflow and neighbouring DIMMs before the DIMM's own alarm trips.";
    private const string Plan = "Plan a replacement; monitor how quickly it wears.";

    private static readonly List<FindingKind> Listed = [];

    public static readonly FindingKind TemperatureMargin =
        Create("NV1501", "ExcessiveTemperature", Warning, "the media are close to their threshold", Cool,
            nameof(NvdimmHealth.MediaTemperature), nameof(NvdimmHealth.MediaTemperatureThreshold));

    public static readonly FindingKind MediaTemperature =
        Create("NV1502", "ExcessiveTemperature", Warning, "the media are hotter than the policy's limit", Cool,
            new FindingLimit(nameof(NvdimmHealth.MediaTemperature), limits => limits.MediaTemperatureMaximum),
            nameof(NvdimmHealth.MediaTemperature), nameof(NvdimmHealth.MediaTemperatureThreshold));

    public static readonly FindingKind ControllerTemperature =
        Create("NV1503", "ExcessiveTemperature", Warning, "the controller is hotter than the policy's limit", Cool,
            new FindingLimit(nameof(NvdimmHealth.ControllerTemperature), limits => limits.ControllerTemperatureMaximum),
            nameof(NvdimmHealth.ControllerTemperature), nameof(NvdimmHealth.ControllerTemperatureThreshold));

    public static readonly FindingKind Spares =
        Create("NV1504", "MediaRemainingSpareBlock", Warning, "fewer spare blocks are left than the policy's limit", Plan,
            new FindingLimit(nameof(NvdimmHealth.SparesRemaining), limits => limits.SparesMinimum, IsMinimum: true),
            nameof(NvdimmHealth.SparesRemaining), nameof(NvdimmHealth.SparesThreshold));

    public static readonly FindingKind Life =
        Create("NV1505", "PredictedMediaLifeLeftPercent", Warning, "less of the rated life is left than the policy's limit", Plan,
            new FindingLimit(nameof(NvdimmHealth.LifeRemaining), limits => limits.LifeRemainingMinimum, IsMinimum: true),
            nameof(NvdimmHealth.LifeRemaining), nameof(NvdimmHealth.LifeThreshold));

    public static readonly FindingKind EnergySource = Create("NV1506", "EnergySource", Warning,
        "less of the energy source's life is left than the policy's limit", "Plan the replacement of the energy source.",
        new FindingLimit(nameof(NvdimmHealth.EnergySourceLifetime), limits => limits.EnergySourceLifetimeMinimum, IsMinimum: true),
        nameof(NvdimmHealth.EnergySource), nameof(NvdimmHealth.EnergySourceLifetime));

    public static readonly FindingKind DirtyShutdowns =
        Create("NV1507", "LostData", Warning, "more dirty shutdowns since the baseline than the policy allows",
            "Check the applications' data; see what the platform logged about the power.",
            nameof(NvdimmHealth.LastShutdown), nameof(NvdimmHealth.DirtyShutdownCount));

    public static readonly FindingKind NotTold = Create("NV1508", "HealthCheck", Warning, "its health was not read",
        "Have its firmware asked: leave out the option that has only sysfs read.",
        nameof(NvdimmHealth.Unavailable));

    public static readonly FindingKind FirmwareOther =
        Create("NV1509", "InvalidFirmware", Warning, "the firmware is not what the firmware baseline wants",
            "Update it with the platform's tools to a version that the baseline allows, or correct the baseline.");

    public static readonly FindingKind FirmwareStaged =
        Create("NV1510", "InvalidFirmware", Warning, "the firmware that the firmware baseline wants is staged and does not run yet",
            "Restart the machine, with a power cycle where NeedsPowerCycle of the firmware says so.");

    public static readonly FindingKind FirmwareUnknown =
        Create("NV1511", "InvalidFirmware", Warning, "whether the firmware is what the firmware baseline wants cannot be told",
            "See the reason; add the kind of DIMM to the baseline, or ask with the rights to open its node.");

    public static readonly FindingKind Throttled =
        Create("NV1512", "ExcessiveTemperature", Warning, "thermal throttling costs more performance than the policy allows", Cool,
            new FindingLimit(nameof(NvdimmHealth.ThrottleLoss), limits => limits.ThrottleLossMaximum),
            nameof(NvdimmHealth.ThrottleLoss), nameof(NvdimmHealth.MediaTemperature), nameof(NvdimmHealth.ControllerTemperature));

    public static readonly FindingKind MixedFirmware =
        Create("NV2001", "InvalidFirmware", Warning, "DIMMs of one kind run different firmware", "Bring them to the same revision.");

    public static readonly FindingKind MixedSecurity = Create("NV2002", "Configuration", Warning,
        "DIMMs of one kind have different security states", "Set or remove the passphrase on all of them; unlock those that are locked.");

    public static readonly FindingKind RegionDegraded =
        Create("NV2003", "NotUsable", Critical,
            "a DIMM behind the region failed or is missing, and the region's contents depend on each of them",
                "Save what can still be read; then reseat or replace the DIMM.");

    public static readonly FindingKind BadBlocks =
        Create("NV2004", "UncorrectableECCError", Critical, "the region has blocks that cannot be read",
            "Find the files there and restore them from a backup; writing to a block clears it.");

    public static readonly FindingKind ReadOnlyRegion = Create("NV2005", "NotUsable", Warning, "the region may not be written",
        "Check whether its DIMMs are armed; the kernel protects what could not be saved.");

    public static readonly FindingKind MissingDimm = Create("NV2006", "NotUsable", Critical, "a DIMM of the baseline is not there any more",
        "Reseat or replace it; if it was removed on purpose, make a new baseline.");

    public static readonly FindingKind NothingThere = Create("NV2007", "NotUsable", Warning, "there is no DIMM that could be tested",
        $"Load the driver: {Topology.Drivers}; and see whether the platform finds the DIMMs. What has regions only (virtio-pmem, e820) "
            + "has no DIMM to test here.");

    public static readonly FindingKind NumaContradiction = Create("NV2008", "Configuration", Warning,
        "the region's NUMA node contradicts the sockets of its DIMMs: programs are placed far from it",
            "See the platform's NUMA settings and tables (SRAT, NFIT), and whether the kernel was started with numa=off.");

    public static readonly FindingKind BadBlocksUnknown = Create("NV2009", "HealthCheck", Warning,
        "not all bad blocks of the region are known",
            "Treat it as one with bad blocks; each of its block devices lists its own in its badblocks attribute.");

    public static readonly FindingKind Overwriting = Create("NV2010", "NotUsable", Warning,
        "an overwrite of its media is in progress, and its regions cannot be enabled meanwhile",
            "Wait until it ends; if nobody intended it, find out who started it: it is in the audit log.");

    public static readonly FindingKind MixedFrozen = Create("NV2011", "Configuration", Warning,
        "security of some DIMMs of one kind is frozen and that of others is not",
            "Freeze all of them or none; if nobody froze them, too many wrong passphrases may have been given: see the audit log.");

    public static readonly FindingKind ExpiredMute = Create("NV2090", "Configuration", Information,
        "a mute of the policy has expired and mutes nothing any more", "Take it out of the policy, or give it a new date.");

    private static readonly Lazy<IReadOnlyDictionary<string, FindingKind>> ById = new(() =>
        HealthCauses.All.Select(FindingKind.For).Concat(Listed).Concat(InfoBlockFindingKinds.All).Concat(LabelFindingKinds.All)
            .Concat(NamespaceFindingKinds.All).Concat(ErrorLogFindingKinds.All)
            .OrderBy(k => k.Id, StringComparer.Ordinal).ToDictionary(k => k.Id, StringComparer.OrdinalIgnoreCase));

    /// <summary>All of them, by id; made when they are looked for, as a healthy machine has none.</summary>
    public static IReadOnlyDictionary<string, FindingKind> All => ById.Value;

    /// <summary>Those that are a property beyond a limit.</summary>
    public static IReadOnlyList<FindingKind> Limited { get; } = [.. Listed.Where(k => k.Limit is not null)];

    private static FindingKind Create(string id, string reason, FindingSeverity severity, string meaning, string remedy,
        params string[] evidence) => Create(id, reason, severity, meaning, remedy, null, evidence);

    private static FindingKind Create(string id, string reason, FindingSeverity severity, string meaning, string remedy,
        FindingLimit? limit, params string[] evidence)
    {
        var kind = new FindingKind(id, reason, severity, meaning, remedy, evidence, limit);
        Listed.Add(kind);
        return kind;
    }
}
