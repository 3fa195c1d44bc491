namespace NvdimmPS.Reports;

/// <summary>Everything that a report says of a DIMM. Names are only ever added; programs key on them.</summary>
internal static class ReportColumns
{
    public static IReadOnlyList<ReportColumn> All { get; } =
    [
        new("Host", d => d.Host, "Host"),
        new("Dimm", d => d.Health.Dimm, "DIMM"),
        new("HealthStatus", d => d.Health.HealthStatus, "Health"),
        new("Reason", d => d.Health.Reason, "Reason"),
        new("HealthDetail", d => d.Health.HealthDetail),
        new("Causes", d => d.Health.Causes.Select(c => c.Id).ToArray()),
        new("MediaTemperature", d => d.Health.MediaTemperature, "Media\u00A0°C"),
        new("MediaTemperatureThreshold", d => d.Health.MediaTemperatureThreshold),
        new("ControllerTemperature", d => d.Health.ControllerTemperature, "Controller\u00A0°C"),
        new("ControllerTemperatureThreshold", d => d.Health.ControllerTemperatureThreshold),
        new("SparesRemaining", d => d.Health.SparesRemaining, "Spares\u00A0%"),
        new("SparesThreshold", d => d.Health.SparesThreshold),
        new("PercentageUsed", d => d.Health.PercentageUsed),
        new("LifeRemaining", d => d.Health.LifeRemaining, "Life left\u00A0%"),
        new("LifeThreshold", d => d.Health.LifeThreshold),
        new("AlarmsTripped", d => d.Health.AlarmsTripped),
        new("LastShutdown", d => d.Health.LastShutdown, "Last shutdown"),
        new("DirtyShutdownCount", d => d.Health.DirtyShutdownCount, "Dirty shutdowns"),
        new("Armed", d => d.Health.Armed),
        new("LastSave", d => d.Health.LastSave, "Last save"),
        new("LastRestore", d => d.Health.LastRestore),
        new("EnergySource", d => d.Health.EnergySource, "Energy source"),
        new("EnergySourceLifetime", d => d.Health.EnergySourceLifetime, "Energy life\u00A0%"),
        new("EnergySourceTemperature", d => d.Health.EnergySourceTemperature),
        new("Flags", d => d.Health.Flags),
        new("FirmwareVersion", d => d.Health.FirmwareVersion, "Firmware"),
        new("Family", d => d.Health.Family, "Family"),
        new("Bus", d => d.Health.Bus),
        new("UniqueId", d => d.Health.UniqueId, "Unique id"),
        new("Time", d => d.Health.Time > DateTime.UnixEpoch ? d.Health.Time : null),
        new("Source", d => d.Health.Source),
    ];
}
