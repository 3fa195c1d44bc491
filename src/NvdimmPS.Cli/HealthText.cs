using System.Globalization;
using NvdimmPS.Health;
using NvdimmPS.Health.Findings;

namespace NvdimmPS.Cli;

/// <summary>Health as a table, and below it what is wrong and what to do.</summary>
internal static class HealthText
{
    public static void Write(TextWriter output, IReadOnlyList<NvdimmHealth> dimms)
    {
        var table = new TextTable("DIMM", "FAMILY", "HEALTH", "MEDIA", "CONTROLLER", "SPARES", "LIFE", "ENERGY", "DIRTY", "REASON");
        foreach (var d in dimms)
        {
            table.Add(
                d.Dimm, d.Family, d.HealthStatus, Value(d.MediaTemperature, " °C"), Value(d.ControllerTemperature, " °C"), Value(d.SparesRemaining, " %"),
                Value(d.LifeRemaining, " %"), Value(d.EnergySourceLifetime, " %"), Value(d.DirtyShutdownCount, ""), string.Join(',', d.Reason));
        }

        table.Write(output);
        if (dimms.Any(d => d.Causes.Count > 0))
        {
            output.WriteLine();
        }

        foreach (var d in dimms)
        {
            foreach (var cause in d.Causes)
            {
                output.WriteLine($"{cause.Id} {Wording.Console(Evidence.Of(d.Dimm, cause.Meaning, Evidence.Of(d, cause.Id)))} {cause.Remedy}");
            }
        }
    }

    private static string? Value(IFormattable? value, string unit) => value is null ? null : value.ToString("0.##", CultureInfo.InvariantCulture) + unit;
}
