using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Answers of firmware that is older than the table: read as far as they go, and no further.</summary>
public sealed class ShortAnswerTests
{
    [Theory]
    [InlineData(12u, true)]
    [InlineData(8u, false)]
    public void Scrub_capabilities_of_older_firmware_are_read(uint size, bool hasUnit)
    {
        var result = Invoke("GetArsCapabilities", new SimulatorFault { Kind = SimulatorFaultKind.Truncate, Value = size });
        Assert.Equal(("Success", true), (result.Status, result.Find("MaxStatusSize")!.Valid));
        Assert.Equal(hasUnit ? (uint?)256 : null, result.Find("ClearErrorUnit")!.Value);
        Assert.Contains("older", result.Find("Flags")!.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x10000u, "InProgress")]
    [InlineData(0x20000u, "NoneThisBoot")]
    public void A_scrub_without_results_yet_is_told_by_its_status_alone(uint status, string state)
    {
        var answer = DsmDecoder.DecodeOutput(DsmFamilies.NfitBus.Find("GetArsStatus")!, BitConverter.GetBytes(status));
        Assert.Equal(state, answer.Fields.Single(f => f.Name == "ScrubState").Value);
        Assert.All(answer.Fields.Where(f => f.Name != "ScrubState"), f => Assert.False(f.Valid));
    }

    /// <summary>No errors found, and no word of errors, must not look alike.</summary>
    [Theory]
    [InlineData("GetArsStatus", 4, 0u)]
    [InlineData("GetArsStatus", 44, 0u)]
    [InlineData("GetArsStatus", 4, 0x30000u)]
    [InlineData("GetArsCapabilities", 4, 0x30000u)]
    [InlineData("StartArs", 4, 0u)]
    public void What_no_firmware_answers_is_refused(string function, int size, uint status)
    {
        byte[] bytes = [.. BitConverter.GetBytes(status), .. new byte[size - 4]];
        Assert.Equal("Nvdimm.Dsm.ShortReply",
            Assert.Throws<DsmReplyException>(() => DsmDecoder.DecodeOutput(DsmFamilies.NfitBus.Find(function)!, bytes)).ErrorId);
    }

    private static DsmResult Invoke(string function, SimulatorFault fault)
    {
        using var kernel = new SimulatedKernel("2x6");
        using var caller = new DsmCaller(kernel);
        var bus = new NvdimmMachine(kernel).GetBus("ndbus0");
        var region = kernel.Regions.First();
        kernel.Faults.Add(fault with { Target = "ndbus0" });
        var known = DsmFamilies.NfitBus.Find(function)!;
        return caller.Invoke(NvdimmMachine.Target(bus), new DsmCall(known, DsmInput.FromArguments(known,
            new Dictionary<string, object?> { ["Address"] = region.Resource, ["Length"] = 4096 })) { Route = DsmRoute.Legacy });
    }
}
