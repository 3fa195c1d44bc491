using System.Collections;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Faults as scripts write them.</summary>
public sealed class FaultTableTests(CmdletFixture fixture) : SimulatorCmdletTest(fixture)
{
    public static TheoryData<Hashtable, string> Faults => new()
    {
        { new() { ["Errno"] = "EIO" }, "Nvdimm.Ioctl.EIO" },
        { new() { ["errno"] = 16, ["Dimm"] = "nmem0" }, "Nvdimm.Ioctl.EBUSY" },
        { new() { ["Status"] = "0x5", ["Target"] = "nmem*" }, "Nvdimm.Dsm.FirmwareStatus" },
        { new() { ["ZeroLength"] = true, ["Family"] = "Intel", ["Function"] = 1 }, "Nvdimm.Dsm.ShortReply" },
        { new() { ["Truncate"] = 7, ["Family"] = 0 }, "Nvdimm.Dsm.ShortReply" },
        { new() { ["Garbage"] = true, ["Count"] = 1 }, "Nvdimm.Dsm.FirmwareStatus" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Faults_are_written_as_tables(Hashtable fault, string id)
    {
        var simulator = Start("1x1");
        var added = simulator.AddFault(fault);
        Assert.Same(added, Assert.Single(simulator.Faults));
        Assert.Equal(id, Id(Run("Invoke-NvdimmDsm", new() { ["Dimm"] = 0, ["Function"] = 1 })));
        Assert.Equal(!fault.ContainsKey("Count"), simulator.RemoveFault(added));
        Assert.IsType<DsmResult>(Assert.Single(Run("Invoke-NvdimmDsm", new() { ["Dimm"] = 0, ["Function"] = 1 }).Objects));
    }

    [Theory]
    [InlineData("papr", "GetHealth", -6, "ENXIO")]
    [InlineData("nvdimm-n", "GetNvdimmNHealth", 0x10004, "FunctionSpecific")]
    [InlineData("nvdimm-n", "GetNvdimmNHealth", unchecked((int)0xFF00_0005), "VendorSpecific")] // what PowerShell makes of 0xFF000005
    [InlineData("hpe-nvdimm-n", "GetSmart", 0x20004, "VendorSpecific")]
    public void A_status_is_a_word_of_its_family(string topology, string function, int status, string word)
    {
        Start(topology).AddFault(new Hashtable { ["Status"] = status });
        var error = Assert.Single(Run("Invoke-NvdimmDsm", new() { ["Dimm"] = 0, ["Function"] = function }).Errors);
        Assert.Equal(word, Assert.IsType<DsmStatusException>(error.Exception).Status);
    }

    public static TheoryData<Hashtable, string> BadFaults => new()
    {
        { new(), "does not say" },
        { new() { ["Target"] = "nmem0" }, "does not say" },
        { new() { ["Errno"] = "EIO", ["Status"] = 1 }, "already" },
        { new() { ["Errno"] = "EVERYTHING" }, "no error number" },
        { new() { ["Status"] = "x" }, "32 bits" },
        { new() { ["Status"] = 1, ["Function"] = "GetSmart" }, "32 bits" },
        { new() { ["Nope"] = 1 }, "no such key" },
    };

    [Theory]
    [MemberData(nameof(BadFaults))]
    public void A_fault_that_makes_no_sense_is_said(Hashtable fault, string why)
    {
        var error = Assert.Throws<NvdimmException>(() => Start("1x1").AddFault(fault));
        Assert.Equal("Nvdimm.Simulator.Fault", error.ErrorId);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }
}
