using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class HealthJudgementTests : CmdletTest
{
    private const string Test = "Test-NvdimmHealth", Compare = "Compare-NvdimmHealth", Get = "Get-NvdimmHealth";

    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-health-").FullName;

    public HealthJudgementTests(CmdletFixture fixture)
        : base(fixture, "1x4")
    {
    }

    [Fact]
    public void A_healthy_machine_gives_nothing_and_passes()
    {
        Assert.Empty(Objects(Test));
        Assert.Equal([true], Objects(Test, new { Quiet = true }));
        Assert.Equal([true], Objects(Test, new { Quiet = true }, ["nmem0", "nmem[12]"]));
        Assert.Equal([true], Objects(Test, new { Quiet = true }, Objects(Get)));
    }

    [Fact]
    public void DIMMs_of_one_kind_with_different_firmware_are_a_finding()
    {
        Kernel.Dimm("nmem2").State.Update.RunningVersion++;
        var finding = Assert.Single(Findings(Test));
        Assert.Equal(("NV2001", "machine"), (finding.Id, finding.Target));
        Assert.Contains("nmem2", finding.Evidence, StringComparison.Ordinal);
        Assert.DoesNotContain(12u, Kernel.Transcript.Where(r => r.Node.Name == "nmem2").GroupBy(r => r.Function).Where(g => g.Count() > 1).Select(g => g.Key));
    }

    [Theory]
    [InlineData(SimulatorFaultKind.Errno, Errno.EIO, "NV1092")]
    [InlineData(SimulatorFaultKind.Status, 3, "NV1092")]
    [InlineData(SimulatorFaultKind.Truncate, 9, "NV1093")]
    [InlineData(SimulatorFaultKind.ZeroLength, 0, "NV1093")]
    public void A_DIMM_that_does_not_answer_is_a_finding_and_hides_no_other(SimulatorFaultKind kind, uint value, string id)
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Kind = kind, Value = value });
        Kernel.Dimm("nmem3").HealthState = SimulatedHealth.NonCritical;
        Assert.Equal([$"nmem1 {id}", "nmem3 NV1006"], Findings(Test).Select(f => $"{f.Target} {f.Id}"));
        Assert.Equal([false], Objects(Test, new { Quiet = true, Dimm = "nmem1" }));
        Assert.Equal([true], Objects(Test, new { Quiet = true, Dimm = "nmem2" }));
    }

    [Fact]
    public void A_DIMM_that_is_not_there_does_not_pass()
    {
        var run = Run(Test, new { Dimm = new[] { "nmem0", "nmem9" }, Quiet = true });
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(run));
        Assert.Equal([false], run.Objects);
        Assert.Equal(["NV2007"], RunOn(new NoKernel(), Test).Objects.Cast<HealthFinding>().Select(f => f.Id));
        Assert.Equal([false], RunOn(new NoKernel(), Test, new { Quiet = true }).Objects);
    }

    [Fact]
    public void A_failed_DIMM_degrades_its_region()
    {
        Kernel.Dimm("nmem2").HealthState = SimulatedHealth.Fatal;
        Assert.Equal(["nmem2 NV1008", "region0 NV2003"], Findings(Test).Select(f => $"{f.Target} {f.Id}"));
        Assert.Equal(["nmem2 NV1008"], Objects(Test, null, Objects(Get)).Cast<HealthFinding>().Select(f => $"{f.Target} {f.Id}"));
        Assert.Empty(Findings(Test, new { Dimm = "nmem1" }));
    }

    [Fact]
    public void Mixed_security()
    {
        Kernel.Dimm("nmem2").Locked = true;
        Assert.Equal(["nmem2 NV1040", "machine NV2002"], Findings(Test).Select(f => $"{f.Target} {f.Id}"));
    }

    [Fact]
    public void A_policy_mutes_and_a_wrong_one_tests_nothing()
    {
        Kernel.Dimm("nmem0").LastShutdownDirty = true;
        var path = Write("p.json", """{ "Version": 1, "Mutes": [ { "Id": "NV1010", "Dimm": "nmem0", "Reason": "power tests", "Until": "forever" } ] }""");
        Assert.Equal([false], Objects(Test, new { Quiet = true }));
        Assert.Equal([true], Objects(Test, new { Quiet = true, Policy = path }));
        Assert.Equal((true, "power tests"), Findings(Test, new { Policy = path }).Select(f => (f.Muted, f.MutedReason)).Single());

        var before = Requests.Count();
        foreach (var (policy, id) in new[] { (Write("bad.json", """{ "Version": 1, "Mute": [] }"""), "Nvdimm.Policy.Invalid"), (Path.Combine(_folder, "no.json"), "Nvdimm.Policy.File"), (_folder, "Nvdimm.Policy.File") })
        {
            var run = Run(Test, new { Policy = policy });
            Assert.Equal(id, Id(run.TerminatingError));
            Assert.Empty(run.Objects);
        }

        Assert.Equal(before, Requests.Count());
    }

    [Fact]
    public void Since_a_baseline()
    {
        var baseline = Objects(Get).ToArray();
        Kernel.Dimm("nmem1").DirtyShutdownCount += 2;
        Kernel.Dimm("nmem1").PercentageUsed += 5;
        var found = Assert.Single(Findings(Test, new { Baseline = baseline }));
        Assert.Equal(("NV1507", "nmem1"), (found.Id, found.Dimm));
        var compared = Objects(Compare, new { Baseline = baseline }).Cast<HealthComparison>().ToList();
        Assert.Equal(["nmem0 Same", "nmem1 Worse", "nmem2 Same", "nmem3 Same"], compared.Select(c => c.ToString()));
        Assert.Equal((5, 2ul), (compared[1].LifeUsed, compared[1].NewDirtyShutdowns));
        Assert.Equal(["nmem1 Worse"], Names(Compare, new { Baseline = baseline }, ["nmem1"]));
        Assert.Equal(["nmem0 Same", "nmem1 Missing", "nmem2 Missing", "nmem3 Missing"], Names(Compare, new { Baseline = baseline }, [baseline[0]]));
        Assert.Equal(["NV2006", "NV2006", "NV2006"], Objects(Test, new { Baseline = baseline }, [baseline[0]]).Cast<HealthFinding>().Select(f => f.Id));
    }

    [Fact]
    public void A_wrong_baseline_compares_nothing()
    {
        var other = Write("other.json", """[{"Dimm":"nmem0","UniqueId":"x","HealthStatus":"Healthy"}]""");
        Assert.Equal("Nvdimm.Baseline.OtherMachine", Id(Run(Compare, new { Baseline = new object[] { other } }).TerminatingError));
        Assert.Equal("Nvdimm.Baseline.OtherMachine", Id(Run(Test, new { Baseline = new object[] { other } }).TerminatingError));
        Assert.Equal("Nvdimm.Baseline.Invalid", Id(Run(Compare, new { Baseline = new object[] { Write("cut.json", "[{\"Dimm\":") } }).TerminatingError));
        Assert.Equal("Nvdimm.Baseline.File", Id(Run(Compare, new { Baseline = new object[] { "/no/such/file" } }).TerminatingError));
        Assert.Equal("Nvdimm.Baseline.Invalid", Id(Run(Compare, new { Baseline = new object[] { 7, 8 } }).TerminatingError));
    }

    protected override void Dispose(bool disposing)
    {
        Directory.Delete(_folder, recursive: true);
        base.Dispose(disposing);
    }

    [Fact]
    public void What_is_said_of_hosts_says_the_host_and_each_is_held_to_its_own_baseline()
    {
        Kernel.Dimm("nmem1").LastShutdownDirty = true;
        var dimms = new[] { "here", "there" }.SelectMany(host => Objects(Get).Select(h => OfHost(host, h!))).ToList();
        Assert.Equal(["here nmem1", "there nmem1"], Objects(Test, null, dimms).Cast<HealthFinding>().Select(f => $"{f.Host} {f.Dimm}"));

        var (well, sick) = (Far("here", "nmem0", "Healthy"), Far("there", "nmem0", "Unhealthy"));
        var gone = Far("nobody asked", "nmem9", "Healthy");
        var compared = Objects(Compare, new { Baseline = new object[] { well, sick, gone } }, [well, sick]);
        Assert.Equal(["here nmem0 Same", "there nmem0 Same"], compared.Cast<HealthComparison>().Select(c => $"{c.Host} {c}"));
    }

    private static object OfHost(string host, object health)
    {
        var item = PSObject.AsPSObject(health);
        item.Properties.Add(new PSNoteProperty("PSComputerName", host));
        return item;
    }

    private static PSObject Far(string host, string dimm, string status)
    {
        var item = new PSObject();
        foreach (var (name, value) in new[] { ("Dimm", dimm), ("HealthStatus", status), ("PSComputerName", host) })
        {
            item.Properties.Add(new PSNoteProperty(name, value));
        }

        return item;
    }

    private IEnumerable<HealthFinding> Findings(string command, object? parameters = null) => Objects(command, parameters).Cast<HealthFinding>();

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
