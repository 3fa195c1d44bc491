using System.Globalization;
using System.Reflection;
using System.Text;
using NvdimmPS.Cli;
using NvdimmPS.Formats.Metrics;
using NvdimmPS.Formats.Ndctl;
using NvdimmPS.Health;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Reports;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Health;

/// <summary>The table of health and what is made from it: no property is without its row, and no row without what a format must know.</summary>
public sealed class HealthTableTests
{
    private static readonly PropertyInfo[] Properties = typeof(NvdimmHealth).GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);

    public static TheoryData<string> Reported => [.. HealthTable.Reported.Select(p => p.Name)];

    [Fact]
    public void Each_property_has_its_row_and_in_that_order() => Assert.Equal(Properties.Select(p => p.Name), HealthTable.All.Select(p => p.Name));

    [Fact]
    public void A_row_holds_what_its_property_does()
    {
        foreach (var row in HealthTable.All.Where(p => p.Kind != HealthKind.Other))
        {
            var type = Properties.Single(p => p.Name == row.Name).PropertyType;
            var expected = row.Kind switch
            {
                HealthKind.Celsius => typeof(double?), HealthKind.Percent => typeof(int?), HealthKind.Count or HealthKind.Seconds => typeof(ulong?), HealthKind.Flag => typeof(bool?),
                HealthKind.Words => typeof(ItemList<string>), _ => typeof(string),
            };
            Assert.True(expected == type, $"{row}: {row.Kind} is no {type}");
        }
    }

    /// <summary>Set as C# does and as readers do, written by the console, read back, and read from PowerShell's own names.</summary>
    [Theory]
    [MemberData(nameof(Reported))]
    public void What_is_reported_comes_back(string name)
    {
        var row = HealthTable.Get(name);
        var property = Properties.Single(p => p.Name == name);
        var value = Sample(row);
        var health = Some.Dimm("nmem0");
        Assert.Null(property.GetValue(health));
        property.SetValue(health, value);
        Assert.Equal(value, property.GetValue(health));
        Assert.Equal(value, row.Get(health));
        var back = BaselineJson.Parse("b.json", Encoding.UTF8.GetBytes(Json(health))).Find(health)!;
        Assert.Equal(value, property.GetValue(back));
        var foreign = new HealthProperties(n => n == name ? value : n is "Dimm" or "HealthStatus" ? "Healthy" : null).ToHealth()!;
        Assert.Equal(value, property.GetValue(foreign));
        Assert.All(HealthTable.Reported.Where(p => p.Name != name), p => Assert.Null(p.Get(foreign)));
    }

    [Theory]
    [InlineData("LifeRemaining", 101.0)]
    [InlineData("PercentageUsed", 256.0)]
    [InlineData("SparesRemaining", -1.0)]
    [InlineData("MediaTemperature", double.NaN)]
    [InlineData("DirtyShutdownCount", 1e17)]
    [InlineData("Armed", "yes")]
    [InlineData("LastSave", 3.0)]
    public void What_cannot_be_is_not_known(string name, object value) => Assert.Null(HealthTable.Get(name).Parse(value));

    [Fact]
    public void A_count_beyond_four_bytes_is_exact() =>
        Assert.Equal([ulong.MaxValue, 1UL << 33], new object[] { ulong.MaxValue, (double)(1UL << 33) }.Select(HealthTable.Get("DirtyShutdownCount").Parse));

    [Fact]
    public void A_reader_that_misspells_a_property_fails() =>
        Assert.Throws<KeyNotFoundException>(() => new HealthReading().Set("MediaTemprature", 30.0));

    [Fact]
    public void Metrics_count_each_row_or_say_that_they_do_not()
    {
        Assert.All(HealthTable.Reported, p => Assert.True(p.Metric is not null || HealthMetrics.OfWords.ContainsKey(p.Name), p.Name));
        Assert.All(HealthTable.Reported.Where(p => p.Kind is HealthKind.Text or HealthKind.Words), p => Assert.Null(p.Metric));
        Assert.Empty(HealthMetrics.OfWords.Keys.Except(HealthTable.Reported.Select(p => p.Name)));
        Assert.Distinct(HealthMetrics.All.Select(m => m.Name));
        var texts = HealthTable.Reported.Where(p => p.Metric is not null)
            .Select(p => (p.Metric!.Value.Name, Text: MetricText.Write([new(With(p, Sample(p)))])));
        Assert.All(texts, t => Assert.Contains($"\n{t.Name}{{dimm=\"nmem0\"}} ", t.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Reports_have_a_column_for_each_row_that_is_in_reports() =>
        Assert.Equal(HealthTable.All.Where(p => p.IsInReport).Select(p => p.Name).Append("Host").Order(), ReportColumns.All.Where(c => !c.IsSize).Select(c => c.Name).Order());

    [Fact]
    public void An_alarm_has_a_threshold_of_its_kind_and_ndctls_keys()
    {
        Assert.Equal(HealthTable.Alarmed.Select(p => p.Name).Order(), NdctlDimm.Alarms.Keys.Order());
        Assert.All(HealthTable.Alarmed, p => Assert.Equal(p.Kind, HealthTable.Get(p.Threshold!).Kind));
        Assert.All(HealthTable.Alarmed, p => Assert.True(p.Ndctl is not null && HealthTable.Get(p.Threshold!).Ndctl is not null, p.Name));
    }

    /// <summary>In both directions a decimal must hold it.</summary>
    [Fact]
    public void Only_percentages_and_counts_wear() =>
        Assert.All(HealthTable.All.Where(p => p.Worse is not null), p => Assert.True(p is { IsReported: true, Kind: HealthKind.Percent or HealthKind.Count }, p.Name));

    /// <summary>A row that is missing in it gets its line in a copy beside the tests.</summary>
    [Fact]
    public void The_list_view_shows_each_row()
    {
        var lines = File.ReadAllLines(Path.Combine(Repository.Root, "NvdimmPS.Format.ps1xml")).ToList();
        var start = lines.FindLastIndex(l => l.Contains($"<TypeName>{typeof(NvdimmHealth).FullName}</TypeName>", StringComparison.Ordinal));
        Assert.Contains("<ListControl>", lines[start + 1], StringComparison.Ordinal);
        var rows = HealthTable.All.Select(p => p.Name).Except([nameof(NvdimmHealth.FormatVersion)]).ToList();
        var expected = lines.ToList();
        for (var i = 1; i < rows.Count; i++)
        {
            if (At(rows[i]) < 0)
            {
                expected.Insert(At(rows[i - 1]) + 1, $"        <ListItem><ItemSelectionCondition><ScriptBlock>$null -ne $_.{rows[i]}</ScriptBlock></ItemSelectionCondition>"
                    + $"<Label>{rows[i]}</Label><ScriptBlock>[NvdimmPS.Shell.Output.ViewText]::Show($_.{rows[i]})</ScriptBlock></ListItem>");
            }
        }

        var copy = Path.Combine(AppContext.BaseDirectory, "NvdimmPS.Format.ps1xml");
        File.WriteAllLines(copy, expected);
        Assert.True(lines.SequenceEqual(expected), $"The list view of health lacks a property; take {copy}.");
        Assert.Equal(rows.Select(At).Order(), rows.Select(At));

        int At(string row)
        {
            var at = expected.FindIndex(start, l => l.Contains($"<Label>{row}</Label>", StringComparison.Ordinal));
            return at < 0 || at > expected.FindIndex(start, l => l.Contains("</View>", StringComparison.Ordinal)) ? -1 : at;
        }
    }

    private static object Sample(HealthProperty row) => row.Kind switch
    {
        HealthKind.Celsius => 40.5, HealthKind.Percent => 7, HealthKind.Count or HealthKind.Seconds => 12UL, HealthKind.Flag => true, HealthKind.Words => (ItemList<string>)["one", "two"], _ => "Word",
    };

    private static NvdimmHealth With(HealthProperty row, object value)
    {
        var health = Some.Dimm("nmem0");
        Properties.Single(p => p.Name == row.Name).SetValue(health, value);
        return health;
    }

    private static string Json(NvdimmHealth health)
    {
        var output = new StringWriter(CultureInfo.InvariantCulture);
        JsonText.Stream(output, json => HealthJson.Write(json, health));
        return output.ToString();
    }
}
