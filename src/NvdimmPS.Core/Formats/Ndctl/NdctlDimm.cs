using NvdimmPS.Abi;
using NvdimmPS.Health;

namespace NvdimmPS.Formats.Ndctl;

/// <summary>A DIMM under ndctl's keys, by our reading of it.</summary>
internal static class NdctlDimm
{
    private static readonly (string Key, string Flag)[] Flags =
    [
        ("flag_failed_map", "map_fail"), ("flag_failed_save", "save_fail"), ("flag_failed_arm", "not_armed"),
        ("flag_failed_restore", "restore_fail"), ("flag_failed_flush", "flush_fail"), ("flag_smart_event", "smart_event"),
    ];

    /// <summary>What sysfs says of it. The device must have been read in full.</summary>
    public static NdctlObject From(NvdimmDevice device)
    {
        var dimm = new NdctlObject().Add("dev", device.Name).Add("id", device.UniqueId).Add("handle", device.Handle)
            .AddIf("phys_id", device.PhysicalId < ushort.MaxValue, device.PhysicalId).AddIf("state", device.Driver is null, "disabled");
        foreach (var (key, flag) in Flags)
        {
            dimm.AddIf(key, device.Flags?.Contains(flag) is true);
        }

        return dimm.Add("security", device.Security).AddIf("security_frozen", device.SecurityFrozen is true);
    }

    /// <summary>Its health. An alarm that its family lacks is one that is off, as for ndctl.</summary>
    public static NdctlObject Health(NvdimmHealth health)
    {
        var shown = new NdctlObject().Add("health_state", State(health))
            .Add("temperature_celsius", health.MediaTemperature).Add("controller_temperature_celsius", health.ControllerTemperature)
            .Add("spares_percentage", health.SparesRemaining);
        if (health.AlarmsTripped is { } tripped)
        {
            shown.Add("alarm_temperature", Has(tripped, "MediaTemperature"))
                .Add("alarm_controller_temperature", Has(tripped, "ControllerTemperature"))
                .Add("alarm_spares", health.Family == nameof(NdFamily.Msft)
                    ? Has(tripped, "LifeError", "LifeWarning")
                    : Has(tripped, "SparesRemaining"));
        }

        if (health.AlarmsEnabled is { } enabled)
        {
            Threshold(shown, "alarm_enabled_media_temperature", "temperature_threshold", Has(enabled, "MediaTemperature"),
                health.MediaTemperatureThreshold);
            Threshold(shown, "alarm_enabled_ctrl_temperature", "controller_temperature_threshold", Has(enabled, "ControllerTemperature"),
                health.ControllerTemperatureThreshold);
            Threshold(shown, "alarm_enabled_spares", "spares_threshold", Has(enabled, "SparesRemaining"), health.SparesThreshold);
        }

        return shown.Add("life_used_percentage", health.PercentageUsed).Add("shutdown_state", health.LastShutdown?.ToLowerInvariant())
            .Add("shutdown_count", health.DirtyShutdownCount);
    }

    /// <summary>What an Intel DIMM says of its firmware.</summary>
    public static NdctlObject Firmware(DsmResult answer, bool canUpdate) => new NdctlObject()
        .Add("current_version", Field(answer, "RunningVersion"))
            .Add("can_update", canUpdate).Add("next_version", Field(answer, "UpdatedVersion"));

    /// <summary>
    /// What becomes of a version that is staged: null of a status is a DIMM or a bus without runtime activation. Code 1 and 2
    /// are success and nothing staged, whichever way round.
    /// </summary>
    public static void Activation(NdctlObject firmware, DsmResult? status)
    {
        const ulong lastGood = 2;
        firmware.Add("activate_state", (status is null ? null : Field(status, "ActivationState") as string)?.ToLowerInvariant());
        var result = status?.Find("LastActivationStatus");
        firmware.AddIf("need_powercycle", status is null || (result is { Value: not null } && result.Number > lastGood));
    }

    private static void Threshold(NdctlObject shown, string alarm, string threshold, bool isOn, object? value) =>
        shown.Add(alarm, isOn).AddIf(threshold, isOn && value is not null, value);

    /// <summary>ndctl leaves the word out where the firmware answers without it, and says unknown where nobody answers.</summary>
    private static string? State(NvdimmHealth health) => (health.Family, health.HealthDetail) switch
    {
        (_, null) => health.Causes.Contains(HealthCauses.NotReported) ? null : "unknown",
        (nameof(NdFamily.Msft), _) when health.LifeRemaining == 0 => "fatal",
        (nameof(NdFamily.Msft), "WarningThreshold") => "non-critical",
        (_, "Normal") => "ok",
        (_, "NonCritical") => "non-critical",
        (_, "Fatal") => "fatal",
        (nameof(NdFamily.Msft), _) or (_, "Critical") => "critical",
        _ => "unknown",
    };

    private static bool Has(string[] words, params string[] wanted) => words.Intersect(wanted).Any();

    private static object? Field(DsmResult answer, string name) => answer.Find(name)?.Value;
}
