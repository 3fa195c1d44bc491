using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The Microsoft and Hyper-V families, and the NFIT root device.</summary>
public class OtherFirmwareTests
{
    [Fact]
    public void An_NVDIMM_N_reports_whole_degrees_and_its_energy_source()
    {
        using var machine = new Machine("nvdimm-n");
        Assert.Equal("0xfffffffe\n", machine.Attribute("nmem0/nfit/dsm_mask"));
        machine.Dimm.MediaTemperature = 44.9;
        var health = machine.Call("nmem0", 3, 11);
        Assert.Equal((13, 44), (health.Output.Length, health.U16(6)));
        Assert.Equal((0, (byte)99), (health.U16(4), health.Output[10]));

        var failing = machine.Call("nmem2", 3, 11);
        Assert.Equal((0x4000, (byte)0b010, (byte)0b010), (failing.U16(4), failing.Output[8], failing.Output[9]));
        Assert.Equal(8, machine.Call("nmem2", 3, 12).Output[4]);
        machine.Kernel.Dimm("nmem2").EnergySource!.Lifetime = 15;
        Assert.Equal((0, (byte)0, (byte)0b010), Triple(machine.Call("nmem2", 3, 11)));

        static (int Health, byte Error, byte Warning) Triple(NdReply reply) => (reply.U16(4), reply.Output[8], reply.Output[9]);
    }

    [Fact]
    public void Its_thresholds_are_kept()
    {
        using var machine = new Machine("nvdimm-n");
        machine.DisableRegions(); // function 6 meets the label rule
        Assert.Equal(0u, machine.Call("nmem0", 3, 6, [33]).Status());
        Assert.Equal(0u, machine.Call("nmem0", 3, 8, [44]).Status());
        Assert.Equal(0u, machine.Call("nmem0", 3, 9, [55]).Status());
        Assert.Equal(2u, machine.Call("nmem0", 3, 8, [101]).Status());
        Assert.Equal(33, machine.Call("nmem0", 3, 5).Output[4]);
        var source = machine.Call("nmem0", 3, 7).Output;
        Assert.Equal((44, 55), (source[4], source[6]));
        Assert.Equal(52, machine.Call("nmem0", 3, 1).FirmwareSize);
        Assert.Equal(32, machine.Call("nmem0", 3, 13).FirmwareSize);
    }

    [Theory]
    [InlineData(SimulatedHealth.Normal, 0)]
    [InlineData(SimulatedHealth.NonCritical, 8)]
    [InlineData(SimulatedHealth.Critical, 1)]
    [InlineData(SimulatedHealth.Fatal, 4)]
    public void A_virtual_NVDIMM_answers_with_a_whole_page(SimulatedHealth health, uint bits)
    {
        using var machine = new Machine("hyperv");
        machine.Dimm.HealthState = health;
        var reply = machine.Call("nmem0", 4, 1, outputSize: 8);
        Assert.Equal((4096L, true, bits), (reply.FirmwareSize, reply.Truncated, reply.U32(4)));
        Assert.Equal(3u, machine.Call("nmem0", 4, 2, outputSize: 8).U32(4));
    }

    [Fact]
    public void A_scrub_finds_what_was_injected_until_it_is_cleared()
    {
        using var machine = new Machine();
        var region = machine.Kernel.Regions.First();
        var at = region.Resource + 4096;
        Assert.Equal(2u, machine.Call("ndctl0", 0, 7, Machine.Bytes(0ul, 512ul, (byte)0)).Status());
        Assert.Equal(0u, machine.Call("ndctl0", 0, 7, Machine.Bytes(at, 512ul, (byte)1)).Status());
        Assert.Equal("8 1\n", machine.Attribute("region0/badblocks")); // option 1 has the kernel look
        Assert.Equal("2\n", machine.Attribute("ndbus0/nfit/scrub"));
        Assert.Equal((1u, at, 512ul), (machine.Call("ndctl0", 0, 9).U32(4), machine.Call("ndctl0", 0, 9).U64(8), machine.Call("ndctl0", 0, 9).U64(16)));

        var cap = machine.Legacy("ndctl0", NdCommands.ArsCap, Machine.Bytes(region.Resource, region.Size), 16);
        Assert.Equal((0x2_0000u, 256u), (cap.U32(0), cap.U32(8)));
        var start = Machine.Bytes(region.Resource, region.Size, (ushort)2, (byte)0, new byte[5]);
        Assert.Equal(0u, machine.Legacy("ndctl0", NdCommands.ArsStart, start, 8).Status());
        Assert.Equal(6u, machine.Legacy("ndctl0", NdCommands.ArsStart, start, 8).U32(0));
        Assert.Equal(0x1_0000u, machine.Legacy("ndctl0", NdCommands.ArsStatus, [], 4096).U32(0));
        machine.Time.Advance(TimeSpan.FromSeconds(1));
        var status = machine.Legacy("ndctl0", NdCommands.ArsStatus, [], (int)cap.U32(4));
        Assert.Equal((0u, 1u, at, 512ul), (status.U32(0), status.U32(44), status.U64(56), status.U64(64)));

        var clear = machine.Legacy("ndctl0", NdCommands.ClearError, Machine.Bytes(at, 512ul), 16);
        Assert.Equal((0u, 512ul), (clear.U32(0), clear.U64(8)));
        Assert.Equal("", machine.Attribute("region0/badblocks"));
        Assert.Equal(0u, machine.Call("ndctl0", 0, 9).U32(4));
    }

    [Fact]
    public void An_address_leads_to_the_DIMM_behind_it()
    {
        using var machine = new Machine();
        var region = machine.Kernel.Regions.First();
        var spa = machine.Call("ndctl0", 0, 5, Machine.Bytes(region.Resource + (3 * 4096) + 8));
        Assert.Equal((0u, 4096ul - 8, 1u), (spa.Status(), spa.U64(8), spa.U32(16)));
        Assert.Equal((machine.Kernel.Dimm("nmem1").Handle, region.Mappings[1].Start + 4096 + 8), (spa.U32(20), spa.U64(28)));
        Assert.Equal(2u, machine.Call("ndctl0", 0, 5, Machine.Bytes(0ul)).Status());
    }
}
