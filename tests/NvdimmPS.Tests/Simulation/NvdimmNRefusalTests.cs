namespace NvdimmPS.Tests.Simulation;

/// <summary>What the firmware of an NVDIMM-N refuses, in the words of its family.</summary>
public class NvdimmNRefusalTests
{
    private const uint Everything = 0xFFFF_FFFE;

    public static TheoryData<string, byte[]> MsftSizes => new()
    {
        { "GetIdentification", [1] }, { "GetNvdimmNHealth", [0, 0, 0, 0] }, { "SetNvmLifetimeWarningThreshold", [] },
        { "SetEnergySourceLifetimeWarningThreshold", [1, 2] }, { "InjectError", [0, 0, 0] }, { "GetFirmwareInfo", [] }, { "ReadI2C", [0] },
        { "WriteI2C", [0, 0] }, { "ReadTypedData", [1, 0, 0] }, { "WriteTypedData", new byte[35] }, { "SetMemoryErrorCounters", [1] },
        { "SendFirmwareUpdateData", new byte[6] }, { "Arm", [0] }, { "SetNvmLifetimeWarningThreshold", [101] },
        { "SetEnergySourceLifetimeWarningThreshold", [101] }, { "GetFirmwareInfo", [2] }, { "StartFirmwareUpdate", [2] },
        { "StartFirmwareUpdate", [1] },
    };

    // The encoder lets no wrong size out, so what the firmware makes of one is asked for as bytes.
    [Theory]
    [MemberData(nameof(MsftSizes))]
    public void Microsoft_refuses_what_is_no_input(string function, byte[] input)
    {
        using var machine = new Machine("nvdimm-n");
        machine.DisableRegions();
        Assert.Equal(2u, machine.Call("nmem0", 3, Number(3, function), input).Status());
    }

    [Fact]
    public void Microsoft_says_what_is_not_there()
    {
        using var calls = new NamedCalls("nvdimm-n");
        Assert.Equal("InvalidPage", calls.Refused("ReadI2C", ("Page", 4), ("Offset", 0)));
        Assert.Equal("InvalidPage", calls.Refused("WriteI2C", ("Page", 0x81), ("Offset", 0), ("Value", 0)));
        Assert.Equal("ReadOnlyRegister", calls.Refused("WriteI2C", ("Page", 0), ("Offset", 0xA0), ("Value", 0)));
        Assert.Equal("ReadOnlyRegister", calls.Refused("WriteI2C", ("Page", 0), ("Offset", 0x98), ("Value", 101)));
        Assert.Equal("InvalidDataType", calls.Refused("ReadTypedData", ("DataType", 3), ("RegionId", 0), ("BlockId", 0)));
        Assert.Equal("InvalidDataType", calls.Refused("WriteTypedData", ("DataType", 2), ("RegionId", 0), ("BlockId", 0), ("Data", new byte[32])));
        calls.Call("WriteI2C", ("Page", 0x80), ("Offset", 255), ("Value", 9));
        calls.Call("ReadI2C", ("Page", 0x80), ("Offset", 255)).Says("Value: 9");
        calls.Dimm.ErrorInjectionEnabled = false;
        Assert.Equal("ReadOnlyRegister", calls.Refused("WriteI2C", ("Page", 2), ("Offset", 0x60), ("Value", 1)));
    }

    [Fact]
    public void Microsofts_update_goes_in_order()
    {
        using var calls = new NamedCalls("nvdimm-n");
        (string, object?)[] block = [("RegionId", 0), ("BlockId", 0), ("Data", new byte[32])];
        Assert.Equal("NoUpdateInProgress", calls.Refused("SendFirmwareUpdateData", block));
        Assert.Equal("NoUpdateInProgress", calls.Refused("FinishFirmwareUpdate"));
        Assert.Equal("InvalidSlot", calls.Refused("SelectFirmwareImageSlot", ("FirmwareSlot", 2)));
        calls.Call("StartFirmwareUpdate", ("FirmwareSlot", 0));
        Assert.Equal("UpdateInProgress", calls.Refused("StartFirmwareUpdate", ("FirmwareSlot", 0)));
        Assert.Equal("InvalidRegionSize", calls.Refused("SendFirmwareUpdateData", ("RegionId", 0), ("BlockId", 0), ("Data", new byte[33])));
        Assert.Equal("InvalidRegionSize", calls.Refused("SendFirmwareUpdateData", ("RegionId", 0), ("BlockId", 127), ("Data", new byte[64])));
        Assert.Equal("InvalidImage", calls.Refused("FinishFirmwareUpdate")); // nothing was sent
        Assert.Equal("EmptySlot", calls.Refused("SelectFirmwareImageSlot", ("FirmwareSlot", 0)));

        calls.Call("StartFirmwareUpdate", ("FirmwareSlot", 0));
        calls.Call("SendFirmwareUpdateData", ("RegionId", 0), ("BlockId", 0), ("Data", "BAD"u8.ToArray().Concat(new byte[29]).ToArray()));
        Assert.Equal("InvalidImage", calls.Refused("FinishFirmwareUpdate"));

        calls.Call("InjectError", ("FirmwareUpdateFailures", 1));
        calls.Call("StartFirmwareUpdate", ("FirmwareSlot", 0));
        calls.Call("SendFirmwareUpdateData", block);
        Assert.Equal("InvalidImage", calls.Refused("FinishFirmwareUpdate"));

        calls.Call("InjectError", ("FirmwareUpdateFailures", 0), ("OperationFailures", 0));
        calls.Call("StartFirmwareUpdate", ("FirmwareSlot", 0));
        calls.Dimm.PowerLoss();
        Assert.Equal("NoUpdateInProgress", calls.Refused("FinishFirmwareUpdate"));
    }

    [Theory]
    [InlineData("GetSmart", "")]
    [InlineData("GetSmart", "0000000000")]
    [InlineData("GetSmart", "00080000")] // a reserved bit
    [InlineData("GetSmartThreshold", "00")]
    [InlineData("GetOsData", "00000000")]
    [InlineData("GetOsData", "ff0f000002000000")] // past the end
    [InlineData("GetOsData", "0000000001040000")] // longer than a transfer
    [InlineData("GetOsData", "ffffffffffffffff")]
    [InlineData("SetOsData", "00000000")]
    [InlineData("SetOsData", "0000000002000000aa")]
    [InlineData("SetOsData", "0010000001000000aa")]
    [InlineData("SetNvmLifetimeThreshold", "65")]
    [InlineData("InjectError", "0000")]
    [InlineData("InjectError", "1300")]
    [InlineData("InjectError", "0103")]
    [InlineData("InjectError", "01")]
    [InlineData("ReadI2C", "0400")]
    [InlineData("WriteI2C", "040000")]
    [InlineData("ReadI2CBlock", "03000000")]
    [InlineData("WriteI2CBlock", "02000000")]
    public void HPEs_first_family_refuses_what_is_no_input(string function, string input)
    {
        using var machine = new Machine("hpe-nvdimm-n");
        machine.DisableRegions();
        machine.Kernel.Buses[0].OverrideDsmMask = Everything;
        Assert.Equal(2u, machine.Call("nmem0", 1, Number(1, function), Convert.FromHexString(input)).Status());
    }

    [Fact]
    public void HPEs_first_family_says_what_is_locked_or_fails()
    {
        using var calls = new NamedCalls("hpe-nvdimm-n", Everything);
        Assert.Equal("OperationFailed", calls.Refused("WriteI2C", ("Page", 0), ("Offset", 0xA0), ("Value", 0)));
        Assert.Equal("InvalidInput", calls.Refused("WriteI2CBlock", ("DataType", 2), ("RegionId", 0), ("BlockId", 0), ("Data", new byte[32])));
        calls.Call("InjectError", ("ErrorType", "ControllerError"), ("Option", "Persistent"));
        calls.Dimm.ErrorInjectionEnabled = false;
        Assert.Equal("NotImplemented", calls.Refused("GetErrorInjectionCapabilities"));
        Assert.Equal("NotImplemented", calls.Refused("InjectError", ("ErrorType", "BadBlock")));
        calls.Call("GetErrorInjectionStatus").Says("InjectionStatus: None");
        calls.Call("GetSmart").Says("ModuleHealth: none");
    }

    [Theory]
    [InlineData("GetSmart", "")]
    [InlineData("GetSmart", "00040000")] // a reserved bit
    [InlineData("SetSmartThreshold", "65000000")]
    [InlineData("SetSmartThreshold", "0065ff00")]
    [InlineData("SetSmartThreshold", "0f0f")]
    [InlineData("GetFlags", "00")]
    [InlineData("PassThrough", "01000000")]
    [InlineData("PassThrough", "0100000002000000aa")]
    [InlineData("PassThrough", "2200000000000000")] // no such opcode
    public void HPEs_second_family_refuses_what_is_no_input(string function, string input)
    {
        using var machine = new Machine("hpe2-nvdimm-n");
        var reply = machine.Call("nmem0", 2, Number(2, function), Convert.FromHexString(input));
        Assert.Equal(2u, reply.Status());
        Assert.InRange(reply.FirmwareSize!.Value, 4, 8);
    }

    [Fact]
    public void HPEs_second_family_changes_nothing_where_one_threshold_is_bad()
    {
        using var machine = new Machine("hpe2-nvdimm-n");
        Assert.Equal(2u, machine.Call("nmem0", 2, 3, [50, 101, 0xFF, 0]).Status());
        Assert.Equal((20, 20), (machine.Call("nmem0", 2, 2).Output[12], machine.Call("nmem0", 2, 2).Output[14]));
        Assert.Equal(0u, machine.Call("nmem0", 2, 3, [50, 0x0F, 0xFF, 0]).Status());
        Assert.Equal((50, 20, 55 * 16), (machine.Call("nmem0", 2, 2).Output[12], machine.Call("nmem0", 2, 2).Output[14], machine.Call("nmem0", 2, 2).U16(20)));
    }

    [Fact]
    public void Size_and_version_of_HPEs_health_are_there_on_a_refusal_too()
    {
        using var machine = new Machine("hpe2-nvdimm-n");
        var reply = machine.Call("nmem0", 2, 1);
        Assert.Equal((2u, 8, 0x0100), (reply.Status(), reply.U16(4), reply.U16(6)));
    }

    private static uint Number(uint family, string function) =>
        NvdimmPS.Dsm.DsmFamilies.Find(NvdimmPS.Abi.NdNodeKind.Dimm, family)!.Functions.Single(f => f.Name == function).Number;
}
