using NvdimmPS.Abi;
using NvdimmPS.Health;
using NvdimmPS.Inventory;

namespace NvdimmPS.Formats.Ndctl;

/// <summary>A DIMM under ndctl's keys, by our reading of it.</summary>
internal static class NdctlDimm
{
    private static readonly (string Key, string Flag)[] Flags =
    [
        ("flag_failed_map", "map_fail"), ("flag_failed_save", "save_fail"), ("flag_failed_arm", "not_armed"),
        ("flag_failed_restore", "restore_fail"), ("flag_failed_flush", "flush_fail"), ("flag_smart_event", "smart_event"),
    ];

    private static readonly HealthProperty[] Others =
        [.. HealthTable.Reported.Where(p => p.Ndctl is not null).Except(HealthTable.Alarmed)
            .ExceptBy(HealthTable.Alarmed.Select(p => p.Threshold), p => p.Name)];

    /// <summary>ndctl's keys for the alarms.</summary>
    public static IReadOnlyDictionary<string, (string Tripped, string Enabled)> Alarms { get; } =
        new Dictionary<string, (string, string)>
        {
            [nameof(NvdimmHealth.MediaTemperature)] = ("alarm_temperature", "alarm_enabled_media_temperature"),
            [nameof(NvdimmHealth.ControllerTemperature)] = ("alarm_controller_temperature", "alarm_enabled_ctrl_temperature"),
            [nameof(NvdimmHealth.SparesRemaining)] = ("alarm_spares", "alarm_enabled_spares"),
        };

    /// <summary>What sysfs says of it. The device must have been read in full.</summary>
    public static NdctlObject From(NvdimmDevice device)
    {
        var dimm = new NdctlObject().Add("dev", device.Name).Add("id", device.UniqueId).Add("handle", device.Handle)
            .AddIf("phys_id", device.PhysicalId < ushort.MaxValue, device.PhysicalId).AddIf("state", device.Driver is null, "disabled");
        foreach (var (key, flag) in Flags)
        {
            dimm.AddIf(key, device.Flags?.Contains(flag) is true);
        }

        return dimm.Add("security", SecurityWords.ToKernel(device.Security)).AddIf("security_frozen", device.SecurityFrozen is true);
    }

    /// <summary>Its health. An alarm that its family lacks is one that is off, as for ndctl.</summary>
    public static NdctlObject Health(NvdimmHealth health)
    {
        var shown = new NdctlObject().Add("health_state", State(health));
        foreach (var property in HealthTable.Alarmed)
        {
            shown.Add(property.Ndctl!, property.Get(health));
        }

        foreach (var property in health.AlarmsTripped is null ? [] : HealthTable.Alarmed)
        {
            shown.Add(Alarms[property.Name].Tripped, IsTripped(health, property.Name));
        }

        foreach (var property in health.AlarmsEnabled is null ? [] : HealthTable.Alarmed)
        {
            var threshold = HealthTable.Get(property.Threshold!);
            var isOn = health.AlarmsEnabled!.Contains(property.Name);
            shown.Add(Alarms[property.Name].Enabled, isOn);
            if (isOn)
            {
                shown.Add(threshold.Ndctl!, threshold.Get(health));
            }
        }

        foreach (var property in Others)
        {
            var value = property.Get(health);
            shown.Add(property.Ndctl!, value is string word ? word.ToLowerInvariant() : value);
        }

        return shown;
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

    /// <summary>ndctl leaves the word out where the firmware answers without it, and says unknown where there is no answer.</summary>
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

    /// <summary>Of Microsoft's DIMMs ndctl takes the life that is left for spare blocks.</summary>
    private static bool IsTripped(NvdimmHealth health, string alarm) =>
        (alarm == nameof(NvdimmHealth.SparesRemaining) && health.Family == nameof(NdFamily.Msft)
            ? ["LifeError", "LifeWarning"]
            : (string[])[alarm]).Intersect(health.AlarmsTripped!).Any();

    private static object? Field(DsmResult answer, string name) => answer.Find(name)?.Value;
}
