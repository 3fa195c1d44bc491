using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Reports;
using NvdimmPS.Reports.Html;
using NvdimmPS.Tests.Health;
using static NvdimmPS.Tests.Reports.SomeReport;

namespace NvdimmPS.Tests.Reports;

/// <summary>The page as markup; how a browser shows it is tested with one.</summary>
public sealed partial class ReportPageTests
{
    private const string Evil = "<script>alert('x')</script>\"><img src=x onerror=alert(1)>&{script}\u202E\u0001";

    private static readonly XElement Everything = Page(Mixed());

    [Fact]
    public void Only_this_style_and_this_script_may_do_anything()
    {
        var text = Text(Mixed(), ReportFormat.Html);
        var policy = (string?)Everything.Descendants("meta").Single(m => (string?)m.Attribute("http-equiv") == "Content-Security-Policy").Attribute("content");
        Assert.Equal($"default-src 'none'; style-src '{Hash("style")}'; script-src '{Hash("script")}'; img-src data:; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotContain(Everything.DescendantsAndSelf().Attributes(), a => a.Name.LocalName == "style" || a.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
        Assert.All(Everything.Descendants().Attributes().Where(a => a.Name.LocalName is "src" or "href" or "action"), a => Assert.Matches("^(#|data:,$)", a.Value));
        Assert.DoesNotContain("url(", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("@import", text, StringComparison.OrdinalIgnoreCase);

        string Hash(string element) =>
            "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Regex.Match(text, $"<{element}>(.*?)</{element}>", RegexOptions.Singleline).Groups[1].Value)));
    }

    [Fact]
    public void Nothing_foreign_becomes_markup()
    {
        var health = new NvdimmHealth
        {
            Dimm = Evil, Bus = Evil, UniqueId = Evil, Family = Evil, HealthStatus = Evil, HealthDetail = Evil, Reason = [Evil], LastShutdown = Evil, LastSave = Evil, EnergySource = Evil,
            FirmwareVersion = Evil, Flags = [Evil], Functions = [], Source = Evil, Causes = [new HealthCause(Evil, Evil, HealthStatus.Warning, Evil, Evil)],
        };
        var finding = new HealthFinding { Id = Evil, Severity = Evil, Target = Evil, Reason = Evil, Evidence = Evil, Remedy = Evil, Muted = true, MutedReason = Evil, Source = Evil };
        FleetReport[] reports =
        [
            With(HealthPolicy.BuiltIn, Evil, Dimm(Evil, health), new ReportFailure(Evil + "2", Evil, Evil, Evil)),
            With(HealthPolicy.BuiltIn, Evil, Dimm(Evil, health), new ReportFinding(Evil, finding)),
        ];
        Assert.All(reports, report =>
        {
            var page = Page(report);
            Assert.Single(page.Descendants("script"));
            Assert.Empty(page.Descendants("img"));
            Assert.DoesNotContain(page.Descendants().Attributes(), a => a.Name.LocalName == "onerror");
            Assert.True(Regex.Count(page.Value, Regex.Escape("<script>alert('x')</script>")) >= 15, "it is shown as the text that it is");
            Assert.DoesNotMatch("[\u202A-\u202E\u0001]", page.Value);
        });
    }

    [Fact]
    public void Every_id_is_there_once_and_every_reference_leads_to_one()
    {
        var ids = Everything.Descendants().Attributes("id").Select(a => a.Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        string[] names = ["aria-labelledby", "aria-describedby", "aria-controls", "for", "href"];
        var references = Everything.Descendants().Attributes().Where(a => names.Contains(a.Name.LocalName) && a.Value != "data:,").SelectMany(a => a.Value.TrimStart('#').Split(' ')).ToList();
        Assert.True(references.Count > 20);
        Assert.Empty(references.Except(ids));
    }

    [Fact]
    public void It_can_be_read_aloud()
    {
        Assert.Equal("en", (string?)Everything.Attribute("lang"));
        Assert.Equal("Fleet", Everything.Element("head")!.Element("title")!.Value);
        Assert.All(["header", "nav", "main", "footer"], landmark => Assert.Single(Everything.Descendants(landmark)));
        var levels = Everything.Descendants().Where(e => Heading().IsMatch(e.Name.LocalName)).Select(e => e.Name.LocalName[1] - '0').ToList();
        Assert.Equal((1, 1), (levels[0], levels.Count(l => l == 1)));
        Assert.All(levels.Zip(levels.Skip(1)), pair => Assert.True(pair.Second <= pair.First + 1));
        Assert.All(Everything.Descendants("table"), table =>
        {
            Assert.NotEmpty(table.Element("caption")!.Value);
            Assert.All(table.Descendants("th"), th => Assert.Equal(th.Ancestors("thead").Any() ? "col" : "row", (string?)th.Attribute("scope")));
            Assert.All(table.Element("tbody")!.Elements("tr"), tr => Assert.Equal((1, table.Element("thead")!.Descendants("th").Count()), (tr.Elements("th").Count(), tr.Elements().Count())));
        });
        Assert.All(Everything.Descendants("svg"), svg =>
        {
            Assert.Equal("img", (string?)svg.Attribute("role"));
            Assert.All(["title", "desc"], name => Assert.NotEmpty(svg.Element(name)!.Value));
            Assert.Single(svg.Parent!.Descendants("table"));
        });
        Assert.All(Everything.Descendants("div").Where(d => (string?)d.Attribute("class") == "scroll"), box => Assert.Equal("0", (string?)box.Attribute("tabindex")));
        Assert.NotEmpty(Everything.Descendants("label").Single().Value);
    }

    [Fact]
    public void It_says_first_what_matters()
    {
        var verdict = Everything.Descendants("p").Single(p => (string?)p.Attribute("class") == "verdict").Value;
        Assert.Equal(
            "7 hosts were asked, 6 answered, with 6 DIMMs. Of the hosts 1 is unhealthy, 1 could not be reached, 1 needs attention, 1 does not report its health, 2 cannot be asked (unsupported) and 1 is healthy.",
            verdict);
        Assert.Equal(["summary", "attention", "failures", "findings", "dimms"], Everything.Descendants("section").Select(s => (string?)s.Attribute("id")));
        Assert.Equal("2027-02-01 08:30:00 +01:00", Everything.Descendants("time").Single().Value);
        Assert.Contains("Europe/Berlin", Everything.Descendants("header").Single().Value, StringComparison.Ordinal);
        Assert.Contains("6 of 6 DIMMs are from a simulator", Everything.Value, StringComparison.Ordinal);
        Assert.Contains("NvdimmPS " + Mixed().Version, Everything.Value, StringComparison.Ordinal);
        Assert.Equal(["bad", "gone", "warm", "mute", "bare", "old"], Rows(Everything, "host-table").Select(r => r[0]));
        Assert.Equal("gone Unreachable it failed Do something. Nvdimm.Fleet.Network", string.Join(' ', Rows(Everything, "failure-table")[0]));
        Assert.Equal(["bad", "nmem0", "Critical", "NV1008", HealthCauses.Fatal.Remedy], Rows(Everything, "finding-table")[0].Where((_, i) => i != 4));
    }

    [Fact]
    public void Parts_and_columns_without_anything_in_them_are_left_out()
    {
        var page = Page(Of(Dimm("a", Some.Dimm("nmem0", media: 40.25))));
        Assert.Equal(["summary", "dimms"], page.Descendants("section").Select(s => (string?)s.Attribute("id")));
        Assert.Equal(["Host", "DIMM", "Health", "Media\u00A0°C", "Unique id"], page.Descendants("table").Single(t => (string?)t.Attribute("id") == "dimm-table").Descendants("thead").Descendants("th").Select(t => t.Value));
        Assert.Equal(["a", "nmem0", "Healthy", "40.25", "id-nmem0"], Assert.Single(Rows(page, "dimm-table")));
        Assert.Equal("No host was queried, so there is nothing to report.", Page(Of()).Descendants("p").Single(p => (string?)p.Attribute("class") == "verdict").Value);
    }

    [Fact]
    public void A_muted_finding_says_why() =>
        Assert.Contains("Muted: known since May.", Rows(Page(Of(Finding("a", "Critical", muted: "known since May"))), "finding-table")[0][4], StringComparison.Ordinal);

    [Fact]
    public void One_in_a_thousand_is_seen()
    {
        var report = Of([.. Enumerable.Range(0, 1000).Select(i => (object)Dimm($"n{i / 12}", Some.Dimm($"nmem{i % 12}", i == 7 ? "Unhealthy" : "Healthy")))]);
        var page = Page(report);
        var bar = page.Descendants("svg").Last(s => (string?)s.Attribute("class") == "bar");
        var widths = bar.Elements("rect").Select(r => (double)r.Attribute("width")!).ToList();
        Assert.True(widths.Count == 2 && widths[0] >= 4, string.Join(' ', widths));
        Assert.InRange((double)bar.Elements("rect").Last().Attribute("x")! + widths[1], 599, 600.5);
        Assert.InRange(Encoding.UTF8.GetByteCount(Text(report, ReportFormat.Html)), 1, 400_000);
    }

    [Theory]
    [InlineData(0, "0 to less than 10")]
    [InlineData(9.99, "0 to less than 10")]
    [InlineData(10, "10 to less than 20")]
    [InlineData(100, "90 to 100")]
    [InlineData(1e300, "90 to 100")]
    [InlineData(-5, "0 to less than 10")]
    public void Percents_fall_into_ten_columns(double value, string range)
    {
        var columns = HistogramKind.All[0].Columns([value]);
        Assert.Equal((10, range), (columns.Count, Assert.Single(columns, c => c.Count == 1).Range));
    }

    [Theory]
    [InlineData(-40, "< 5")]
    [InlineData(38.5, "35 to less than 40")]
    [InlineData(250, "≥ 95")]
    public void Temperatures_show_where_they_are(double value, string range) => Assert.Equal([range], HistogramKind.All[1].Columns([value]).Select(c => c.Range));

    /// <summary>WCAG 2.2, 1.4.3: 4.5 to 1 for text; what is drawn (1.4.11) needs less.</summary>
    [Fact]
    public void Every_colour_can_be_read_on_both_grounds()
    {
        var schemes = Regex.Matches(PageTemplate.Style, ":root \\{(.*?)\\}", RegexOptions.Singleline).Select(m => Colour().Matches(m.Groups[1].Value).ToDictionary(c => c.Groups[1].Value, c => c.Groups[2].Value)).Where(s => s.Count > 0).ToList();
        Assert.Equal(2, schemes.Count);
        Assert.Equal(schemes[0].Keys, schemes[1].Keys);
        Assert.All(schemes, scheme => Assert.All(scheme.Keys.Except(["paper", "sheet", "line"]), name =>
            Assert.All(["paper", "sheet"], ground => Assert.True(Contrast(scheme[name], scheme[ground]) >= 4.5, $"{name} on {ground}: {Contrast(scheme[name], scheme[ground]):0.00}"))));
    }

    private static List<string[]> Rows(XElement page, string table) =>
        [.. page.Descendants("table").Single(t => (string?)t.Attribute("id") == table).Element("tbody")!.Elements("tr").Select(r => r.Elements().Select(c => c.Value).ToArray())];

    private static double Contrast(string a, string b)
    {
        var (x, y) = (Luminance(a), Luminance(b));
        return (Math.Max(x, y) + 0.05) / (Math.Min(x, y) + 0.05);
    }

    private static double Luminance(string hex)
    {
        double[] weights = [0.2126, 0.7152, 0.0722];
        return weights.Select((weight, i) => (weight, Value: Convert.ToInt32(hex.Substring(1 + 2 * i, 2), 16) / 255.0))
            .Sum(c => c.weight * (c.Value <= 0.04045 ? c.Value / 12.92 : Math.Pow((c.Value + 0.055) / 1.055, 2.4)));
    }

    [GeneratedRegex("^h[1-6]$")]
    private static partial Regex Heading();

    [GeneratedRegex("--([a-z]+): (#[0-9a-f]{6});")]
    private static partial Regex Colour();
}
