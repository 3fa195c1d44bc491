using System.Globalization;
using System.Text;
using NvdimmPS.Health;

namespace NvdimmPS.Cli;

/// <summary>What a monitoring plugin prints: a status, a text, and the values behind a bar.</summary>
internal static class NagiosLine
{
    private const int Ok = 0, Warning = 1, Critical = 2, Unknown = 3;

    private static readonly string[] Words = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

    /// <summary>The plugin's exit code of the bits of <see cref="HealthExit"/>.</summary>
    public static int ExitOf(int bits) => bits switch
    {
        HealthExit.Healthy => Ok,
        _ when (bits & HealthExit.Unhealthy) != 0 => Critical,
        _ when (bits & HealthExit.Warning) != 0 => Warning,
        _ => Unknown,
    };

    /// <summary>A failure before there was a DIMM to tell of.</summary>
    public static int Write(TextWriter output, string failure)
    {
        output.WriteLine($"NVDIMM {Words[Unknown]} - {Plain(failure)}");
        return Unknown;
    }

    /// <summary>How the DIMMs fare.</summary>
    public static int Write(TextWriter output, IReadOnlyList<NvdimmHealth> dimms, int bits)
    {
        var exit = ExitOf(bits);
        var bad = dimms.Where(d => d.HealthStatus != nameof(HealthStatus.Healthy) || d.Causes.Count > 0).ToList();
        var said = bad.Select(d => Plain($"{d.Dimm} {d.HealthStatus}{(d.Reason.Length > 0 ? $" ({string.Join(", ", d.Reason)})" : string.Empty)}"));
        var missing = (bits & HealthExit.Nothing) != 0 ? "; not all that were named are there" : string.Empty;
        output.WriteLine($"NVDIMM {Words[exit]} - "
            + (bad.Count == 0 ? $"{dimms.Count} healthy" : $"{bad.Count} of {dimms.Count} not healthy: {string.Join("; ", said)}")
            + missing + " |" + Values(dimms));
        return exit;
    }

    private static string Values(IEnumerable<NvdimmHealth> dimms)
    {
        var text = new StringBuilder();
        foreach (var dimm in dimms)
        {
            Add(text, dimm.Dimm, "media_temperature", dimm.MediaTemperature, "", dimm.MediaTemperatureThreshold, "");
            Add(text, dimm.Dimm, "controller_temperature", dimm.ControllerTemperature, "", dimm.ControllerTemperatureThreshold, "");
            Add(text, dimm.Dimm, "spares", dimm.SparesRemaining, "%", dimm.SparesThreshold, ":");
            Add(text, dimm.Dimm, "life", dimm.LifeRemaining, "%", dimm.LifeThreshold, ":");
            Add(text, dimm.Dimm, "energy_source_life", dimm.EnergySourceLifetime, "%", null, "");
            Add(text, dimm.Dimm, "dirty_shutdowns", dimm.DirtyShutdownCount, "c", null, "");
        }

        return text.ToString();
    }

    private static void Add(StringBuilder text, string dimm, string name, double? value, string unit, double? warn, string least)
    {
        if (value is { } number)
        {
            text.Append(CultureInfo.InvariantCulture, $" {dimm}_{name}={number:0.##}{unit}");
            text.Append(warn is { } limit ? string.Create(CultureInfo.InvariantCulture, $";{limit:0.##}{least}") : string.Empty);
        }
    }

    private static string Plain(string text) => text.Replace('|', '/').ReplaceLineEndings(" ");
}
