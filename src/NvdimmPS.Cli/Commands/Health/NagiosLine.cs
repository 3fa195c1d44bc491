using System.Globalization;
using System.Text;
using NvdimmPS.Findings.Policies;
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

    /// <summary>The health of the DIMMs, and what else is wrong; what the policy lets pass is only counted.</summary>
    public static int Write(TextWriter output, HealthList report, HealthLimits limits)
    {
        var exit = ExitOf(report.ExitCode);
        var wrong = report.Findings.Where(f => f.Counts).GroupBy(f => f.Target).ToList();
        var bad = report.Dimms.Count(d => wrong.Exists(w => w.Key == d.Dimm));
        var passed = report.Dimms.Count(d => d.HealthStatus != nameof(HealthStatus.Healthy) && !wrong.Exists(w => w.Key == d.Dimm));
        var said = wrong.Select(w => Plain($"{w.Key} {Status(w)} ({string.Join(", ", w.Select(f => f.Reason).Distinct())})"));
        output.WriteLine($"NVDIMM {Words[exit]} - "
            + (bad == 0 ? $"{report.Dimms.Count - passed} healthy" : $"{bad} of {report.Dimms.Count} not healthy")
            + (passed == 0 ? string.Empty : $", {passed} let pass by the policy")
            + string.Concat(said.Select((text, i) => (i == 0 && bad > 0 ? ": " : "; ") + text))
            + ((report.ExitCode & HealthExit.Nothing) != 0 ? "; not all that were named are there" : string.Empty)
            + " |" + Values(report.Dimms, limits));
        return exit;
    }

    private static string Status(IEnumerable<HealthFinding> findings) => ExitOf(HealthExit.CodeOf(findings)) switch
    {
        Critical => nameof(HealthStatus.Unhealthy),
        Warning => nameof(HealthStatus.Warning),
        _ => nameof(HealthStatus.Unknown),
    };

    private static string Values(IEnumerable<NvdimmHealth> dimms, HealthLimits limits)
    {
        var text = new StringBuilder();
        foreach (var dimm in dimms)
        {
            Add(text, dimm.Dimm, "media_temperature", dimm.MediaTemperature, "",
                Lower(dimm.MediaTemperatureThreshold - (limits.TemperatureMargin ?? 0), limits.MediaTemperatureMaximum), "");
            Add(text, dimm.Dimm, "controller_temperature", dimm.ControllerTemperature, "",
                Lower(dimm.ControllerTemperatureThreshold, limits.ControllerTemperatureMaximum), "");
            Add(text, dimm.Dimm, "spares", dimm.SparesRemaining, "%", Higher(dimm.SparesThreshold, limits.SparesMinimum), ":");
            Add(text, dimm.Dimm, "life", dimm.LifeRemaining, "%", Higher(dimm.LifeThreshold, limits.LifeRemainingMinimum), ":");
            Add(text, dimm.Dimm, "energy_source_life", dimm.EnergySourceLifetime, "%", limits.EnergySourceLifetimeMinimum, ":");
            Add(text, dimm.Dimm, "dirty_shutdowns", dimm.DirtyShutdownCount, "c", null, "");
        }

        return text.ToString();
    }

    /// <summary>Of the DIMM's own alarm and the policy's limit the one that is reached first, on the way up.</summary>
    private static double? Lower(double? alarm, double? limit) => alarm < limit ? alarm : limit ?? alarm;

    /// <summary>And on the way down.</summary>
    private static double? Higher(double? alarm, double? limit) => alarm > limit ? alarm : limit ?? alarm;

    private static void Add(StringBuilder text, string dimm, string name, double? value, string unit, double? warn, string least)
    {
        if (value is { } number)
        {
            text.Append(CultureInfo.InvariantCulture, $" {dimm}_{name}={number:0.##}{unit}");
            text.Append(warn is { } limit ? string.Create(CultureInfo.InvariantCulture, $";{limit:0.##}{least}") : string.Empty);
        }
    }

    private static string Plain(string text) => Printable.Line(text.ReplaceLineEndings(" ")).Replace('|', '/');
}
