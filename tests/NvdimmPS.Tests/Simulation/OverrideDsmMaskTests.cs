using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The nfit driver's white-list, and its parameter that replaces it.</summary>
public class OverrideDsmMaskTests
{
    [Theory]
    [InlineData("1x1", 0, "0x7ffffffe", "0xfffffffe")]
    [InlineData("hpe-nvdimm-n", 1, "0x1c3c76", "0x1fc3c76")]
    [InlineData("hpe2-nvdimm-n", 2, "0x1fe", "0x1fe")]
    [InlineData("nvdimm-n", 3, "0xfffffffe", "0xfffffffe")]
    [InlineData("hyperv", 4, "0x6", "0x6")]
    public void What_firmware_offers_and_the_driver_passes_on(string topology, int family, string ordinary, string all)
    {
        using var machine = new Machine(topology);
        Assert.Equal(($"{family}\n", ordinary + "\n"), (machine.Attribute("nmem0/nfit/family"), machine.Attribute("nmem0/nfit/dsm_mask")));
        machine.Kernel.Buses[0].OverrideDsmMask = uint.MaxValue;
        Assert.Equal(all + "\n", machine.Attribute("nmem0/nfit/dsm_mask"));
        machine.Kernel.Buses[0].OverrideDsmMask = 0;
        Assert.Equal(ordinary + "\n", machine.Attribute("nmem0/nfit/dsm_mask"));
    }

    /// <summary>Functions 19, 29 and 30 are something else in other families.</summary>
    [Theory]
    [InlineData("1x1", true)]
    [InlineData("nvdimm-n", false)]
    [InlineData("hpe-nvdimm-n", false)]
    [InlineData("papr", false)]
    public void Only_Intel_has_security_and_activation_in_sysfs(string topology, bool expected)
    {
        using var machine = new Machine(topology);
        var dimm = Path.Combine(machine.Kernel.SysfsRoot, "bus/nd/devices/nmem0");
        Assert.Equal((expected, expected), (File.Exists(Path.Combine(dimm, "security")), Directory.Exists(Path.Combine(dimm, "firmware"))));
    }

    [Fact]
    public void A_function_outside_of_the_mask_is_not_known()
    {
        using var machine = new Machine("hpe-nvdimm-n");
        var bus = machine.Kernel.Buses[0];
        Assert.Equal(Errno.ENOTTY, machine.Call("nmem0", 1, 21, [0, 0]).Errno);
        bus.OverrideDsmMask = 1 << 21;
        Assert.Equal(1u << 21, bus.OverrideDsmMask);
        Assert.Equal(0u, machine.Call("nmem0", 1, 21, [0, 1]).Status());
        Assert.Equal(Errno.ENOTTY, machine.Call("nmem0", 1, 1, [0, 0, 0, 0]).Errno);
        Assert.Equal(Errno.ENOTTY, machine.Call("nmem0", 1, 32).Errno);
    }

    [Fact]
    public void The_legacy_commands_of_Intel_are_functions_too()
    {
        using var machine = new Machine("1x1");
        machine.Kernel.Buses[0].OverrideDsmMask = 1 << 1 | 1 << 4;
        Assert.Equal("smart get_size cmd_call \n", machine.Attribute("nmem0/commands"));
        Assert.Equal(-Errno.ENOTTY, machine.Send("nmem0", 0xC00C4E05, new byte[16]));
    }

    [Theory]
    [InlineData("papr")]
    [InlineData("nfit_test")]
    public void Another_driver_has_no_white_list(string topology)
    {
        using var machine = new Machine(topology);
        Assert.Equal("Nvdimm.Simulator.DsmMask", Assert.Throws<NvdimmException>(() => machine.Kernel.Buses[0].OverrideDsmMask = 1).ErrorId);
    }
}
