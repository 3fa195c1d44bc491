using System.Management.Automation;
using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Cmdlets;

public sealed class InventoryCmdletTests(CmdletFixture fixture) : CmdletTest(fixture)
{
    private const string Compare = "Compare-NvdimmInventory", Test = "Test-NvdimmFirmware", Firmware = "Get-NvdimmFirmware";

    [Fact]
    public void Live_objects_and_what_is_left_of_them_are_alike()
    {
        var objects = Objects(Firmware).Concat(Objects("Get-NvdimmDevice")).Concat(Objects("Get-NvdimmHealth")).Concat(Objects("Get-NvdimmRegion")).ToList();
        var group = Assert.IsType<InventoryGroup>(Assert.Single(Objects(Compare, null, objects.Concat(objects.Select(o => OfHost("node02", o!))).Concat(objects.Select(o => OfHost("node03", o!))))));
        Assert.Equal((3, 2, true), (group.Count, group.Dimms, group.IsLargest));
        Assert.Contains("node[02-03]", group.HostRange, StringComparison.Ordinal);
        Assert.Contains(Environment.MachineName, group.Hosts);
    }

    [Fact]
    public void An_outlier_is_named_and_a_property_may_be_chosen()
    {
        var alike = Objects(Firmware).Select(o => OfHost("node01", o!)).Concat(Objects(Firmware).Select(o => OfHost("node02", o!))).ToList();
        var other = Objects(Firmware).Select(o => OfHost("node03", o!, ((NvdimmFirmware)o!).Dimm == "nmem1" ? "09.00.00.0000" : null)).ToList();
        var groups = Objects(Compare, null, alike.Concat(other)).Cast<InventoryGroup>().ToList();
        Assert.Equal(["node03", "node[01-02]"], groups.Select(g => g.HostRange));
        Assert.Equal(("nmem1", "RunningVersion", "09.00.00.0000"), groups[0].Differences.Select(d => (d.Target, d.Property!, d.Actual!)).Single());
        Assert.Equal("node[01-03]", Assert.IsType<InventoryGroup>(Assert.Single(Objects(Compare, new { Property = "Family" }, alike.Concat(other)))).HostRange);
        Assert.Equal("Nvdimm.Inventory.Property", Id(Run(Compare, new { Property = new[] { "Family", "Colour" } }, alike)));
    }

    [Fact]
    public void What_is_nothing_to_compare_is_left_out()
    {
        var run = Run(Compare, null, ["text", .. Objects(Firmware), Custom("Name", "x"), 7]);
        Assert.Equal(3, run.Errors.Count);
        Assert.All(run.Errors, e => Assert.Equal("Nvdimm.Inventory.Object", Id(e)));
        Assert.Equal(2, Assert.IsType<InventoryGroup>(Assert.Single(run.Objects)).Dimms);
    }

    [Fact]
    public void Firmware_is_held_against_a_version_a_table_and_a_minimum()
    {
        var version = ((NvdimmFirmware)Objects(Firmware)[0]!).RunningVersion!;
        Assert.All(Objects(Test, new { Baseline = (object)version }), o => Assert.Equal("Compliant", ((FirmwareCompliance)o!).Status));
        Assert.Equal([true], Objects(Test, new { Baseline = (object)version, Quiet = true }));
        Kernel.Dimm("nmem1").State.Update.RunningVersion++;
        var table = new System.Collections.Hashtable { ["Intel"] = version };
        Assert.Equal(["nmem0 Compliant", "nmem1 NonCompliant"], Names(Test, new { Baseline = (object)table }));
        Assert.Equal(["nmem1 NonCompliant"], Names(Test, new { Baseline = (object)table, Dimm = "nmem1" }));
        Assert.Equal(["nmem0 Compliant", "nmem1 Compliant"], Names(Test, new { Baseline = (object)new System.Collections.Hashtable { ["Intel"] = new System.Collections.Hashtable { ["Minimum"] = version } } }));
        Assert.Equal([false], Objects(Test, new { Baseline = (object)table, Quiet = true }));
    }

    [Fact]
    public void Firmware_of_hosts_and_of_devices()
    {
        var version = ((NvdimmFirmware)Objects(Firmware)[0]!).RunningVersion!;
        var remote = Objects(Firmware).Select(o => OfHost("node01", o!)).ToList();
        var judged = Objects(Test, new { Baseline = (object)version }, remote).Cast<FirmwareCompliance>().ToList();
        Assert.Equal([("node01", "nmem0", "Compliant"), ("node01", "nmem1", "Compliant")], judged.Select(j => (j.HostName, j.Dimm, j.Status)));
        var before = Requests.Count();
        var byKind = new System.Collections.Hashtable { [$"{((NvdimmDevice)Objects("Get-NvdimmDevice", new { Detailed = true })[0]!).Vendor}:{((NvdimmDevice)Objects("Get-NvdimmDevice", new { Detailed = true })[0]!).Device}"] = version };
        Assert.Equal(["nmem0 Unknown", "nmem1 Unknown"], Names(Test, new { Baseline = (object)byKind }, remote));
        var devices = Objects("Get-NvdimmDevice", new { Detailed = true }).Select(o => OfHost("node01", o!));
        Assert.Equal(["nmem0 Compliant", "nmem1 Compliant"], Names(Test, new { Baseline = (object)byKind }, remote.Concat(devices)));
        Assert.Equal(before, Requests.Count());
        Assert.Equal(["nmem0 Compliant", "nmem1 Compliant"], Names(Test, new { Baseline = (object)byKind }, Objects("Get-NvdimmDevice")));
    }

    [Fact]
    public void Who_does_not_answer_does_not_pass()
    {
        Kernel.Faults.Add(new SimulatorFault { Target = "nmem1", Kind = SimulatorFaultKind.Errno, Value = Errno.EIO });
        var version = ((NvdimmFirmware)Objects(Firmware, new { Dimm = "nmem0" })[0]!).RunningVersion!;
        Assert.Equal(["nmem0 Compliant", "nmem1 Unknown"], Names(Test, new { Baseline = (object)version }));
        Assert.Equal([false], Objects(Test, new { Baseline = (object)version, Quiet = true }));
        var run = Run(Test, new { Baseline = (object)version, Dimm = new[] { "nmem0", "nmem9" }, Quiet = true });
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(run));
        Assert.Equal([false], run.Objects);
        Assert.Equal([false], RunOn(new NoKernel(), Test, new { Baseline = (object)version, Quiet = true }).Objects);
        Assert.Equal("Nvdimm.Input.Firmware", Id(Run(Test, new { Baseline = (object)version }, ["text"])));
        Assert.Equal("Nvdimm.FirmwareBaseline.File", Id(Run(Test, new { Baseline = (object)"/no/such.psd1" }).TerminatingError));
        Assert.Equal("Nvdimm.FirmwareBaseline.Invalid", Id(Run(Test, new { Baseline = (object)-7 }).TerminatingError));
    }

    /// <summary>What remoting leaves of an object: its properties, its type's name with a word before it, and the host.</summary>
    private static PSObject OfHost(string host, object item, string? version = null)
    {
        var left = new PSObject();
        left.TypeNames.Insert(0, $"Deserialized.{item.GetType().FullName}");
        foreach (var property in item.GetType().GetProperties())
        {
            left.Properties.Add(new PSNoteProperty(property.Name, property.Name == nameof(NvdimmFirmware.RunningVersion) ? version ?? property.GetValue(item) : property.GetValue(item)));
        }

        left.Properties.Add(new PSNoteProperty("PSComputerName", host));
        return left;
    }
}
