namespace NvdimmPS.Tests.Health;

/// <summary>Health made by hand.</summary>
internal static class Some
{
    public static readonly DateTime Time = new(2027, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    public static NvdimmHealth Dimm(
        string name, string status = "Healthy", string? id = null, int? used = null, int? spares = null, ulong? dirty = null, double? media = null, double? threshold = null, double days = 0,
        string[]? alarms = null, int? energy = null, params HealthCause[] causes) => new()
    {
        Dimm = name, UniqueId = id ?? "id-" + name, HealthStatus = status, PercentageUsed = used, LifeRemaining = 100 - used, SparesRemaining = spares, DirtyShutdownCount = dirty,
        MediaTemperature = media, AlarmsEnabled = alarms, EnergySourceLifetime = energy, MediaTemperatureThreshold = threshold, Causes = causes, Reason = [.. causes.Select(c => c.Reason)], Functions = [], Time = Time.AddDays(days), Source = "Simulated",
    };
}
