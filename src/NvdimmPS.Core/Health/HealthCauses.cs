using static NvdimmPS.Health.HealthStatus;

namespace NvdimmPS.Health;

/// <summary>Every cause there is. Ids are only ever added; runbooks key on them.</summary>
public static class HealthCauses
{
    private const string Replace = "Move the data away and replace the DIMM.";
    private const string Watch = "Plan a replacement; monitor how quickly it wears.";
    private const string Cool = "Check fans, airflow and neighbouring DIMMs.";
    private const string Backup = "Restore its data from a backup, then find out why the power was lost.";
    private const string Source = "Check the energy source (battery, capacitor, cable); replace it before the next power loss.";

    private static readonly List<HealthCause> Listed = [];

    /// <summary>All of them that a reading can have, by id.</summary>
    public static IReadOnlyList<HealthCause> All => Listed;

    /// <summary>Spare blocks or life left are below their threshold.</summary>
    public static readonly HealthCause Spares =
        Alarm("NV1001", "MediaRemainingSpareBlock", "spare blocks or life left are below their threshold",
            "the module reports the alarm of its spare blocks, although they are above their threshold", Watch,
            nameof(NvdimmHealth.SparesRemaining), nameof(NvdimmHealth.SparesThreshold), nameof(NvdimmHealth.AlarmsTripped));

    /// <summary>The media are hotter than their threshold.</summary>
    public static readonly HealthCause MediaTemperature =
        Alarm("NV1002", "ExcessiveTemperature", "the media are hotter than their threshold",
            "the module reports the alarm of the media's temperature, although they are cooler than their threshold", Cool,
            nameof(NvdimmHealth.MediaTemperature), nameof(NvdimmHealth.MediaTemperatureThreshold), nameof(NvdimmHealth.AlarmsTripped));

    /// <summary>The controller is hotter than its threshold.</summary>
    public static readonly HealthCause ControllerTemperature =
        Alarm("NV1003", "ExcessiveTemperature", "the controller is hotter than its threshold",
            "the module reports the alarm of the controller's temperature, although it is cooler than its threshold", Cool,
            nameof(NvdimmHealth.ControllerTemperature), nameof(NvdimmHealth.ControllerTemperatureThreshold),
            nameof(NvdimmHealth.AlarmsTripped));

    /// <summary>The rated life is almost used.</summary>
    public static readonly HealthCause LifeWarning =
        Alarm("NV1004", "PredictedMediaLifeLeftPercent", "the rated life is almost used",
            "the module reports the alarm of its rated life, although more of it is left than the threshold", Watch,
            nameof(NvdimmHealth.LifeRemaining), nameof(NvdimmHealth.LifeThreshold));

    /// <summary>The rated life is used up.</summary>
    public static readonly HealthCause LifeError =
        Create("NV1005", "Media", Unhealthy, "the rated life is used up", Replace,
            nameof(NvdimmHealth.LifeRemaining), nameof(NvdimmHealth.LifeThreshold));

    /// <summary>The firmware says non-critical and nothing more.</summary>
    public static readonly HealthCause NonCritical = Create("NV1006", "ThresholdExceeded", Warning,
        "the firmware reports a non-critical condition", "See its alarms and thresholds; maintenance can wait for the next window.",
        nameof(NvdimmHealth.HealthDetail), nameof(NvdimmHealth.AlarmsTripped));

    /// <summary>The firmware says critical.</summary>
    public static readonly HealthCause Critical = Create("NV1007", "InternalFailure", Unhealthy,
        "the firmware reports a critical condition: performance or features are degraded", Replace,
        nameof(NvdimmHealth.HealthDetail), nameof(NvdimmHealth.AlarmsTripped));

    /// <summary>The firmware says fatal.</summary>
    public static readonly HealthCause Fatal = Create("NV1008", "LostDataPersistence", Unhealthy,
        "the firmware reports a fatal condition: data are lost, or are about to be", Replace,
        nameof(NvdimmHealth.HealthDetail), nameof(NvdimmHealth.AlarmsTripped));

    /// <summary>The last shutdown was dirty.</summary>
    public static readonly HealthCause DirtyShutdown =
        Create("NV1010", "LostData", Warning, "the last shutdown was dirty: what was in flight may be lost",
            "Check the applications' data; see what the platform logged about the power.",
            nameof(NvdimmHealth.LastShutdown), nameof(NvdimmHealth.DirtyShutdownCount));

    /// <summary>The last save failed.</summary>
    public static readonly HealthCause SaveFailed =
        Create("NV1011", "LostData", Unhealthy, "the last save to flash failed: the contents from before are lost", Backup,
            nameof(NvdimmHealth.LastSave), nameof(NvdimmHealth.Flags));

    /// <summary>The last restore failed.</summary>
    public static readonly HealthCause RestoreFailed =
        Create("NV1012", "LostData", Unhealthy, "the contents could not be restored at boot", Backup,
            nameof(NvdimmHealth.LastRestore), nameof(NvdimmHealth.Flags));

    /// <summary>The last flush failed.</summary>
    public static readonly HealthCause FlushFailed =
        Create("NV1013", "LostData", Unhealthy, "the platform could not flush to the DIMM before the power went", Backup,
            nameof(NvdimmHealth.Flags));

    /// <summary>An erase failed.</summary>
    public static readonly HealthCause EraseFailed = Create("NV1014", "LostDataPersistence", Unhealthy,
        "an old image could not be erased, so nothing new can be saved", "Erase again or replace the DIMM.",
        nameof(NvdimmHealth.LastErase));

    /// <summary>It is not armed.</summary>
    public static readonly HealthCause NotArmed =
        Create("NV1015", "DataPersistenceLossImminent", Unhealthy, "it is not armed: a power loss now would lose its contents",
            "Copy its data elsewhere; check the energy source and the platform's settings.",
            nameof(NvdimmHealth.Flags));

    /// <summary>The platform could not map it.</summary>
    public static readonly HealthCause MapFailed = Create("NV1016", "NotUsable", Unhealthy, "the platform firmware could not map it",
        "See the platform's log; reseat or replace the DIMM.",
        nameof(NvdimmHealth.Flags));

    /// <summary>It is virtual, was not armed, and may not be written.</summary>
    public static readonly HealthCause ReadOnlyImage = Create("NV1017", "NotUsable", Warning,
        "it is a virtual NVDIMM that its host did not arm, so that it can only be read",
            "No action is needed if a read-only image is meant; otherwise have the host provide a writable one (QEMU: unarmed=off).",
            nameof(NvdimmHealth.Flags));

    /// <summary>The energy source failed.</summary>
    public static readonly HealthCause EnergySourceFailed =
        Create("NV1020", "EnergySource", Unhealthy, "the energy source failed or is missing", Source,
            nameof(NvdimmHealth.EnergySource), nameof(NvdimmHealth.EnergySourceLifetime));

    /// <summary>The energy source is old.</summary>
    public static readonly HealthCause EnergySourceLifetime =
        Create("NV1021", "EnergySource", Warning, "the energy source nears the end of its life", Source,
            nameof(NvdimmHealth.EnergySource), nameof(NvdimmHealth.EnergySourceLifetime));

    /// <summary>The energy source is used up.</summary>
    public static readonly HealthCause EnergySourceLifetimeError =
        Create("NV1022", "EnergySource", Unhealthy, "the energy source is at the end of its life", Source,
            nameof(NvdimmHealth.EnergySource), nameof(NvdimmHealth.EnergySourceLifetime));

    /// <summary>The energy source is hot.</summary>
    public static readonly HealthCause EnergySourceTemperature =
        Create("NV1023", "ExcessiveTemperature", Warning, "the energy source is hotter than its threshold", Cool,
            nameof(NvdimmHealth.EnergySourceTemperature));

    /// <summary>The energy source is too hot.</summary>
    public static readonly HealthCause EnergySourceTemperatureError =
        Create("NV1024", "EnergySource", Unhealthy, "the energy source is too hot to be relied upon", Cool,
            nameof(NvdimmHealth.EnergySourceTemperature));

    /// <summary>It charges.</summary>
    public static readonly HealthCause NotEnoughEnergy = Create("NV1025", "EnergySource", Unhealthy,
        "the energy source does not hold enough for a save", "Wait until it is charged; replace it if it does not charge.",
        nameof(NvdimmHealth.EnergySource), nameof(NvdimmHealth.EnergySourceLifetime));

    /// <summary>The controller failed.</summary>
    public static readonly HealthCause Controller =
        Create("NV1030", "DeviceController", Unhealthy, "the DIMM's controller or its power failed", Replace);

    /// <summary>Uncorrectable errors.</summary>
    public static readonly HealthCause Uncorrectable = Create("NV1031", "UncorrectableECCError", Unhealthy,
        "there were errors that could not be corrected", "List the bad blocks, restore the data that were there, and replace the DIMM.");

    /// <summary>Correctable errors above the threshold.</summary>
    public static readonly HealthCause Correctable =
        Create("NV1032", "CorrectableECCError", Warning, "more errors than its threshold had to be corrected", Watch);

    /// <summary>Its performance is degraded.</summary>
    public static readonly HealthCause Performance = Create("NV1033", "PerformanceDegraded", Warning, "it is slower than it should be",
        "See its temperature; a part of its media may have failed.");

    /// <summary>Its configuration is wrong.</summary>
    public static readonly HealthCause Configuration =
        Create("NV1034", "Configuration", Unhealthy, "its configuration data are wrong", "See the platform's log; set it up again.");

    /// <summary>Its firmware is wrong.</summary>
    public static readonly HealthCause Firmware =
        Create("NV1035", "InvalidFirmware", Unhealthy, "its firmware is not valid", "Update the firmware.");

    /// <summary>A part of the media failed.</summary>
    public static readonly HealthCause Media = Create("NV1036", "Media", Unhealthy, "a part of the media failed", Replace);

    /// <summary>The save circuit may not work.</summary>
    public static readonly HealthCause SelfTest =
        Create("NV1037", "DataPersistenceLossImminent", Warning, "the self-test of what powers the last flush warns", Source);

    /// <summary>That self-test failed.</summary>
    public static readonly HealthCause SelfTestFailed =
        Create("NV1038", "DataPersistenceLossImminent", Unhealthy, "the self-test of what powers the last flush failed", Source);

    /// <summary>A vendor's own condition.</summary>
    public static readonly HealthCause Vendor =
        Create("NV1039", "InternalFailure", Warning, "the vendor's own error bit is set", "Use the vendor's tools.");

    /// <summary>The data came back, but not for sure.</summary>
    public static readonly HealthCause Locked = Create("NV1040", "NotUsable", Warning, "it is locked by its passphrase", "Unlock it.");

    /// <summary>No right to ask.</summary>
    public static readonly HealthCause NoRights = Create("NV1090", "PermissionDenied", Unknown,
        "its firmware could not be asked for lack of rights",
            "Run it as root, or give a group access (about_NvdimmPS); give a container the node with --device=/dev/nmemN.",
            nameof(NvdimmHealth.Unavailable));

    /// <summary>Nothing to ask with.</summary>
    public static readonly HealthCause NotOffered =
        Create("NV1091", "NotSupported", Unknown, "neither its family nor the kernel offers a health function",
            "Ask the DIMM's vendor for firmware that does; until then sysfs is all there is.",
            nameof(NvdimmHealth.Unavailable));

    /// <summary>The kernel or the firmware refused.</summary>
    public static readonly HealthCause Refused =
        Create("NV1092", "HealthCheck", Unknown, "the kernel or the firmware refused to say", "Try again; see the kernel's log.",
            nameof(NvdimmHealth.Unavailable));

    /// <summary>The answer is none.</summary>
    public static readonly HealthCause Malformed = Create("NV1093", "HealthCheck", Unknown, "its answer cannot be trusted",
        "Record a trace and send it to the vendor; a firmware update may fix it.",
        nameof(NvdimmHealth.Unavailable));

    /// <summary>The firmware says a word that no table has.</summary>
    public static readonly HealthCause Undefined = Create("NV1094", "HealthCheck", Unknown,
        "the firmware reports a state that no document defines", "See the raw answer; a newer document may define it.",
        nameof(NvdimmHealth.Unavailable));

    /// <summary>The firmware answers, but not that.</summary>
    public static readonly HealthCause NotReported = Create("NV1095", "HealthCheck", Unknown,
        "the firmware answers without reporting its health", "See the other properties; a firmware update may fix it.");

    /// <summary>No answer in time.</summary>
    public static readonly HealthCause Silent = Create("NV1096", "HealthCheck", Unknown, "it does not answer",
        "See the kernel's log; a DIMM that hangs may need a power cycle.",
        nameof(NvdimmHealth.Unavailable));

    /// <summary>The kernel has it, and there is no node to ask through.</summary>
    public static readonly HealthCause NoNode = Create("NV1097", "HealthCheck", Unknown,
        "sysfs shows it, but /dev has no node to ask it through",
            "In a container: start it with --device=/dev/nmemN, once for each DIMM. Elsewhere: 'udevadm trigger -s nd' makes the nodes.",
            nameof(NvdimmHealth.Unavailable));

    /// <summary>CXL memory has no functions of this kind.</summary>
    public static readonly HealthCause CxlMailbox = Create("NV1098", "NotSupported", Unknown,
        "it is CXL memory, which is asked for its health by its mailbox and not by a _DSM", "Use 'cxl list -H', which comes with ndctl.");

    /// <summary>A value beyond its threshold; these two are the first of the evidence.</summary>
    private static HealthCause Alarm(string id, string reason, string meaning, string contradicted, string remedy,
        params string[] evidence) =>
        Add(new(id, reason, Warning, meaning, remedy) { Evidence = evidence, Contradicted = contradicted });

    private static HealthCause Create(string id, string reason, HealthStatus level, string meaning, string remedy, params string[] evidence)
    {
        var cause = new HealthCause(id, reason, level, meaning, remedy);
        return Add(evidence.Length == 0 ? cause : cause with { Evidence = evidence });
    }

    private static HealthCause Add(HealthCause cause)
    {
        Listed.Add(cause);
        return cause;
    }
}
