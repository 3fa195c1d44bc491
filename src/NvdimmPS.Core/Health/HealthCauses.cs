using static NvdimmPS.Health.HealthStatus;

namespace NvdimmPS.Health;

/// <summary>Every cause there is. Ids are only ever added; runbooks key on them.</summary>
public static class HealthCauses
{
    private const string Replace = "Move the data away and replace the DIMM.";
    private const string Watch = "Plan its replacement; watch how fast it goes on.";
    private const string Cool = "Check fans, air flow and the DIMMs beside it.";
    private const string Backup = "Restore what was on it from a backup, then find out why the power went.";
    private const string Source = "Check the energy source (battery, capacitor, cable); replace it before the next power loss.";

    /// <summary>Spare blocks or life left are below their threshold.</summary>
    public static readonly HealthCause Spares =
        new("NV1001", "MediaRemainingSpareBlock", Warning, "spare blocks or life left are below their threshold", Watch);

    /// <summary>The media are hotter than their threshold.</summary>
    public static readonly HealthCause MediaTemperature =
        new("NV1002", "ExcessiveTemperature", Warning, "the media are hotter than their threshold", Cool);

    /// <summary>The controller is hotter than its threshold.</summary>
    public static readonly HealthCause ControllerTemperature =
        new("NV1003", "ExcessiveTemperature", Warning, "the controller is hotter than its threshold", Cool);

    /// <summary>The rated life is almost used.</summary>
    public static readonly HealthCause LifeWarning =
        new("NV1004", "PredictedMediaLifeLeftPercent", Warning, "the rated life is almost used", Watch);

    /// <summary>The rated life is used up.</summary>
    public static readonly HealthCause LifeError = new("NV1005", "Media", Unhealthy, "the rated life is used up", Replace);

    /// <summary>The firmware says non-critical and nothing more.</summary>
    public static readonly HealthCause NonCritical = new("NV1006", "ThresholdExceeded", Warning,
        "the firmware reports a non-critical condition", "See its alarms and thresholds; maintenance can wait for the next window.");

    /// <summary>The firmware says critical.</summary>
    public static readonly HealthCause Critical = new("NV1007", "InternalFailure", Unhealthy,
        "the firmware reports a critical condition: performance or features are degraded", Replace);

    /// <summary>The firmware says fatal.</summary>
    public static readonly HealthCause Fatal = new("NV1008", "LostDataPersistence", Unhealthy,
        "the firmware reports a fatal condition: data are lost, or are about to be", Replace);

    /// <summary>The last shutdown was dirty.</summary>
    public static readonly HealthCause DirtyShutdown =
        new("NV1010", "LostData", Warning, "the last shutdown was dirty: what was in flight may be lost",
            "Check the applications' data; see what the platform logged about the power.");

    /// <summary>The last save failed.</summary>
    public static readonly HealthCause SaveFailed =
        new("NV1011", "LostData", Unhealthy, "the last save to flash failed: the contents of before are lost", Backup);

    /// <summary>The last restore failed.</summary>
    public static readonly HealthCause RestoreFailed =
        new("NV1012", "LostData", Unhealthy, "the contents could not be restored at boot", Backup);

    /// <summary>The last flush failed.</summary>
    public static readonly HealthCause FlushFailed =
        new("NV1013", "LostData", Unhealthy, "the platform could not flush to the DIMM before the power went", Backup);

    /// <summary>An erase failed.</summary>
    public static readonly HealthCause EraseFailed = new("NV1014", "LostDataPersistence", Unhealthy,
        "an old image could not be erased, so nothing new can be saved", "Erase again or replace the DIMM.");

    /// <summary>It is not armed.</summary>
    public static readonly HealthCause NotArmed =
        new("NV1015", "DataPersistenceLossImminent", Unhealthy, "it is not armed: a power loss now would lose its contents",
            "Save what is on it elsewhere; check the energy source and the platform's settings.");

    /// <summary>The platform could not map it.</summary>
    public static readonly HealthCause MapFailed = new("NV1016", "NotUsable", Unhealthy, "the platform firmware could not map it",
        "See the platform's log; reseat or replace the DIMM.");

    /// <summary>It is virtual, was not armed, and may not be written.</summary>
    public static readonly HealthCause ReadOnlyImage = new("NV1017", "NotUsable", Warning,
        "it is a virtual NVDIMM that its host did not arm, so that it can only be read",
            "Nothing, where a read-only image is meant; otherwise have the host give one that can be written (QEMU: unarmed=off).");

    /// <summary>The energy source failed.</summary>
    public static readonly HealthCause EnergySourceFailed =
        new("NV1020", "EnergySource", Unhealthy, "the energy source failed or is missing", Source);

    /// <summary>The energy source is old.</summary>
    public static readonly HealthCause EnergySourceLifetime =
        new("NV1021", "EnergySource", Warning, "the energy source nears the end of its life", Source);

    /// <summary>The energy source is used up.</summary>
    public static readonly HealthCause EnergySourceLifetimeError =
        new("NV1022", "EnergySource", Unhealthy, "the energy source is at the end of its life", Source);

    /// <summary>The energy source is hot.</summary>
    public static readonly HealthCause EnergySourceTemperature =
        new("NV1023", "ExcessiveTemperature", Warning, "the energy source is hotter than its threshold", Cool);

    /// <summary>The energy source is too hot.</summary>
    public static readonly HealthCause EnergySourceTemperatureError =
        new("NV1024", "EnergySource", Unhealthy, "the energy source is too hot to be relied upon", Cool);

    /// <summary>It charges.</summary>
    public static readonly HealthCause NotEnoughEnergy = new("NV1025", "EnergySource", Unhealthy,
        "the energy source does not hold enough for a save", "Wait until it is charged; if that does not come, replace it.");

    /// <summary>The controller failed.</summary>
    public static readonly HealthCause Controller =
        new("NV1030", "DeviceController", Unhealthy, "the DIMM's controller or its power failed", Replace);

    /// <summary>Uncorrectable errors.</summary>
    public static readonly HealthCause Uncorrectable = new("NV1031", "UncorrectableECCError", Unhealthy,
        "there were errors that could not be corrected", "List the bad blocks, restore what stood there, and replace the DIMM.");

    /// <summary>Correctable errors above the threshold.</summary>
    public static readonly HealthCause Correctable =
        new("NV1032", "CorrectableECCError", Warning, "more errors than its threshold had to be corrected", Watch);

    /// <summary>Its performance is degraded.</summary>
    public static readonly HealthCause Performance = new("NV1033", "PerformanceDegraded", Warning, "it is slower than it should be",
        "See its temperature; a part of its media may have failed.");

    /// <summary>Its configuration is wrong.</summary>
    public static readonly HealthCause Configuration =
        new("NV1034", "Configuration", Unhealthy, "its configuration data are wrong", "See the platform's log; set it up again.");

    /// <summary>Its firmware is wrong.</summary>
    public static readonly HealthCause Firmware =
        new("NV1035", "InvalidFirmware", Unhealthy, "its firmware is not valid", "Update the firmware.");

    /// <summary>A part of the media failed.</summary>
    public static readonly HealthCause Media = new("NV1036", "Media", Unhealthy, "a part of the media failed", Replace);

    /// <summary>The save circuit may not work.</summary>
    public static readonly HealthCause SelfTest =
        new("NV1037", "DataPersistenceLossImminent", Warning, "the self-test of what powers the last flush warns", Source);

    /// <summary>That self-test failed.</summary>
    public static readonly HealthCause SelfTestFailed =
        new("NV1038", "DataPersistenceLossImminent", Unhealthy, "the self-test of what powers the last flush failed", Source);

    /// <summary>A vendor's own condition.</summary>
    public static readonly HealthCause Vendor =
        new("NV1039", "InternalFailure", Warning, "the vendor's own error bit is set", "See the vendor's tools.");

    /// <summary>The data came back, but not for sure.</summary>
    public static readonly HealthCause Locked = new("NV1040", "NotUsable", Warning, "it is locked by its passphrase", "Unlock it.");

    /// <summary>No right to ask.</summary>
    public static readonly HealthCause NoRights = new("NV1090", "PermissionDenied", Unknown,
        "its firmware could not be asked for want of rights",
            "Run it as root, or let a group in (about_NvdimmPS); a container is given the node with --device=/dev/nmemN.");

    /// <summary>Nothing to ask with.</summary>
    public static readonly HealthCause NotOffered =
        new("NV1091", "NotSupported", Unknown, "neither its family nor the kernel offers a health function",
            "See the DIMM's vendor for a firmware that does; sysfs is all there is.");

    /// <summary>The kernel or the firmware refused.</summary>
    public static readonly HealthCause Refused =
        new("NV1092", "HealthCheck", Unknown, "the kernel or the firmware refused to say", "Try again; see the kernel's log.");

    /// <summary>The answer is none.</summary>
    public static readonly HealthCause Malformed = new("NV1093", "HealthCheck", Unknown, "its answer cannot be trusted",
        "Record a trace and send it to the vendor; a firmware update may cure it.");

    /// <summary>The firmware says a word that no table has.</summary>
    public static readonly HealthCause Undefined = new("NV1094", "HealthCheck", Unknown,
        "the firmware reports a state that no document defines", "A newer document may tell: see the raw answer.");

    /// <summary>The firmware answers, but not that.</summary>
    public static readonly HealthCause NotReported = new("NV1095", "HealthCheck", Unknown,
        "the firmware answers without reporting its health", "See the other properties; a firmware update may cure it.");

    /// <summary>No answer in time.</summary>
    public static readonly HealthCause Silent =
        new("NV1096", "HealthCheck", Unknown, "it does not answer", "See the kernel's log; a DIMM that hangs may need a power cycle.");

    /// <summary>The kernel has it, and there is no node to ask through.</summary>
    public static readonly HealthCause NoNode = new("NV1097", "HealthCheck", Unknown,
        "sysfs shows it, but /dev has no node to ask it through",
            "In a container: start it with --device=/dev/nmemN, a node a DIMM. Elsewhere: 'udevadm trigger -s nd' makes the nodes.");

    /// <summary>CXL memory has no functions of this kind.</summary>
    public static readonly HealthCause CxlMailbox = new("NV1098", "NotSupported", Unknown,
        "it is CXL memory, which is asked for its health by its mailbox and not by a _DSM", "Ask with 'cxl list -H', which ndctl brings.");

    /// <summary>All of them that a reading can have, by id.</summary>
    public static IReadOnlyList<HealthCause> All { get; } =
    [
        Spares, MediaTemperature, ControllerTemperature, LifeWarning, LifeError, NonCritical, Critical, Fatal,
        DirtyShutdown, SaveFailed, RestoreFailed, FlushFailed, EraseFailed, NotArmed, MapFailed, ReadOnlyImage,
        EnergySourceFailed, EnergySourceLifetime, EnergySourceLifetimeError, EnergySourceTemperature, EnergySourceTemperatureError,
            NotEnoughEnergy,
        Controller, Uncorrectable, Correctable, Performance, Configuration, Firmware, Media, SelfTest, SelfTestFailed, Vendor, Locked,
        NoRights, NotOffered, Refused, Malformed, Undefined, NotReported, Silent, NoNode, CxlMailbox,
    ];
}
