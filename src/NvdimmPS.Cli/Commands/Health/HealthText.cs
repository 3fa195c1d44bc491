using System.Globalization;

namespace NvdimmPS.Cli;

/// <summary>Health as a table, and below it what is wrong and what to do.</summary>
internal static class HealthText
{
    public static void Write(TextWriter output, HealthList report)
    {
        if (report.Dimms.Count > 0)
        {
            Table(output, report);
        }

        if (report is { Dimms.Count: > 0, Findings.Count: > 0 })
        {
            output.WriteLine();
        }

        foreach (var finding in report.Findings)
        {
            var muted = finding.Muted ? $" (muted: {finding.MutedReason})" : string.Empty;
            output.WriteLine(Printable.Line($"{finding.Id} {finding.Evidence} {finding.Remedy}{muted}"));
        }
    }

    private static void Table(TextWriter output, HealthList report)
    {
        var table = new TextTable("DIMM", "FAMILY", "HEALTH", "MEDIA", "CONTROLLER", "SPARES", "LIFE", "ENERGY", "DIRTY", "REASON");
        foreach (var d in report.Dimms)
        {
            table.Add(
                d.Dimm, d.Family, d.HealthStatus, Value(d.MediaTemperature, " °C"), Value(d.ControllerTemperature, " °C"),
                    Value(d.SparesRemaining, " %"),
                Value(d.LifeRemaining, " %"), Value(d.EnergySourceLifetime, " %"), Value(d.DirtyShutdownCount, ""),
                    string.Join(',', d.Reason));
        }

        table.Write(output);
    }

    private static string? Value(IFormattable? value, string unit) => value is null
        ? null
        : value.ToString("0.##", CultureInfo.InvariantCulture) + unit;
}
