using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>The ACPI driver behind libnvdimm (drivers/acpi/nfit/core.c, <c>acpi_nfit_ctl</c>): refusals in order, then delivery.</summary>
public sealed class AcpiNfitProviderTests : IDisposable
{
    private const uint Call = Machine.CallRequest;

    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Reserved_words_are_tested_before_the_function()
    {
        for (var word = 0; word < 9; word++)
        {
            var buffer = Machine.Package(35);
            buffer[24 + (4 * word)] = 1;
            Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, buffer));
        }

        Assert.Equal(-Errno.ENOTTY, _machine.Send("nmem0", Call, Machine.Package(35)));
    }

    [Theory]
    [InlineData(0xFFFF_FFFF, -1)]
    [InlineData(0xFFFF_FFEA, -22)]
    [InlineData(0x8000_0000, int.MinValue)]
    [InlineData(0x1234_5678_FFFF_FFFF, -1)] // the high half is dropped
    public void A_negative_function_is_returned_as_the_errno(ulong function, int result) =>
        Assert.Equal(result, _machine.Send("nmem0", Call, Machine.Package(function)));

    [Theory]
    [InlineData("nmem0", 0, 0)]
    [InlineData("nmem0", 31, 0)]
    [InlineData("nmem0", 32, 0)]
    [InlineData("ndctl0", 6, 0)]
    [InlineData("ndctl0", 3, 1)]
    public void A_function_outside_dsm_mask_is_ENOTTY(string node, ulong function, ulong family) =>
        Assert.Equal(-Errno.ENOTTY, _machine.Send(node, Call, Machine.Package(function, family: family)));

    [Fact]
    public void The_sizes_of_the_package_may_wrap_without_harm()
    {
        var buffer = Machine.Package(1, outputSize: 200);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(16), 0xFFFF_FFFE);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(20), 0);
        Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, buffer)); // 62 bytes in all: less than a package
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(20), 16);
        Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, buffer)); // no method takes 4 GiB
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(132)]
    [InlineData(200)]
    public void The_call_says_how_much_the_firmware_had_and_delivers_what_fits(int room)
    {
        var buffer = Machine.Package(1, outputSize: room);
        Assert.Equal(0, _machine.Send("nmem0", Call, buffer));
        Assert.Equal(132u, BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(60)));
        Assert.True(buffer.AsSpan(64 + Math.Min(room, 132)).IndexOfAnyExcept((byte)0xEE) < 0);
        Assert.Equal(room >= 4 ? 0 : -1, room >= 4 ? BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(64)) : -1);
    }

    [Fact]
    public void Output_follows_the_input_wherever_it_ends()
    {
        var buffer = Machine.Package(4, new byte[3], 12); // surplus input does no harm
        Assert.Equal(0, _machine.Send("nmem0", Call, buffer));
        Assert.Equal(128u << 10, BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(64 + 3 + 4)));
    }

    [Fact]
    public void Both_routes_give_the_same_bytes()
    {
        foreach (var (command, input, output) in new (NdCommand, byte[], int)[]
        {
            (NdCommands.Smart, [], 132), (NdCommands.SmartThreshold, [], 12), (NdCommands.DimmFlags, [], 8), (NdCommands.GetConfigSize, [], 12),
            (NdCommands.GetConfigData, Machine.Bytes(256u, 64u), 68), (NdCommands.Vendor, Machine.Bytes(5u, 3u, new byte[] { 7, 8, 9 }), 11),
        })
        {
            var legacy = _machine.Legacy("nmem0", command, input, output);
            var call = _machine.Intel((ulong)command.Number, input, output);
            Assert.Equal(0, legacy.Result);
            Assert.Equal(call.Output, legacy.Output);
        }
    }

    [Fact]
    public void A_legacy_answer_of_status_only_returns_what_is_left_unfilled()
    {
        var buffer = Machine.Bytes(128u << 10, 4u, 0xEEEE_EEEEu, 0xEEEE_EEEEu);
        Assert.Equal(4, _machine.Send("nmem0", 0xC00C4E05, buffer));
        Assert.Equal(3u, BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(8)));
        Assert.Equal(0xEEEE_EEEEu, BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(12)));
    }

    [Fact]
    public void A_legacy_answer_without_a_single_field_is_ENXIO()
    {
        _machine.Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.ZeroLength });
        Assert.Equal(-Errno.ENXIO, _machine.Send("nmem0", 0xC00C4E04, new byte[12]));
        var buffer = Machine.Package(4, outputSize: 12);
        Assert.Equal(0, _machine.Send("nmem0", Call, buffer)); // the call only says that there was nothing
        Assert.Equal(0u, BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(60)));
    }

    [Fact]
    public void A_legacy_answer_that_does_not_fit_is_ENXIO_and_arrives_not_at_all()
    {
        var region = _machine.Kernel.Regions.First();
        _machine.Call("ndctl0", 0, 7, Machine.Bytes(region.Resource, 512ul, (byte)0));
        Assert.Equal(0, _machine.Send("ndctl0", 0xC0204E02, Machine.Bytes(region.Resource, region.Size, (ushort)2, (byte)2, new byte[5], 0u, 0u)));

        var small = new byte[48];
        BinaryPrimitives.WriteUInt32LittleEndian(small.AsSpan(4), 48); // no room for the record
        var before = small.ToArray();
        Assert.Equal(-Errno.ENXIO, _machine.Send("ndctl0", 0xC0304E03, small));
        Assert.Equal(before, small);

        var large = new byte[4096];
        BinaryPrimitives.WriteUInt32LittleEndian(large.AsSpan(4), 4096);
        Assert.Equal(4096 - 72, _machine.Send("ndctl0", 0xC0304E03, large));
        Assert.Equal(1u, BinaryPrimitives.ReadUInt32LittleEndian(large.AsSpan(44)));
    }

    [Fact]
    public void A_truncated_legacy_answer_keeps_its_whole_fields_only()
    {
        _machine.Kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Truncate, Value = 10 });
        var buffer = Enumerable.Repeat((byte)0xEE, 12).ToArray();
        Assert.Equal(4, _machine.Send("nmem0", 0xC00C4E04, buffer));
        Assert.Equal(0xEEEE_EEEEu, BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(8)));
    }

    [Fact]
    public void Another_DIMMs_family_passes_the_bus_and_fails_at_the_DIMM()
    {
        var intel = Topologies.Parse("1x1").Buses[0];
        var msft = Topologies.Parse("nvdimm-n").Buses[0].Dimms[0];
        using var mixed = new SimulatedKernel(new SimulatorTopology("mixed", [intel with { Dimms = [intel.Dimms[0], msft] }]));
        using var device = mixed.Open(Machine.Node("nmem1"), NdAccess.ReadWrite);
        Assert.Equal(-Errno.EINVAL, device.Ioctl(Call, Machine.Package(1, family: 4))); // on no DIMM of the bus

        var another = Machine.Package(1, outputSize: 132);
        another[24] = 1; // EINVAL, but later
        Assert.Equal(-Errno.ENOTTY, device.Ioctl(Call, another));
        Assert.Equal(0, device.Ioctl(Call, Machine.Package(11, outputSize: 13, family: 3)));
    }

    [Fact]
    public void Labels_of_other_families_go_through_ACPIs_methods()
    {
        using var guest = new Machine("hyperv");
        Assert.Equal("get_size get_data set_data cmd_call \n", guest.Attribute("nmem0/commands"));
        Assert.Equal("0x6\n", guest.Attribute("nmem0/nfit/dsm_mask"));
        Assert.Equal(64u << 10, guest.Legacy("nmem0", NdCommands.GetConfigSize, [], 12).U32(4));
        Assert.Equal("NAMESPACE_INDEX\0"u8.ToArray(), guest.Legacy("nmem0", NdCommands.GetConfigData, Machine.Bytes(0u, 16u), 20).Output[4..]);
        guest.DisableRegions();
        Assert.Equal(0u, guest.Legacy("nmem0", NdCommands.SetConfigData, Machine.Bytes(32u << 10, 4u, 0x11223344u), 4).Status());
        Assert.Equal(0x11223344u, guest.Legacy("nmem0", NdCommands.GetConfigData, Machine.Bytes(32u << 10, 4u), 8).U32(4));
        guest.Dimm.Locked = true;
        Assert.Equal(3u, guest.Legacy("nmem0", NdCommands.GetConfigData, Machine.Bytes(0u, 4u), 8).U32(0));
    }
}
