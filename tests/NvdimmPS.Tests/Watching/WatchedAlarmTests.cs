using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Watching;

/// <summary>Figures decide where they are known, bits elsewhere.</summary>
public sealed class WatchedAlarmTests
{
    [Theory]
    [InlineData(81.9, 82.0, 51, 50, "")]
    [InlineData(82.0, 82.0, 51, 50, "MediaTemperature")]
    [InlineData(81.9, 82.0, 50, 50, "SparesRemaining")]
    [InlineData(-10.5, -10.5, 0, 0, "MediaTemperature SparesRemaining")]
    [InlineData(99.0, null, null, 50, "")]
    public void At_its_threshold_an_armed_alarm_has_tripped(double? temperature, double? ceiling, int? spares, int? floor, string tripped)
    {
        Assert.Equal(tripped, Tripped(Health(temperature, ceiling, spares, floor, armed: ["MediaTemperature", "SparesRemaining"], bits: [])));
        Assert.Equal("", Tripped(Health(temperature, ceiling, spares, floor, armed: [], bits: [])));
    }

    [Fact]
    public void Figures_overrule_the_bits_and_bits_are_all_there_is_without_them()
    {
        Assert.Equal("LifetimeWarning", Tripped(Health(23, 82, null, null, armed: ["MediaTemperature"], bits: ["MediaTemperature", "LifetimeWarning"])));
        Assert.Equal("LifetimeWarning MediaTemperature", Tripped(Health(null, null, null, null, armed: null, bits: ["MediaTemperature", "LifetimeWarning"])));
        Assert.Null(WatchedAlarm.From(Health(23, null, null, null, armed: null, bits: null)));
    }

    private static string Tripped(NvdimmHealth health) => string.Join(' ', WatchedAlarm.From(health)!.Where(a => a.Value.Tripped).Select(a => a.Key).Order(StringComparer.Ordinal));

    private static NvdimmHealth Health(double? temperature, double? ceiling, int? spares, int? floor, string[]? armed, string[]? bits) => new()
    {
        Dimm = "nmem0", HealthStatus = "Healthy", Reason = [], Causes = [], Functions = [], Source = "Simulated", MediaTemperature = temperature, MediaTemperatureThreshold = ceiling,
        SparesRemaining = spares, SparesThreshold = floor, AlarmsEnabled = armed, AlarmsTripped = bits,
    };
}
