using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>POWER's driver (papr_scm.c, <c>papr_scm_ndctl</c>): one package in place, and failures that are no errors.</summary>
public sealed class PaprScmProviderTests : IDisposable
{
    private const uint Call = Machine.CallRequest;
    private const int Package = 192;

    private readonly Machine _machine = new("papr");

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void Each_memory_has_a_bus_of_its_own_without_commands()
    {
        Assert.Equal(2, _machine.Kernel.Buses.Count);
        Assert.Equal("ibm,persistent-memory:ibm,pmemory@44100002\n", _machine.Attribute("ndbus1/provider"));
        Assert.Equal("\n", _machine.Attribute("ndbus0/commands"));
        Assert.Equal("ibm,pmemory\0", _machine.Attribute("ndbus0/of_node/compatible"));
        Assert.Equal("get_size get_data set_data cmd_call \n", _machine.Attribute("nmem0/commands"));
        Assert.Equal(-Errno.EINVAL, _machine.Send("ndctl0", Call, Machine.Package(1)));
        Assert.Equal(-Errno.ENOTTY, _machine.Send("ndctl0", 0xC0204E01, new byte[32]));
        Assert.False(Directory.Exists(Path.Combine(_machine.Kernel.SysfsRoot, "bus/nd/devices/nmem0/nfit")));
        Assert.False(Directory.Exists(Path.Combine(_machine.Kernel.SysfsRoot, "bus/nd/devices/ndbus0/nfit")));
        Assert.False(File.Exists(Path.Combine(_machine.Kernel.SysfsRoot, "bus/nd/devices/region0/nfit/range_index")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-1)]
    [InlineData(33)]
    public void A_request_that_there_is_not_is_invalid(int function) =>
        Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, Machine.Package((uint)function, outputSize: Package, family: 5)));

    [Fact]
    public void Another_family_or_no_room_for_a_header_is_invalid()
    {
        Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, Machine.Package(1, outputSize: Package, family: 0)));
        Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, Machine.Package(1, outputSize: 7, family: 5)));
    }

    [Theory]
    [InlineData(1, 0, 191)]
    [InlineData(1, 0, 193)]
    [InlineData(2, 0, 192)]
    [InlineData(2, 191, 192)]
    public void A_wrong_size_is_no_error_and_leaves_all_as_it_was(uint function, int input, int output)
    {
        var buffer = Machine.Package(function, new byte[input], output, family: 5);
        buffer.AsSpan(64 + 4, 4).Clear();
        var before = buffer.ToArray();
        Assert.Equal(0, _machine.Send("nmem0", Call, buffer));
        Assert.Equal(before, buffer);
    }

    [Fact]
    public void So_are_reserved_words()
    {
        var buffer = Machine.Package(1, outputSize: Package, family: 5); // the payload is all 0xEE
        var before = buffer.ToArray();
        Assert.Equal(0, _machine.Send("nmem0", Call, buffer));
        Assert.Equal(before, buffer);
    }

    [Fact]
    public void The_answer_is_where_the_input_was()
    {
        var input = new byte[Package];
        input[8] = 0b111; // one flag that nobody knows
        input[12] = input[13] = 1;
        var buffer = Machine.Package(2, input, Package, family: 5);
        Assert.Equal(0, _machine.Send("nmem0", Call, buffer));
        Assert.Equal((Package, 0b011), (BinaryPrimitives.ReadInt32LittleEndian(buffer.AsSpan(60)), buffer[64 + 8]));
        Assert.All(buffer[(64 + Package)..], b => Assert.Equal(0xEE, b));
        Assert.Equal("flush_fail smart_notify \n", _machine.Attribute("nmem0/papr/flags"));
        Assert.Equal("0x4400000000000000\n", _machine.Attribute("nmem0/papr/health_bitmap_inject"));
        _machine.Dimm.PowerLoss();
        Assert.Equal("", _machine.Attribute("nmem0/papr/flags"));
        Assert.Equal("0x0\n", _machine.Attribute("nmem0/papr/health_bitmap_inject"));
    }

    /// <summary>Sizes that wrap make an envelope shorter than what the driver believes in.</summary>
    [Theory]
    [InlineData(0xFFFF_FFC4, 0u)]
    [InlineData(0xFFFF_FFE0, 8u)]
    [InlineData(0xFFFF_FFFE, 192u)]
    [InlineData(0xFFFF_FFC0, 192u)]
    public void An_envelope_that_wraps_harms_nobody(uint sizeIn, uint sizeOut)
    {
        var buffer = new byte[512];
        BinaryPrimitives.WriteUInt64LittleEndian(buffer, 5);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(8), 1);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(16), sizeIn);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(20), sizeOut);
        Assert.Equal(sizeOut == Package ? 0 : -Errno.EINVAL, _machine.Send("nmem0", Call, buffer));
    }

    [Theory]
    [InlineData(0xFFFF_FFF8)]
    [InlineData(0xFFFF_FFFE)]
    public void Nor_does_a_label_that_wraps(uint length)
    {
        _machine.DisableRegions();
        var write = new byte[512];
        BinaryPrimitives.WriteUInt32LittleEndian(write.AsSpan(4), length);
        var labels = _machine.Dimm.Labels;
        Assert.Equal(0, _machine.Send("nmem0", 0xC0084E06, write));
        Assert.Equal(labels, _machine.Dimm.Labels);
    }

    [Theory]
    [InlineData(SimulatedHealth.NonCritical, "not_armed smart_notify \n")]
    [InlineData(SimulatedHealth.Critical, "smart_notify \n")]
    [InlineData(SimulatedHealth.Fatal, "smart_notify \n")]
    public void Sysfs_follows_the_health(SimulatedHealth health, string flags)
    {
        _machine.Dimm.HealthState = health;
        Assert.Equal(flags, _machine.Attribute("nmem0/papr/flags"));
        _machine.Dimm.PercentageUsed = 50;
        Assert.Equal("MemLife  = 0x0000000000000032\n", _machine.Attribute("nmem0/papr/perf_stats"));
        _machine.Dimm.Locked = true;
        Assert.EndsWith("scrubbed locked \n", _machine.Attribute("nmem0/papr/flags"), StringComparison.Ordinal);
        _machine.Dimm.PowerLoss(flushed: false);
        Assert.Equal("2\n", _machine.Attribute("nmem0/papr/dirty_shutdown"));
    }

    [Fact]
    public void Label_commands_leave_their_status_alone()
    {
        _machine.DisableRegions();
        var size = _machine.Legacy("nmem0", NdCommands.GetConfigSize, [], 12);
        Assert.Equal((0u, 131072u, 8u), (size.U32(0), size.U32(4), size.U32(8)));
        var write = Label(131064, 8, 8 + 8 + 4);
        write[8] = 0x77;
        Assert.Equal(0, _machine.Send("nmem0", 0xC0084E06, write));
        Assert.Equal(0xEE, write[16]);
        var read = Label(131064, 8, 12 + 8);
        Assert.Equal(0, _machine.Send("nmem0", 0xC00C4E05, read));
        Assert.Equal((0xEE, 0x77), (read[8], read[12]));
        var outside = Label(131065, 8, 12 + 8);
        Assert.Equal(0, _machine.Send("nmem0", 0xC00C4E05, outside));
        Assert.Equal(0xEE, outside[12]);

        static byte[] Label(uint offset, uint length, int size)
        {
            var buffer = new byte[size];
            buffer.AsSpan().Fill(0xEE);
            BinaryPrimitives.WriteUInt32LittleEndian(buffer, offset);
            BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(4), length);
            return buffer;
        }
    }
}
