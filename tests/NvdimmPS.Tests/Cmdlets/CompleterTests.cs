using System.Collections;
using System.Management.Automation;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Shell.Completers;
using NvdimmPS.Shell.Session;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>What the prompt offers; never anything that is asked of the firmware.</summary>
public sealed class CompleterTests(CmdletFixture fixture) : CmdletTest(fixture, "2x6", shared: true)
{
    private const string Invoke = "Invoke-NvdimmDsm";

    private static List<CompletionResult> Complete(INdKernel kernel, NvdimmCompleter completer, string word, string command, params (string Name, object Value)[] bound)
    {
        using var injected = NvdimmSession.Inject(kernel);
        var table = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in bound)
        {
            table[name] = value;
        }

        return [.. completer.CompleteArgument(command, "Parameter", word, null!, table)];
    }

    private IEnumerable<string> Texts(NvdimmCompleter completer, string word, string command = Invoke, params (string, object)[] bound)
    {
        var results = Complete(Watched, completer, word, command, bound);
        Assert.All(results, r => Assert.Equal(CompletionResultType.ParameterValue, r.ResultType));
        Assert.Empty(Requests);
        Assert.Empty(Watched.Opened);
        return results.Select(r => r.CompletionText);
    }

    [Fact]
    public void Names_are_those_of_the_machine()
    {
        Assert.Equal(Enumerable.Range(0, 12).Select(i => $"nmem{i}"), Texts(new DimmCompleter(), ""));
        Assert.Equal(["nmem1", "nmem10", "nmem11"], Texts(new DimmCompleter(), "NMEM1"));
        Assert.Equal(["nmem1", "nmem10", "nmem11"], Texts(new DimmCompleter(), "'nmem1"));
        Assert.Equal(["ndbus0"], Texts(new BusCompleter(), "nd"));
        Assert.Equal(["region0", "region1"], Texts(new RegionCompleter(), "r"));
        Assert.Equal(["namespace0.0", "namespace1.0"], Texts(new NamespaceCompleter(), ""));
        Assert.Empty(Texts(new DimmCompleter(), "x"));
        Assert.Contains("Intel", Complete(Watched, new DimmCompleter(), "nmem3", Invoke)[0].ToolTip, StringComparison.Ordinal);
    }

    [Fact]
    public void Functions_are_those_of_the_family_that_is_meant()
    {
        Assert.Equal(["GetSmart", "GetSmartThreshold"], Texts(new FunctionCompleter(), "GetSm", Invoke, ("Dimm", "nmem3")));
        Assert.Contains("GetNvdimmNHealth", Texts(new FunctionCompleter(), "", Invoke, ("Family", "Msft")));
        Assert.Contains("ClearError", Texts(new FunctionCompleter(), "", Invoke, ("Bus", "ndbus0")));
        Assert.Contains("GetSmart", Texts(new FunctionCompleter(), "", Invoke));
        Assert.Equal("Intel 24 Secure Erase NVDIMM w User Passphrase (destructive, sensitive)", Complete(Watched, new FunctionCompleter(), "SecureErase", Invoke)[0].ToolTip);
    }

    [Fact]
    public void Families_are_those_of_the_kind_of_target()
    {
        Assert.Equal(["Intel", "Hpe1", "Hpe2", "Msft", "HyperV", "Papr"], Texts(new FamilyCompleter(), "", Invoke, ("Dimm", "nmem0")));
        Assert.Equal(["NfitBus", "IntelBus"], Texts(new FamilyCompleter(), "", Invoke, ("Bus", "ndbus0")));
        Assert.Equal(8, Texts(new FamilyCompleter(), "", "Get-NvdimmDsmFunction").Count());
    }

    [Fact]
    public void Commands_are_those_of_the_kind_of_target()
    {
        Assert.Equal(["smart", "smart_thresh", "flags", "get_size", "get_data", "set_data", "vendor"], Texts(new CommandCompleter(), "", "Invoke-NvdimmCommand"));
        Assert.Equal(["ars_cap", "ars_start", "ars_status", "clear_error"], Texts(new CommandCompleter(), "", "Invoke-NvdimmCommand", ("Bus", "0")));
    }

    [Fact]
    public void Arguments_are_the_fields_of_the_function()
    {
        Assert.Equal(["@{ Offset = ", "@{ Length = "], Texts(new ArgumentKeyCompleter(), "", Invoke, ("Dimm", "nmem0"), ("Function", "GetNamespaceLabelData")));
        Assert.Equal(["@{ Offset = ", "@{ Data = "], Texts(new ArgumentKeyCompleter(), "", Invoke, ("Function", 6)));
        Assert.Equal(["@{ Offset = ", "@{ Length = "], Texts(new ArgumentKeyCompleter(), "@{", "Invoke-NvdimmCommand", ("Command", "get_data")));
        Assert.Empty(Texts(new ArgumentKeyCompleter(), "", Invoke, ("Function", "Nope")));
        Assert.Empty(Texts(new ArgumentKeyCompleter(), "", Invoke));
    }

    [Fact]
    public void Topologies_are_the_named_ones_and_servers()
    {
        Assert.Equal(["nfit_test", "nfit_test-labelled", "nvdimm-n"], Texts(new TopologyCompleter(), "n", "New-NvdimmSimulator").Order());
        Assert.Equal(["2x6:hpe1", "2x6:hpe2", "2x6:hyperv"], Texts(new TopologyCompleter(), "2x6:h", "New-NvdimmSimulator").Order());
        Assert.Equal(Topologies.Families, Texts(new FamilyCompleter(), "", "New-NvdimmSimulator"));
    }

    [Fact]
    public void Whatever_goes_wrong_there_is_just_nothing_to_offer()
    {
        var broken = new BrokenKernel();
        Assert.Empty(Complete(broken, new DimmCompleter(), "", Invoke));
        Assert.Empty(Complete(broken, new NamespaceCompleter(), "", Invoke));
        Assert.Empty(Complete(Watched, new DimmCompleter(), "nmem[", Invoke));
        Assert.Empty(Complete(Watched, new FunctionCompleter(), "", Invoke, ("Dimm", new object())));
    }

    private sealed class BrokenKernel : INdKernel
    {
        public KernelKind Kind => throw new IOException();

        public string Source => throw new IOException();

        public string SysfsRoot => throw new IOException();

        public string MountTable => throw new IOException();

        public INdDevice Open(NdNode node, NdAccess access) => throw new IOException();
    }
}
