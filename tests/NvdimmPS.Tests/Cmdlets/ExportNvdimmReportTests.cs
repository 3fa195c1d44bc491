using System.Collections;
using System.Management.Automation;
using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Shell.Fleet;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class ExportNvdimmReportTests(CmdletFixture fixture) : CmdletTest(fixture, "1x3")
{
    private const string Export = "Export-NvdimmReport";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("nvdimm-report-");

    private string File => Path.Combine(_folder.FullName, "report.json");

    [Fact]
    public void Without_anything_it_reads_this_machine()
    {
        Kernel.Dimm("nmem1").HealthState = SimulatedHealth.Fatal;
        Assert.Empty(Objects(Export, new { Path = File }));
        using var report = Report();
        Assert.Equal(["nmem1 NV1008", "region0 NV2003"], Texts(report, "findings", "target", "id"));
        Assert.Equal([$"{Environment.MachineName} Unhealthy"], Texts(report, "hosts", "name", "status"));
        Assert.Equal(["nmem1", "nmem0", "nmem2"], Texts(report, "dimms", "dimm"));
        Assert.Contains(Requests, r => r.EndsWith(" 12", StringComparison.Ordinal));
    }

    [Fact]
    public void Namespaces_are_there_with_who_uses_them_live_and_from_a_file()
    {
        Assert.Empty(Objects(Export, new { Path = File }));
        using var live = Report();
        var first = live.RootElement.GetProperty("namespaces")[0];
        Assert.Equal(["namespace0.0 region0 fsdax pmem0"], Texts(live, "namespaces", "name", "region", "mode", "device"));
        Assert.Equal("pmem0 (namespace0.0) is mounted on /mnt/pmem0", first.GetProperty("users")[0].GetString());

        var saved = PSSerializer.Deserialize(PSSerializer.Serialize(Objects("Get-NvdimmNamespace")[0]));
        Objects(Export, new { Path = File, Force = true }, [saved, Objects("Get-NvdimmHealth")[0]]);
        using var again = Report();
        var same = again.RootElement.GetProperty("namespaces")[0];
        Assert.Equal(first.GetProperty("users").ToString(), same.GetProperty("users").ToString());
        Assert.Equal(first.GetProperty("size").GetUInt64(), same.GetProperty("size").GetUInt64());

        Objects(Export, new { Path = File, As = "Html", Force = true });
        Assert.Contains("<section id=\"namespaces\"", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.Contains("is mounted on /mnt/pmem0", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void Capacity_is_in_it_when_asked_for_or_piped_in()
    {
        Assert.Empty(Objects(Export, new { Path = File }));
        var plain = Requests.Count();
        using (var without = Report())
        {
            Assert.Equal(["nmem0  "], Texts(without, "dimms", "dimm", "capacity", "appDirect").Take(1));
        }

        Objects(Export, new { Path = File, Force = true, Capacity = true });
        Assert.Equal((2 * plain) + (2 * 3), Requests.Count());
        var capacity = Assert.IsType<NvdimmCapacity>(Objects("Get-NvdimmCapacity", new { Dimm = 0 })[0]);
        using (var report = Report())
        {
            Assert.Equal([$"nmem0 {capacity.Total} {capacity.AppDirect}"], Texts(report, "dimms", "dimm", "capacity", "appDirect").Take(1));
        }

        var saved = PSSerializer.Deserialize(PSSerializer.Serialize(capacity));
        var run = Run(Export, new { Path = File, As = "Html", Force = true }, [saved, .. Objects("Get-NvdimmHealth"), Objects("Get-NvdimmCapacity", new { Dimm = 1 })[0]]);
        Assert.Empty(run.Errors);
        Assert.Contains($">{capacity.Total!.Value / (double)(1 << 30):0.##}</td>", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
        Assert.Contains("App Direct\u00A0GiB", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void Capacity_without_health_is_told()
    {
        Assert.Contains("nmem2", Assert.Single(Run(Export, new { Path = File }, Objects("Get-NvdimmCapacity", new { Dimm = 2 })).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_machine_without_DIMMs_is_no_success()
    {
        Assert.Empty(RunOn(new NoKernel(), Export, new { Path = File }).Errors);
        using var report = Report();
        Assert.Equal(["machine NV2007"], Texts(report, "findings", "target", "id"));
    }

    [Fact]
    public void What_is_piped_in_is_taken_and_nobody_is_asked()
    {
        var health = Objects("Get-NvdimmHealth");
        var before = Requests.Count();
        Objects(Export, new { Path = File }, [.. health, null, OfHost("far", "Warning"), Failure("gone", "Nvdimm.Fleet.Network")]);
        Assert.Equal(before, Requests.Count());
        using var report = Report();
        Assert.Equal(["gone Unreachable", "far Warning", $"{Environment.MachineName} Healthy"], Texts(report, "hosts", "name", "status"));
        Assert.Equal(4, report.RootElement.GetProperty("dimms").GetArrayLength());
    }

    [Fact]
    public void Nothing_piped_in_is_not_this_machine()
    {
        Objects(Export, new { Path = File }, [null]);
        using var report = Report();
        Assert.Equal((0, 0), (report.RootElement.GetProperty("dimms").GetArrayLength(), report.RootElement.GetProperty("findings").GetArrayLength()));
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_live_DIMM_of_another_host_keeps_its_host()
    {
        var health = new PSObject(Objects("Get-NvdimmHealth", new { Dimm = 0 })[0]!);
        health.Properties.Add(new PSNoteProperty("PSComputerName", "agentless"));
        Objects(Export, new { Path = File }, [health]);
        using var report = Report();
        Assert.Equal(["agentless nmem0"], Texts(report, "dimms", "host", "dimm"));
    }

    [Fact]
    public void Findings_are_taken_as_they_are()
    {
        Kernel.Dimm("nmem1").HealthState = SimulatedHealth.Fatal;
        var far = Custom("Id", "NV1010");
        foreach (var (name, value) in new (string, object)[] { ("Severity", "Warning"), ("Evidence", "it was dirty"), ("Target", "nmem7"), ("Muted", true), ("MutedReason", "known"), ("PSComputerName", "far"), ("Time", "2027-01-31T12:00:00Z") })
        {
            far.Properties.Add(new PSNoteProperty(name, value));
        }

        var run = Run(Export, new { Path = File, Finding = new object[] { far } }, Objects("Get-NvdimmHealth"));
        Assert.Empty(run.Errors);
        using (var report = Report())
        {
            Assert.Equal(["far nmem7 NV1010 known 2027-01-31T12:00:00Z"], Texts(report, "findings", "host", "target", "id", "mutedReason", "time"));
        }

        Objects(Export, new { Path = File, Force = true, Finding = Array.Empty<object>() }, Objects("Get-NvdimmHealth"));
        using (var report = Report())
        {
            Assert.Empty(Texts(report, "findings", "id"));
        }

        Objects(Export, new { Path = File, Force = true }, Objects("Test-NvdimmHealth"));
        using var found = Report();
        Assert.Equal(["nmem1 NV1008", "region0 NV2003"], Texts(found, "findings", "target", "id"));
    }

    [Fact]
    public void Error_records_in_every_form_they_come_in()
    {
        var record = Failure("gone", "Nvdimm.Fleet.Timeout");
        var cliXml = Custom("FullyQualifiedErrorId", "Nvdimm.Fleet.NoModule,NvdimmPS.Shell.Cmdlets.InvokeNvdimmFleetCmdlet");
        cliXml.Properties.Add(new PSNoteProperty("TargetObject", "bare"));
        cliXml.Properties.Add(new PSNoteProperty("ErrorDetails_Message", "bare: not installed."));
        cliXml.Properties.Add(new PSNoteProperty("ErrorDetails_RecommendedAction", "Install it."));
        var json = Custom("FullyQualifiedErrorId", "Oops");
        json.Properties.Add(new PSNoteProperty("Exception", Custom("Message", "it broke")));
        json.Properties.Add(new PSNoteProperty("OriginInfo", Custom("PSComputerName", "script")));
        object[] errors = [record, new RuntimeException("inner", null, Failure("inner", "Nvdimm.Fleet.Ended")), cliXml, json, Failure("hosts.txt", "Nvdimm.Fleet.HostFile"), new InvalidOperationException("plain")];
        Objects(Export, new { Path = File, ErrorRecord = errors });
        using var report = Report();
        string[] expected =
        [
            "gone|Nvdimm.Fleet.Timeout|Unreachable|gone: boom|Look.", "inner|Nvdimm.Fleet.Ended|Unreachable|inner: boom|Look.", "|InvalidOperationException|Unknown|plain|",
            "|Nvdimm.Fleet.HostFile|Unreachable|hosts.txt: boom|Look.", "bare|Nvdimm.Fleet.NoModule|Unsupported|bare: not installed.|Install it.", "script|Oops|Unknown|it broke|",
        ];
        Assert.Equal(expected.Order(), report.RootElement.GetProperty("failures").EnumerateArray().Select(f => string.Join('|', f.EnumerateObject().Select(p => p.Value.ToString()))).Order());
        Assert.Equal(["gone", "inner", "script", "bare"], Texts(report, "hosts", "name"));
    }

    [Fact]
    public void About_hosts_only_this_process_speaks()
    {
        // What a host can send: an error of its script, an object that looks like one, one of a report, and all of that in a list.
        var thrown = new ErrorRecord(new RemoteException("down"), "Nvdimm.Fleet.Network", ErrorCategory.ConnectionError, "victim");
        PSObject.AsPSObject(thrown).Properties.Add(new PSNoteProperty("OriginInfo", Custom("PSComputerName", "liar")));
        var listed = Sent("FullyQualifiedErrorId", "Nvdimm.Fleet.Timeout");
        listed.Properties.Remove("PSComputerName");
        var list = HostObject.WithHost(new PSObject(new ArrayList { listed }), "liar");
        object[] sent = [thrown, Sent("FullyQualifiedErrorId", "Nvdimm.Fleet.Name"), Sent("Id", "Nvdimm.Fleet.HostKey"), list];
        Objects(Export, new { Path = File }, [.. sent, OfHost("victim", "Healthy"), OfHost("liar", "Healthy")]);
        using var report = Report();
        Assert.Equal(
            ["liar Far.Nvdimm.Fleet.HostKey Unknown", "liar Far.Nvdimm.Fleet.Name Unknown", "liar Far.Nvdimm.Fleet.Network Unknown", "liar Far.Nvdimm.Fleet.Timeout Unknown"],
            Texts(report, "failures", "host", "id", "status").Order());
        Assert.Equal(["liar Unknown", "victim Healthy"], Texts(report, "hosts", "name", "status").Order());

        static PSObject Sent(string idProperty, string id)
        {
            var item = Custom(idProperty, id);
            foreach (var (name, value) in new[] { ("TargetObject", "victim"), ("Host", "victim"), ("Message", "victim: no connection to the host") })
            {
                item.Properties.Add(new PSNoteProperty(name, value));
            }

            return HostObject.WithHost(item, "liar");
        }
    }

    [Fact]
    public void What_is_none_of_them_is_an_error_and_the_rest_goes_on()
    {
        var run = Run(Export, new { Path = File }, ["nmem0", 7, .. Objects("Get-NvdimmHealth")]);
        Assert.Equal(["Nvdimm.Input.Report", "Nvdimm.Input.Report"], run.Errors.Select(Id));
        using var report = Report();
        Assert.Equal(3, report.RootElement.GetProperty("dimms").GetArrayLength());
    }

    [Fact]
    public void What_is_wrong_with_the_file_is_said_before_anybody_is_asked()
    {
        System.IO.File.WriteAllText(File, "before");
        Assert.Equal("Nvdimm.Report.FileExists", Id(Run(Export, new { Path = File }).TerminatingError));
        Assert.Equal("Nvdimm.Report.Format", Id(Run(Export, new { Path = Path.Combine(_folder.FullName, "report.txt") }).TerminatingError));
        Assert.Equal("Nvdimm.Report.File", Id(Run(Export, new { Path = Path.Combine(_folder.FullName, "none", "report.html") }).TerminatingError));
        Assert.Equal("before", System.IO.File.ReadAllText(File));
        Assert.Empty(Requests);
    }

    [Fact]
    public void WhatIf_writes_nothing_and_PassThru_gives_the_file()
    {
        Assert.Empty(Objects(Export, new { Path = File, WhatIf = true }));
        Assert.Empty(_folder.GetFiles());
        var file = Assert.IsType<FileInfo>(Assert.Single(Objects(Export, new { Path = File, As = "Csv", PassThru = true })));
        Assert.Equal(4, System.IO.File.ReadAllLines(file.FullName).Length);
    }

    [Fact]
    public void A_CSV_file_has_no_row_for_who_has_no_DIMM_and_that_is_said()
    {
        var run = Run(Export, new { Path = File, As = "Csv", ErrorRecord = new object[] { Failure("gone", "Nvdimm.Fleet.Network") } });
        Assert.Contains("Hosts without a DIMM in the report: 1.", Assert.Single(run.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_judges_health_and_not_what_was_judged()
    {
        var policy = Path.Combine(_folder.FullName, "policy.json");
        System.IO.File.WriteAllText(policy, """{ "Version": 1, "Limits": { "MediaTemperatureMaximum": 5 } }""");
        Objects(Export, new { Path = File, Policy = policy });
        using (var report = Report())
        {
            Assert.Equal(["NV1502", "NV1502", "NV1502"], Texts(report, "findings", "id"));
        }

        var run = Run(Export, new { Path = File, Policy = policy, Force = true, Finding = Array.Empty<object>() }, Objects("Get-NvdimmHealth"));
        Assert.Contains("judged nothing", Assert.Single(run.Warnings), StringComparison.Ordinal);
        Assert.Equal("Nvdimm.Policy.File", Id(Run(Export, new { Path = File, Policy = policy + "x", Force = true }).TerminatingError));
    }

    [Fact]
    public void A_DIMM_that_does_not_answer_hides_no_other()
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Kind = SimulatorFaultKind.Errno, Value = Errno.EIO });
        Objects(Export, new { Path = File });
        using var report = Report();
        Assert.Equal(["nmem1 Unknown", "nmem0 Healthy", "nmem2 Healthy"], Texts(report, "dimms", "dimm", "healthStatus"));
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _folder.Delete(recursive: true);
    }

    private JsonDocument Report() => JsonDocument.Parse(System.IO.File.ReadAllText(File));

    private static IEnumerable<string> Texts(JsonDocument report, string part, params string[] names) =>
        report.RootElement.GetProperty(part).EnumerateArray().Select(item => string.Join(' ', names.Select(n => item.GetProperty(n).ToString())));

    private static PSObject OfHost(string host, string status)
    {
        var health = Custom("Dimm", "nmem0");
        health.Properties.Add(new PSNoteProperty("HealthStatus", status));
        health.Properties.Add(new PSNoteProperty("PSComputerName", host));
        return health;
    }

    private static ErrorRecord Failure(string host, string id) => new(new NvdimmException(id, NvdimmErrorKind.ConnectionError, host, "boom", "Look."), id, ErrorCategory.ConnectionError, host)
    {
        ErrorDetails = new ErrorDetails($"{host}: boom") { RecommendedAction = "Look." },
    };
}
