using System.Globalization;
using NvdimmPS.Findings.Policies;
using NvdimmPS.ModuleLogs;

namespace NvdimmPS.Findings;

/// <summary>Finds what is wrong in the error logs of a DIMM: one finding a kind, the worst first, the last entry as its evidence.</summary>
internal static class ErrorLogFindings
{
    public static IEnumerable<HealthFinding> For(DimmErrorLogs logs, HealthPolicy policy, DateTime now)
    {
        var (device, writer) = (logs.Device, new FindingWriter(policy, logs.Device.Source, logs.Time, now));
        var entries = logs.Readings.SelectMany(r => r.Entries).ToLookup(KindOf);
        foreach (var kind in ErrorLogFindingKinds.All.Where(k => entries[k].Any()))
        {
            yield return Write(kind, Plural.Of(entries[kind].Count(), "entry"),
                $"the last: {Show(entries[kind].OrderBy(e => e.Time).Last())}");
        }

        var lost = logs.Readings.Select(r => r.Gap).OfType<string>().ToArray();
        if (lost.Length > 0)
        {
            yield return Write(ErrorLogFindingKinds.Lost, lost);
        }

        if (logs.Failure is { } failure)
        {
            yield return Write(ErrorLogFindingKinds.NotRead, failure.Message.TrimEnd('.'));
        }

        HealthFinding Write(FindingKind kind, params string?[] values) =>
            writer.OfDimm(kind, device.Name, device.Name, device.UniqueId, values);
    }

    private static FindingKind KindOf(NvdimmErrorLogEntry entry) => entry switch
    {
        { Log: "Thermal" } => ErrorLogFindingKinds.Thermal,
        { Type: "Uncorrectable" } => ErrorLogFindingKinds.Uncorrectable,
        { Level: "High" } => ErrorLogFindingKinds.Media,
        _ => ErrorLogFindingKinds.MediaNote,
    };


    private static string Show(NvdimmErrorLogEntry entry) => string.Join(' ', new[]
    {
        entry.Type,
        entry.Temperature is { } celsius ? string.Create(CultureInfo.InvariantCulture, $"{celsius:0.##} °C {entry.Sensor}") : null,
        entry.Address is { } address ? string.Create(CultureInfo.InvariantCulture, $"at 0x{address:x}") : null,
        entry.Time is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time:u}") : null,
    }.OfType<string>());
}
