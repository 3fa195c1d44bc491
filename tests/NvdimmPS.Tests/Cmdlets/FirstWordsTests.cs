using System.Collections;
using System.Management.Automation;
using System.Security;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Findings.FirmwareBaselines;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Files;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>What people type first, and what they mean by it.</summary>
public sealed class FirstWordsTests(CmdletFixture fixture) : CmdletTest(fixture, "1x2", shared: true)
{
    private const string Invoke = "Invoke-NvdimmDsm", Vendor = "Invoke-NvdimmVendorCommand";

    private static string Advice(ErrorRecord error) => error.ErrorDetails.RecommendedAction;

    [Theory]
    [InlineData("nmem0", "GetSmart", "nmem0 is a DIMM: the function comes first.", "-Function GetSmart -Dimm nmem0.")]
    [InlineData("/dev/nmem1", "getsmart", "nmem1 is a DIMM: the function comes first.", "-Function GetSmart -Dimm nmem1.")]
    [InlineData("0", "GetSmart", "nmem0 is a DIMM: the function comes first.", "-Function GetSmart -Dimm nmem0.")]
    [InlineData("nmem*", "17", "nmem* is a DIMM: the function comes first.", "-Function FUNCTION -Dimm nmem*.")]
    [InlineData("ndbus0", "nmem0", "ndbus0 is a bus: the function comes first.", "-Function FUNCTION -Bus ndbus0.")]
    public void A_DIMM_in_the_functions_place_is_told(string first, string second, string message, string advice)
    {
        var error = Assert.Single(Run(Invoke, new { Function = first, Dimm = second }).Errors);
        Assert.StartsWith(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.EndsWith(advice, Advice(error), StringComparison.Ordinal);
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_DIMM_in_the_commands_place_is_told_too()
    {
        var error = Assert.Single(Run("Invoke-NvdimmCommand", new { Command = "nmem0", Dimm = "smart" }).Errors);
        Assert.StartsWith("nmem0 is a DIMM: the command comes first.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains("-Command smart -Dimm nmem0", Advice(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GetSmrt", "nmem0", null, "Did you mean 'GetSmart'?")]
    [InlineData("GetSmart", "nmen0", null, "Did you mean 'nmem0'?")]
    [InlineData("GetSmart", "nmem0", "Intle", "Did you mean 'Intel'?")]
    public void A_name_that_is_nearly_right_is_asked_back(string function, string dimm, string? family, string question) =>
        Assert.Contains(question, Advice(Assert.Single(Run(Invoke, new { Function = function, Dimm = dimm, Family = family }).Errors)), StringComparison.Ordinal);

    [Fact]
    public void A_field_and_a_command_that_are_nearly_right_are_asked_back()
    {
        var field = Run(Invoke, new { Function = 17, Dimm = 0, Argument = new Hashtable { ["MediaTemperatur"] = 1 } });
        Assert.Contains("Did you mean 'MediaTemperature'?", Advice(Assert.Single(field.Errors)), StringComparison.Ordinal);
        Assert.Contains("Did you mean 'smart'?", Advice(Assert.Single(Run("Invoke-NvdimmCommand", new { Command = "smrt", Dimm = 0 }).Errors)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nmem0", "getidentity", "nmem0 is a DIMM: the command comes first.", "-Command GetIdentity -Dimm nmem0.")]
    [InlineData("/dev/nmem1", "GetIdentity", "nmem1 is a DIMM: the command comes first.", "-Command GetIdentity -Dimm nmem1.")]
    [InlineData("0", "08:00", "nmem0 is a DIMM: the command comes first.", "-Command ")]
    [InlineData("NMEM*", "nmem0", "NMEM* is a DIMM: the command comes first.", "-Command COMMAND -Dimm NMEM*.")]
    [InlineData("ndbus0", "GetIdentity", "ndbus0 is a bus: the command comes first.", "-Command GetIdentity -Dimm DIMM.")]
    public void A_DIMM_in_the_vendor_commands_place_is_told_too(string first, string second, string message, string advice)
    {
        var error = Run(Vendor, new { Command = first, Dimm = second }).TerminatingError!;
        Assert.StartsWith(message, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(advice, Advice(error), StringComparison.Ordinal);
        Assert.Empty(Requests);
    }

    [Fact]
    public void A_vendor_command_that_is_nearly_right_is_asked_back() =>
        Assert.Contains("Did you mean 'GetIdentity'?", Advice(Run(Vendor, new { Command = "GetIdentiy", Dimm = 0 }).TerminatingError!), StringComparison.Ordinal);

    [Theory]
    [InlineData("Get-NvdimmDevice")]
    [InlineData(Invoke)]
    public void A_bus_in_a_DIMMs_place_is_told(string cmdlet)
    {
        var run = Run(cmdlet, cmdlet == Invoke ? new { Function = "GetSmart", Dimm = "ndbus0" } : new { Dimm = "ndbus0" });
        Assert.Equal("Nvdimm.Dimm.NotFound", Id(run));
        Assert.StartsWith("'ndbus0' is a bus: give it as one, or name a DIMM of it.", Advice(run.Errors[0]), StringComparison.Ordinal);
        Assert.Empty(Requests);
    }

    /// <summary>What people mount is the device; what is changed and listed is the namespace.</summary>
    [Fact]
    public void A_device_in_a_namespaces_place_is_told()
    {
        var device = Objects("Get-NvdimmNamespace").Cast<NvdimmNamespace>().First(n => n.BlockDevice is not null);
        var run = Run("Get-NvdimmNamespace", new { Namespace = device.BlockDevice });
        Assert.Equal("Nvdimm.Namespace.NotFound", Id(run));
        Assert.Equal($"'{device.BlockDevice}' is a device of {device.Name}: name that.", Advice(run.Errors[0]));
    }

    [Theory]
    [InlineData("nmem77")]
    [InlineData("zzzzzzzzzz")]
    public void Who_names_another_number_or_something_else_means_that(string dimm) =>
        Assert.DoesNotContain("Did you mean", Advice(Assert.Single(Run("Get-NvdimmDevice", new { Dimm = dimm }).Errors)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Microsoft", "Msft")]
    [InlineData("jedec", "Msft")]
    [InlineData("NVDIMM-N", "Msft")]
    [InlineData("HPE", "Hpe1")]
    [InlineData("NFIT", "NfitBus")]
    public void A_family_is_known_by_its_other_names(string name, string family)
    {
        Assert.All(Objects("Get-NvdimmDsmFunction", new { Family = name }), f => Assert.Equal(family, Assert.IsType<DsmFunctionInfo>(f).Family));
        var node = family == "NfitBus" ? NdNodeKind.Bus : NdNodeKind.Dimm;
        Assert.Equal(family, NvdimmMachine.Family(node, name).Name);
    }

    [Theory]
    [InlineData("1x1:microsoft", null)]
    [InlineData("1x1", "JEDEC")]
    public void A_simulator_takes_them_too(string topology, string? family)
    {
        using var kernel = new SimulatedKernel(Topologies.Parse(topology, family));
        Assert.Equal("Msft", new NvdimmMachine(kernel).GetDevice("nmem0").Family);
    }

    [Fact]
    public void A_DIMM_where_a_family_belongs_is_told() =>
        Assert.Contains("'nmem0' is a DIMM: give it as -Dimm", Advice(Assert.Single(Run("Get-NvdimmDsmFunction", new { Family = "nmem0" }).Errors)), StringComparison.Ordinal);

    [Fact]
    public void A_passphrase_as_a_plain_text_is_not_taken_for_digits()
    {
        var run = Run(Invoke, new { Function = "SetPassphrase", Dimm = 0, Argument = new Hashtable { ["NewPassphrase"] = "correct horse" }, AllowSensitive = true, Force = true });
        var error = Assert.Single(run.Errors);
        Assert.Equal("Nvdimm.Dsm.PassphraseAsText", Id(run));
        Assert.Contains("NewPassphrase = Read-Host -AsSecureString", Advice(error), StringComparison.Ordinal);
        Assert.DoesNotContain("horse", error.Exception.Message + Advice(error), StringComparison.Ordinal);
        Assert.DoesNotContain("digit", Advice(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x213", "0x213")]
    [InlineData("1.10", "1.10")]
    public void A_version_that_PowerShell_takes_for_a_number_is_a_version(string typed, string version)
    {
        using var shell = PowerShell.Create();
        var given = shell.AddScript($"function f([object] $x) {{ ,$x }}; f {typed}").Invoke()[0];
        var baseline = FirmwareBaselineOfParameter.Resolve(given, p => throw new InvalidOperationException(p), CancellationToken.None);
        Assert.Equal([version], Assert.Single(baseline.Rules).Allowed);
    }

    [Fact]
    public void A_number_in_a_table_is_hexadecimal()
    {
        var baseline = FirmwareBaselineOfParameter.Resolve(new Hashtable { ["Hpe1"] = 0x213 }, p => p, CancellationToken.None);
        Assert.Equal(["0x213"], Assert.Single(baseline.Rules).Allowed);
        Assert.Equal(["0x213"], Assert.Single(FirmwareBaselineOfParameter.Resolve(0x213, p => p, CancellationToken.None).Rules).Allowed);
    }

    [Fact]
    public void Metrics_and_inventory_of_nothing_are_of_this_machine()
    {
        var text = Assert.IsType<string>(Assert.Single(Objects("ConvertTo-NvdimmMetric", new { })));
        Assert.Contains("nvdimm_health_status{dimm=\"nmem1\"", text, StringComparison.Ordinal);
        var group = Assert.IsType<InventoryGroup>(Assert.Single(Objects("Compare-NvdimmInventory", new { })));
        Assert.Equal([Environment.MachineName], group.Hosts);
    }

    [Fact]
    public void An_empty_pipeline_reads_nothing()
    {
        Assert.Empty(Objects("Compare-NvdimmInventory", new { }, pipeline: []));
        Assert.Empty(Requests);
    }
}
