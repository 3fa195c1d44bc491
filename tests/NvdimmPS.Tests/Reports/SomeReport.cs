using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Reports;
using NvdimmPS.Tests.Health;

namespace NvdimmPS.Tests.Reports;

/// <summary>Reports made by hand.</summary>
internal static partial class SomeReport
{
    public static readonly DateTimeOffset Made = new(2027, 2, 1, 8, 30, 0, TimeSpan.FromHours(1));

    /// <summary>A report of DIMMs, findings and failures, in any order.</summary>
    public static FleetReport Of(params object[] items) => With(HealthPolicy.BuiltIn, "Fleet", items);

    public static FleetReport With(HealthPolicy policy, string title, params object[] items)
    {
        var builder = new ReportBuilder(policy);
        foreach (var item in items)
        {
            Add(builder, item);
        }

        return builder.Build(title, Made, "Europe/Berlin");
    }

    public static ReportDimm Dimm(string? host, NvdimmHealth health) => new(host, health);

    public static ReportFinding Finding(string? host, string severity, string target = "region0", string evidence = "it is so", string? muted = null) =>
        new(host, new HealthFinding { Id = "NV2003", Severity = severity, Target = target, Reason = "NotUsable", Evidence = evidence, Remedy = "See to it.", Source = "Device", Muted = muted is not null, MutedReason = muted });

    public static ReportFailure Failure(string? host, string fault, string message = "it failed") => new(host, "Nvdimm.Fleet." + fault, message, "Do something.");

    /// <summary>One of each way to fare.</summary>
    public static FleetReport Mixed() => Of(
        Dimm("fine", Some.Dimm("nmem0", used: 3, media: 40)),
        Dimm("bad", Some.Dimm("nmem0", "Unhealthy", causes: HealthCauses.Fatal)),
        Dimm("bad", Some.Dimm("nmem1", used: 12, media: 51.5)),
        Dimm("warm", Some.Dimm("nmem0", "Warning", media: 83, threshold: 82, causes: HealthCauses.MediaTemperature)),
        Dimm("mute", Some.Dimm("nmem0", "Unknown", causes: HealthCauses.NotReported)),
        Dimm("old", Some.Dimm("nmem0", "Unknown", causes: HealthCauses.NotOffered)),
        Failure("gone", "Network"),
        Failure("bare", "NoModule"));

    public static string Text(FleetReport report, ReportFormat format)
    {
        using var stream = new MemoryStream();
        ReportWriter.Write(report, format, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>The page as a tree: it is well-formed, apart from style and script.</summary>
    public static XElement Page(FleetReport report) =>
        XElement.Parse(StyleAndScript().Replace(Text(report, ReportFormat.Html).Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<$1></$1>"));

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex StyleAndScript();

    private static void Add(ReportBuilder builder, object item)
    {
        switch (item)
        {
            case ReportDimm dimm:
                builder.Add(dimm);
                break;
            case ReportFinding finding:
                builder.Add(finding);
                break;
            case ReportFailure failure:
                builder.Add(failure);
                break;
            default:
                throw new ArgumentException(item.ToString());
        }
    }
}
