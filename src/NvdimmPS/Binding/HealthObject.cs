using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Health;
using NvdimmPS.Health.Metrics;

namespace NvdimmPS.Binding;

/// <summary>A DIMM's health, also one that came from another computer or out of a file, whose properties alone are left.</summary>
internal static class HealthObject
{
    /// <summary>What it says, and the host that it came from.</summary>
    /// <exception cref="NvdimmException">It is something else.</exception>
    public static MetricSource Read(PSObject item)
    {
        if (item.BaseObject is NvdimmHealth live)
        {
            return new(live, Text(item, "PSComputerName"));
        }

        if (Text(item, nameof(NvdimmHealth.Dimm)) is not { } dimm || Text(item, nameof(NvdimmHealth.HealthStatus)) is not { } status)
        {
            throw BindingErrors.NoHealth(item);
        }

        return new(Read(item, dimm, status), Text(item, "PSComputerName"));
    }

    private static NvdimmHealth Read(PSObject item, string dimm, string status) => new()
    {
        Dimm = dimm,
        HealthStatus = status,
        Bus = Text(item, nameof(NvdimmHealth.Bus)),
        UniqueId = Text(item, nameof(NvdimmHealth.UniqueId)),
        Family = Text(item, nameof(NvdimmHealth.Family)),
        HealthDetail = Text(item, nameof(NvdimmHealth.HealthDetail)),
        Reason = Words(item, nameof(NvdimmHealth.Reason)) ?? [],
        Causes = [.. Items(item, nameof(NvdimmHealth.Causes)).Select(Cause)],
        MediaTemperature = Number(item, nameof(NvdimmHealth.MediaTemperature)),
        MediaTemperatureThreshold = Number(item, nameof(NvdimmHealth.MediaTemperatureThreshold)),
        ControllerTemperature = Number(item, nameof(NvdimmHealth.ControllerTemperature)),
        ControllerTemperatureThreshold = Number(item, nameof(NvdimmHealth.ControllerTemperatureThreshold)),
        SparesRemaining = (int?)Number(item, nameof(NvdimmHealth.SparesRemaining)),
        SparesThreshold = (int?)Number(item, nameof(NvdimmHealth.SparesThreshold)),
        PercentageUsed = (int?)Number(item, nameof(NvdimmHealth.PercentageUsed)),
        LifeRemaining = (int?)Number(item, nameof(NvdimmHealth.LifeRemaining)),
        LifeThreshold = (int?)Number(item, nameof(NvdimmHealth.LifeThreshold)),
        AlarmsEnabled = Words(item, nameof(NvdimmHealth.AlarmsEnabled)),
        AlarmsTripped = Words(item, nameof(NvdimmHealth.AlarmsTripped)),
        LastShutdown = Text(item, nameof(NvdimmHealth.LastShutdown)),
        DirtyShutdownCount = (ulong?)Number(item, nameof(NvdimmHealth.DirtyShutdownCount)),
        Armed = Value(item, nameof(NvdimmHealth.Armed)) as bool?,
        LastSave = Text(item, nameof(NvdimmHealth.LastSave)),
        LastRestore = Text(item, nameof(NvdimmHealth.LastRestore)),
        LastErase = Text(item, nameof(NvdimmHealth.LastErase)),
        LastArm = Text(item, nameof(NvdimmHealth.LastArm)),
        EnergySource = Text(item, nameof(NvdimmHealth.EnergySource)),
        EnergySourceLifetime = (int?)Number(item, nameof(NvdimmHealth.EnergySourceLifetime)),
        EnergySourceTemperature = Number(item, nameof(NvdimmHealth.EnergySourceTemperature)),
        Flags = Words(item, nameof(NvdimmHealth.Flags)),
        Functions = Words(item, nameof(NvdimmHealth.Functions)) ?? [],
        Latency = Value(item, nameof(NvdimmHealth.Latency)) is TimeSpan latency ? latency : TimeSpan.Zero,
        Time = Value(item, nameof(NvdimmHealth.Time)) is DateTime time ? time.ToUniversalTime() : DateTime.UnixEpoch,
        Source = Text(item, nameof(NvdimmHealth.Source)) ?? "",
    };

    /// <summary>One that this version does not know is taken as it came.</summary>
    private static HealthCause Cause(PSObject item)
    {
        var id = Text(item, nameof(HealthCause.Id)) ?? "";
        return HealthCauses.All.FirstOrDefault(c => c.Id == id)
            ?? new HealthCause(id, Text(item, nameof(HealthCause.Reason)) ?? "", HealthStatus.Unknown, Text(item, nameof(HealthCause.Meaning)) ?? "", Text(item, nameof(HealthCause.Remedy)) ?? "");
    }

    private static object? Value(PSObject item, string name) => item.Properties[name]?.Value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item.Properties[name]?.Value;

    private static string? Text(PSObject item, string name) => Value(item, name)?.ToString() is { Length: > 0 } text ? Printable.Text(text) : null;

    private static double? Number(PSObject item, string name) =>
        Value(item, name) is IConvertible number && number.GetTypeCode() is >= TypeCode.SByte and <= TypeCode.Decimal ? Convert.ToDouble(number, CultureInfo.InvariantCulture) : null;

    private static string[]? Words(PSObject item, string name) => Value(item, name) is null ? null : [.. Items(item, name).Select(i => Printable.Text(i.ToString()))];

    private static IEnumerable<PSObject> Items(PSObject item, string name) => Value(item, name) switch
    {
        null => [],
        string text => [PSObject.AsPSObject(text)],
        IEnumerable list => list.Cast<object?>().OfType<object>().Select(PSObject.AsPSObject),
        var single => [PSObject.AsPSObject(single)],
    };
}
