using System.Diagnostics;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Formats.Metrics;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class ConvertToNvdimmMetricTests(CmdletFixture fixture) : CmdletTest(fixture, "1x3")
{
    private const string Convert = "ConvertTo-NvdimmMetric";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimmps-metrics");

    [Fact]
    public void Every_family_has_help_and_type_once_and_its_samples_together()
    {
        var names = Lines().Where(l => l[0] != '#').Select(l => l.Split('{', ' ')[0]).ToList();
        Assert.Equal(names.Distinct().Count(), names.Where((n, i) => i == 0 || names[i - 1] != n).Count());
        Assert.Equal(names.Distinct(), Lines().Where(l => l.StartsWith("# HELP ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]));
        Assert.Equal(names.Distinct(), Lines().Where(l => l.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(l => l.Split(' ')[2]));
        Assert.DoesNotContain("# EOF", Lines());
    }

    [Fact]
    public void Numbers_are_in_base_units()
    {
        var dimm = Kernel.Dimm("nmem1");
        (dimm.MediaTemperature, dimm.SparesRemaining, dimm.PercentageUsed, dimm.HealthState) = (-12.5, 7, 93, SimulatedHealth.Critical);
        var lines = Lines();
        Assert.Contains("nvdimm_dimms{bus=\"ndbus0\"} 3", lines);
        Assert.Contains("nvdimm_media_temperature_celsius{dimm=\"nmem1\"} -12.5", lines);
        Assert.Contains("nvdimm_spares_remaining_ratio{dimm=\"nmem1\"} 0.07", lines);
        Assert.Contains("nvdimm_life_used_ratio{dimm=\"nmem1\"} 0.93", lines);
        Assert.Contains("nvdimm_health_status{dimm=\"nmem1\",status=\"Unhealthy\"} 1", lines);
        Assert.Contains("nvdimm_health_status{dimm=\"nmem1\",status=\"Healthy\"} 0", lines);
        Assert.Contains("nvdimm_reason{dimm=\"nmem1\",id=\"NV1007\",reason=\"InternalFailure\"} 1", lines);
        Assert.Contains("nvdimm_alarm_tripped{dimm=\"nmem1\",alarm=\"SparesRemaining\"} 1", lines);
        Assert.Contains("nvdimm_alarm_tripped{dimm=\"nmem1\",alarm=\"MediaTemperature\"} 0", lines);
        Assert.Contains("nvdimm_dirty_shutdowns_total{dimm=\"nmem1\"} 2", lines);
        Assert.Contains("nvdimm_armed{dimm=\"nmem1\"} 1", lines);
    }

    [Fact]
    public void Capacity_is_read_when_asked_for_and_its_uses_make_up_the_size()
    {
        Objects("Get-NvdimmHealth");
        var health = Requests.Count();
        Objects(Convert);
        Assert.Equal(2 * health, Requests.Count());
        var lines = string.Join('\n', Objects(Convert, new { Capacity = true })).Split('\n');
        Assert.Equal((3 * health) + (2 * 3), Requests.Count());
        Assert.Contains("# TYPE nvdimm_capacity_bytes gauge", lines);
        var bytes = lines.Where(l => l.StartsWith("nvdimm_capacity_bytes{dimm=\"nmem1\",use=", StringComparison.Ordinal)).Select(l => double.Parse(l.Split(' ')[1], CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(5, bytes.Count);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"nvdimm_size_bytes{{dimm=\"nmem1\"}} {bytes.Sum():R}"), lines);
        Assert.True(Array.FindIndex(lines, l => l.StartsWith("nvdimm_size_bytes", StringComparison.Ordinal)) > 0);
    }

    /// <summary>Live, from a file, and of another host.</summary>
    [Fact]
    public void Capacity_that_is_piped_in_is_taken_and_nobody_is_asked()
    {
        var live = Objects("Get-NvdimmCapacity");
        var before = Requests.Count();
        var saved = new PSObject(PSSerializer.Deserialize(PSSerializer.Serialize(live[0])));
        var expected = string.Join('\n', Objects(Convert, null, live));
        Assert.DoesNotContain("nvdimm_dimms", expected, StringComparison.Ordinal);
        Assert.Equal(expected, string.Join('\n', Objects(Convert, null, [saved, live[1], live[2]])));
        saved.Properties.Add(new PSNoteProperty("PSComputerName", "node7"));
        Assert.Contains("nvdimm_capacity_bytes{dimm=\"nmem0\",host=\"node7\",use=\"memory_mode\"} 0", string.Join('\n', Objects(Convert, null, [saved])).Split('\n'));
        Assert.Equal(before, Requests.Count());
        Assert.Contains("Get-NvdimmCapacity", Assert.Single(Run(Convert, new { Capacity = true }, live).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_known_has_no_sample()
    {
        Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Target = "nmem1" });
        var lines = Lines();
        Assert.DoesNotContain(lines, l => l.StartsWith("nvdimm_media_temperature_celsius{dimm=\"nmem1\"", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.StartsWith("nvdimm_energy_source", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains("NaN", StringComparison.Ordinal));
        Assert.Contains("nvdimm_health_status{dimm=\"nmem1\",status=\"Unknown\"} 1", lines);
        Assert.Contains("nvdimm_dirty_shutdowns_total{dimm=\"nmem1\"} 2", lines);
    }

    [Fact]
    public void What_a_host_sends_in_place_of_a_number_has_no_sample()
    {
        var odd = Custom("Dimm", "nmem0");
        foreach (var (name, value) in new (string, object)[] { ("HealthStatus", "Healthy"), ("MediaTemperature", DateTime.UnixEpoch), ("SparesRemaining", 'x'), ("LifeRemaining", 50) })
        {
            odd.Properties.Add(new PSNoteProperty(name, value));
        }

        var text = string.Join('\n', Objects(Convert, pipeline: [odd]));
        Assert.Contains("nvdimm_life_remaining_ratio", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nvdimm_media_temperature_celsius{", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nvdimm_spares_remaining_ratio{", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_culture_does_not_matter()
    {
        var health = Objects("Get-NvdimmHealth");
        var expected = Objects(Convert, pipeline: health)[0];
        var before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (comma.NumberFormat.NumberDecimalSeparator, comma.NumberFormat.NegativeSign) = (",", "~");
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal(expected, Objects(Convert, pipeline: health)[0]);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Objects_from_elsewhere_keep_their_host_and_odd_labels_are_escaped()
    {
        var odd = Custom("Dimm", "nmem0");
        odd.Properties.Add(new PSNoteProperty("HealthStatus", "Warning"));
        odd.Properties.Add(new PSNoteProperty("PSComputerName", "a\\b\"c\nd"));
        odd.Properties.Add(new PSNoteProperty("MediaTemperature", 51.0625));
        odd.Properties.Add(new PSNoteProperty("Armed", false));
        odd.Properties.Add(new PSNoteProperty("Flags", new object[] { "not_armed" }));
        var cause = Custom("Id", "NV9999");
        cause.Properties.Add(new PSNoteProperty("Reason", "Later"));
        odd.Properties.Add(new PSNoteProperty("Causes", new object[] { cause }));
        var text = (string)Objects(Convert, pipeline: [odd])[0]!;
        var host = "host=\"a\\\\b\\\"" + Printable.Line("c\nd");
        Assert.Contains($"nvdimm_media_temperature_celsius{{dimm=\"nmem0\",{host}\"}} 51.0625\n", text, StringComparison.Ordinal);
        Assert.Contains($"nvdimm_reason{{dimm=\"nmem0\",{host}\",id=\"NV9999\",reason=\"Later\"}} 1\n", text, StringComparison.Ordinal);
        Assert.Contains($"nvdimm_armed{{dimm=\"nmem0\",{host}\"}} 0\n", text, StringComparison.Ordinal);
        Assert.Contains("flag=\"not_armed\"", text, StringComparison.Ordinal);
        Accepted(text + "\n");
    }

    [Theory]
    [InlineData("root@Node1:22", "Node1")]
    [InlineData("node1", "node1")]
    [InlineData("root@node1:2222", "node1:2222")]
    [InlineData("root@[fe80::1]:2222", "[fe80::1]:2222")]
    public void A_host_is_known_by_its_name_and_not_by_who_logs_in(string named, string host)
    {
        var odd = Custom("Dimm", "nmem0");
        odd.Properties.Add(new PSNoteProperty("HealthStatus", "Healthy"));
        odd.Properties.Add(new PSNoteProperty("PSComputerName", named));
        var text = (string)Assert.Single(Objects(Convert, pipeline: [odd]))!;
        Assert.Contains($"nvdimm_dimms{{bus=\"\",host=\"{host}\"}} 1\n", text, StringComparison.Ordinal);
    }

    /// <summary>node_exporter refuses a folder in which two files have one series.</summary>
    [Fact]
    public void Files_of_several_buses_and_hosts_have_no_series_in_common()
    {
        using var kernel = new SimulatedKernel("nfit_test");
        var health = RunOn(kernel, "Get-NvdimmHealth").Objects.Cast<NvdimmHealth>().ToList();
        var files = health.GroupBy(h => h.Bus).Select(g => MetricText.Write(g.Select(h => new MetricSource(h))))
            .Append(MetricText.Write(health.Select(h => new MetricSource(h, "node2")))).ToList();
        Assert.True(files.Count > 2);
        var series = files.SelectMany(f => f.Split('\n').Where(l => l.Length > 0 && l[0] != '#').Select(l => l[..l.LastIndexOf(' ')])).ToList();
        Assert.Equal(series.Distinct().Count(), series.Count);
    }

    [Fact]
    public void Of_one_DIMM_that_comes_twice_the_later_one_counts()
    {
        var first = Objects("Get-NvdimmHealth");
        Kernel.Dimm("nmem0").MediaTemperature = 44;
        var text = (string)Objects(Convert, pipeline: first.Concat(Objects("Get-NvdimmHealth", new { Dimm = 0 })))[0]!;
        Assert.Contains("nvdimm_media_temperature_celsius{dimm=\"nmem0\"} 44\n", text, StringComparison.Ordinal);
        Assert.Equal(3, text.Split('\n').Count(l => l.StartsWith("nvdimm_media_temperature_celsius", StringComparison.Ordinal)));
    }

    [Fact]
    public void What_is_no_health_is_an_error_and_the_rest_goes_on()
    {
        var run = Run(Convert, pipeline: ["nmem0", null, .. Objects("Get-NvdimmHealth", new { Dimm = 0 })]);
        Assert.Equal(["Nvdimm.Input.Health", "Nvdimm.Input.Health"], run.Errors.Select(Id));
        Assert.Contains("nvdimm_dimms{bus=\"ndbus0\"} 1\n", (string)Assert.Single(run.Objects)!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_is_written_whole_or_not_at_all()
    {
        var file = Path.Combine(_folder.FullName, "nvdimm.prom");
        var health = Objects("Get-NvdimmHealth");
        Assert.Empty(Objects(Convert, new { Path = file, WhatIf = true }, health));
        Assert.False(File.Exists(file));
        File.WriteAllText(file, "before");
        Assert.Empty(Objects(Convert, new { Path = file }, health));
        Assert.Equal(Objects(Convert, pipeline: health)[0] + "\n", File.ReadAllText(file));
        Assert.Single(_folder.GetFiles());

        Directory.CreateDirectory(file + ".d");
        Assert.Equal("Nvdimm.Metric.File", Id(Run(Convert, new { Path = file + ".d" }, health)));
        Assert.Equal("Nvdimm.Metric.File", Id(Run(Convert, new { Path = Path.Combine(_folder.FullName, "none", "x.prom") }, health)));
        Assert.Single(_folder.GetFiles());
    }

    [Theory]
    [InlineData("nvdimm.prom", 0)]
    [InlineData("nvdimm.PROM", 1)]
    [InlineData("nvdimm.prom.txt", 1)]
    [InlineData("nvdimm", 1)]
    public void A_name_that_the_collector_passes_over_is_a_warning(string name, int warnings)
    {
        var file = Path.Combine(_folder.FullName, name);
        var run = Run(Convert, new { Path = file }, Objects("Get-NvdimmHealth"));
        Assert.Equal(warnings, run.Warnings.Count);
        Assert.All(run.Warnings, w => Assert.Contains(file, w, StringComparison.Ordinal));
        Assert.True(File.Exists(file));
    }

    [Theory]
    [InlineData("2x12")]
    [InlineData("2x2:hpe1")]
    [InlineData("2x2:hpe2")]
    [InlineData("2x2:msft")]
    [InlineData("2x2:hyperv")]
    [InlineData("2x2:papr")]
    [InlineData("nfit_test")]
    public void Promtool_has_nothing_to_say(string topology)
    {
        using var machine = new SimulatedKernel(topology);
        machine.Dimms[0].HealthState = SimulatedHealth.Fatal;
        var health = RunOn(machine, "Get-NvdimmHealth").Objects;
        Accepted((string)Objects(Convert, pipeline: health)[0]! + "\n");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Delete(recursive: true);
    }

    private string[] Lines() => ((string)Assert.Single(Objects(Convert, pipeline: Objects("Get-NvdimmHealth")))!).Split('\n');

    private static void Accepted(string text)
    {
        Process? tool = null;
        try
        {
            tool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true });
        }
        catch (System.ComponentModel.Win32Exception)
        {
            Assert.Skip("needs promtool (Prometheus)");
        }

        using var promtool = tool!;
        promtool.StandardInput.Write(text);
        promtool.StandardInput.Close();
        Assert.Equal("", promtool.StandardOutput.ReadToEnd() + promtool.StandardError.ReadToEnd());
        promtool.WaitForExit();
        Assert.Equal(0, promtool.ExitCode);
    }
}
