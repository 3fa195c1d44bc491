using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Formats.Metrics;
using NvdimmPS.Fuzz.Making;
using NvdimmPS.Reports;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Writes a report; the product's own, or a faulty one that must be found out.</summary>
internal delegate string ReportText(FleetReport report, ReportFormat format);

/// <summary>
/// Reports and metrics of what hostile hosts say: in a page it is text and never markup, in a table no formula, in JSON and metrics
/// one value.
/// </summary>
internal sealed partial class ReportEntrance(ReportText? write = null)
    : Entrance("reports", "pages, tables, JSON and metrics of hostile texts")
{
    // A text of 64 KiB may be in thirty places of three documents.
    private const long Most = 256 << 20;

    private const string Formula = "=+-@\t\r\n＝＋－＠";

    private static readonly DateTimeOffset Made = new(2027, 2, 1, 8, 30, 0, TimeSpan.FromHours(1));

    private readonly ReportText _write = write ?? Written;

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        current.Throws(ReadOnlyMemory<byte>.Empty, () => "a report of this seed's texts");
        var builder = new ReportBuilder(HealthPolicy.BuiltIn);
        var health = Enumerable.Range(0, dice.Between(1, 3)).Select(_ => SomeHealth.Hostile(dice)).ToList();
        health.ForEach(h => builder.Add(new ReportDimm(dice.OneIn(4) ? null : Hostile.Text(dice), h)));
        if (dice.OneIn(2))
        {
            builder.Add(new ReportFinding(Hostile.Text(dice), SomeHealth.Finding(dice)));
        }

        builder.Add(SomeHealth.Failure(dice));
        var report = builder.Build(Hostile.Text(dice), Made, Hostile.Text(dice));
        Page(Product(current, Most, () => _write(report, ReportFormat.Html), out _)!);
        Table(Product(current, Most, () => _write(report, ReportFormat.Csv), out _)!, report);
        Json(Product(current, Most, () => _write(report, ReportFormat.Json), out _)!, report);
        Metrics(Product(current, Most,
            () => MetricText.Write(health.Select(h => new MetricSource(h, dice.OneIn(2) ? null : Hostile.Text(dice)))), out _)!);
    }

    private static string Written(FleetReport report, ReportFormat format)
    {
        using var stream = new MemoryStream();
        ReportWriter.Write(report, format, stream);
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Page(string html)
    {
        XElement page;
        try
        {
            page = XElement.Parse(StyleAndScript().Replace(html.Replace("<!DOCTYPE html>", "", StringComparison.Ordinal), "<$1></$1>", 2));
        }
        catch (System.Xml.XmlException e)
        {
            throw new FuzzFailure($"the page is no tree of elements: {e.Message}");
        }

        Hold(page.Descendants("script").Count() == 1 && page.Descendants("style").Count() == 1, "the page has another script");
        foreach (var element in page.DescendantsAndSelf())
        {
            Hold(!element.Name.LocalName.Contains(Hostile.Mark, StringComparison.Ordinal), "what a host said is an element");
            foreach (var attribute in element.Attributes())
            {
                Hold(!attribute.Name.LocalName.Contains(Hostile.Mark, StringComparison.Ordinal)
                    && !attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal), "what a host said is an attribute");
                Hold(attribute.Name.LocalName is not ("href" or "src" or "action") || attribute.Value is ['#', ..] or "data:,",
                    $"the page leads to {attribute.Value}");
            }
        }
    }

    private static void Table(string csv, FleetReport report)
    {
        var rows = Rows(csv);
        Hold(rows.Count == report.Dimms.Count + 1, $"the table has {rows.Count} rows, must have {report.Dimms.Count + 1}");
        foreach (var row in rows)
        {
            Hold(row.Count == rows[0].Count, $"a row has {row.Count} fields, must have {rows[0].Count}");
            foreach (var field in row.Select(f => f.TrimStart(' '))
                .Where(f => f.Length > 0 && Formula.Contains(f[0], StringComparison.Ordinal)))
            {
                Hold(double.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out _),
                    $"a spreadsheet would run '{Uri.EscapeDataString(field.Length > 100 ? field[..100] : field)}'");
            }
        }
    }

    /// <summary>RFC 4180.</summary>
    private static List<List<string>> Rows(string csv)
    {
        var (rows, row, field) = (new List<List<string>>(), new List<string>(), new StringBuilder());
        for (var i = 0; i < csv.Length; i++)
        {
            if (csv[i] == '"' && field.Length == 0)
            {
                for (i++; i < csv.Length && (csv[i] != '"' || (i + 1 < csv.Length && csv[i + 1] == '"')); i++)
                {
                    field.Append(csv[i]);
                    i += csv[i] == '"' ? 1 : 0;
                }
            }
            else if (csv[i] is ',' or '\n' || (csv[i] == '\r' && i + 1 < csv.Length && csv[i + 1] == '\n'))
            {
                row.Add(field.ToString());
                field.Clear();
                if (csv[i] != ',')
                {
                    rows.Add(row);
                    row = [];
                    i += csv[i] == '\r' ? 1 : 0;
                }
            }
            else
            {
                field.Append(csv[i]);
            }
        }

        return rows;
    }

    private static void Json(string json, FleetReport report)
    {
        using var document = JsonDocument.Parse(json);
        var dimms = document.RootElement.GetProperty("dimms");
        Hold(dimms.GetArrayLength() == report.Dimms.Count, $"the JSON has {dimms.GetArrayLength()} DIMMs");
        foreach (var (written, dimm) in dimms.EnumerateArray().Zip(report.Dimms))
        {
            Hold(written.GetProperty("dimm").GetString() == Whole(dimm.Health.Dimm), "the JSON has another name");
        }
    }

    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(r => r.ToString()));

    /// <summary>Prometheus' text format: each line a comment or one sample, and no series twice.</summary>
    private static void Metrics(string text)
    {
        Hold(text.EndsWith('\n'), "the last line of the metrics has no end");
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n')[..^1])
        {
            Hold(Comment().IsMatch(line) || Sample().IsMatch(line),
                $"this is no line of metrics: {Uri.EscapeDataString(line.Length > 200 ? line[..200] : line)}");
            Hold(line[0] == '#' || seen.Add(line[..line.LastIndexOf(' ')]),
                $"a series stands twice: {Uri.EscapeDataString(line.Length > 200 ? line[..200] : line)}");
        }
    }

    [GeneratedRegex("<(style|script)>.*?</\\1>", RegexOptions.Singleline)]
    private static partial Regex StyleAndScript();

    [GeneratedRegex(@"\A# (?:HELP|TYPE) nvdimm_\w+ .+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Comment();

    // A name, its labels, and a number.
    private const string Labels = """(?:\{\w+="(?:[^"\\]|\\[\\"n])*"(?:,\w+="(?:[^"\\]|\\[\\"n])*")*\})?""";
    private const string Value = "(?:-?[0-9.]+(?:E[+-]?[0-9]+)?|NaN|-?Infinity|[+-]?Inf)";

    [GeneratedRegex($"\\Anvdimm_\\w+{Labels} {Value}\\z", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Sample();
}
