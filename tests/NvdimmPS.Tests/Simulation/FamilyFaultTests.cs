using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Simulation;

/// <summary>Scripted faults in each family's form of status, and in place.</summary>
public class FamilyFaultTests
{
    [Theory]
    [InlineData("1x1", "GetSmart", 0x5u, "RetrySuggested")]
    [InlineData("nvdimm-n", "GetNvdimmNHealth", 0x3u, "I2CCommunicationError")]
    [InlineData("nvdimm-n", "GetSaveOperationRequirements", 0x1_0004u, "NotReported")]
    [InlineData("nvdimm-n", "GetNvdimmNHealth", 0x7F00_0005u, "VendorSpecific")]
    [InlineData("hpe-nvdimm-n", "GetSmart", 0x0102_0004u, "VendorSpecific")]
    [InlineData("hpe2-nvdimm-n", "GetFlags", 0x3u, "OperationFailed")]
    [InlineData("papr", "GetHealth", unchecked((uint)-6), "ENXIO")]
    [InlineData("papr", "InjectSmart", unchecked((uint)-5), "EIO")]
    public void A_status_is_read_by_its_family(string topology, string function, uint status, string word)
    {
        using var calls = new NamedCalls(topology);
        calls.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Status, Value = status, Count = 1 });
        (string, object?)[] arguments = function == "InjectSmart" ? [("FatalErrorEnable", "Enable")] : [];
        Assert.Equal(word, calls.Refused(function, arguments));
        calls.Call(function, arguments);
    }

    public static TheoryData<string, string> Machines => new()
    {
        { "1x1", "GetSmart" }, { "nvdimm-n", "GetNvdimmNHealth" }, { "hpe-nvdimm-n", "GetSmart" }, { "hpe2-nvdimm-n", "GetSmart" },
        { "hyperv", "GetHealthInformation" }, { "papr", "GetHealth" },
    };

    [Theory]
    [MemberData(nameof(Machines))]
    public void A_short_answer_is_no_answer(string topology, string function)
    {
        using var calls = new NamedCalls(topology);
        foreach (var (kind, value) in ((SimulatorFaultKind, uint)[])[(SimulatorFaultKind.Truncate, 6), (SimulatorFaultKind.Truncate, 3), (SimulatorFaultKind.ZeroLength, 0)])
        {
            calls.Kernel.Faults.Add(new() { Kind = kind, Value = value, Count = 1 });
            var error = Assert.Throws<DsmReplyException>(() => calls.Call(function));
            Assert.StartsWith("Nvdimm.Dsm.", error.ErrorId, StringComparison.Ordinal);
        }

        calls.Call(function);
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void Garbage_crashes_nobody(string topology, string function)
    {
        using var calls = new NamedCalls(topology);
        for (var seed = 0; seed < 200; seed++)
        {
            calls.Kernel.Faults.Clear();
            calls.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Garbage, Seed = seed });
            Assert.ThrowsAny<NvdimmException>(() => calls.Call(function));
        }
    }

    [Theory]
    [MemberData(nameof(Machines))]
    public void An_errno_keeps_the_request_from_the_firmware(string topology, string function)
    {
        using var calls = new NamedCalls(topology);
        calls.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.ETIMEDOUT, Target = "nmem0", Count = 1 });
        Assert.Equal("Nvdimm.Ioctl.ETIMEDOUT", Assert.Throws<NdIoctlException>(() => calls.Call(function)).ErrorId);
        calls.Call(function);
    }

    [Fact]
    public void An_answer_that_is_too_long_arrives_as_far_as_there_is_room()
    {
        using var machine = new Machine("papr");
        machine.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.OverLong, Value = 4096, Function = 1 });
        var buffer = Machine.Package(1, outputSize: 192, family: 5);
        buffer.AsSpan(64).Clear();
        Assert.Equal(0, machine.Send("nmem0", Machine.CallRequest, buffer));
        Assert.Equal((4096, 97), (BitConverter.ToInt32(buffer, 60), buffer[64 + 20]));
    }

    [Fact]
    public void A_fault_in_a_label_command_of_POWER_leaves_what_was_there()
    {
        using var machine = new Machine("papr");
        machine.DisableRegions();
        machine.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Status, Value = 3, Function = 6, Count = 1 });
        var write = new byte[8 + 4 + 4];
        (write[4], write[8]) = (4, 9);
        var label = machine.Dimm.Labels[0];
        Assert.Equal(0, machine.Send("nmem0", 0xC0084E06, write));
        Assert.Equal(label, machine.Dimm.Labels[0]);
        Assert.Equal(0, machine.Send("nmem0", 0xC0084E06, write));
        Assert.Equal(9, machine.Dimm.Labels[0]);
    }
}
