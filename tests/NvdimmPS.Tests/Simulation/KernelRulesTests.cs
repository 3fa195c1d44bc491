using System.Buffers.Binary;
using NvdimmPS.Abi;

namespace NvdimmPS.Tests.Simulation;

/// <summary>
/// The kernel's order of refusal (drivers/nvdimm/bus.c, <c>__nd_ioctl</c>). Where a request breaks two rules, the earlier
/// one answers.
/// </summary>
public sealed class KernelRulesTests : IDisposable
{
    private const uint Call = Machine.CallRequest;

    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Theory]
    [InlineData("nmem0", 6)] // beyond NVDIMM_FAMILY_MAX
    [InlineData("nmem0", 0xFFFF_FFFF_0000_0000)] // all 64 bits count
    [InlineData("nmem0", 3)] // not on this bus
    [InlineData("ndctl0", 2)]
    public void A_family_that_the_bus_does_not_have_is_EINVAL(string node, ulong family) =>
        Assert.Equal(-Errno.EINVAL, _machine.Send(node, Call, Machine.Package(1, family: family)));

    [Fact]
    public void The_family_is_tested_before_the_access() =>
        Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, Machine.Package(1, family: 6), NdAccess.ReadOnly));

    [Fact]
    public void The_family_is_tested_before_the_sizes()
    {
        var buffer = Machine.Package(1, family: 6);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(16), uint.MaxValue);
        Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, buffer));
    }

    [Theory]
    [InlineData("nmem0", 0xC0004E00)] // IMPLEMENTED has no descriptor
    [InlineData("nmem0", 0xC0004E07)] // the effect log has none
    [InlineData("nmem0", 0xC0004E08)]
    [InlineData("nmem0", 0xC0004E0B)] // beyond ND_CMD_CALL
    [InlineData("ndctl0", 0xC0004E05)]
    [InlineData("ndctl0", 0xC0004EFF)]
    public void A_number_without_fields_is_ENOTTY(string node, uint request) =>
        Assert.Equal(-Errno.ENOTTY, _machine.Send(node, request, new byte[64]));

    [Fact]
    public void A_command_that_is_not_offered_is_ENOTTY()
    {
        using var qemu = new Machine("qemu");
        Assert.Equal(-Errno.ENOTTY, qemu.Send("nmem0", 0xC0844E01, new byte[132]));
        Assert.Equal(-Errno.ENOTTY, qemu.Send("nmem0", 0xC0084E09, new byte[64], NdAccess.ReadOnly)); // before EPERM
        Assert.Equal(-Errno.ENOTTY, qemu.Send("ndctl0", 0xC0204E01, new byte[32]));
    }

    [Theory]
    [InlineData("nmem0", 0xC00C4E02u, 12, -Errno.EPERM)] // SMART_THRESHOLD has ARS_START's number
    [InlineData("nmem0", 0xC00C4E04u, 12, -Errno.EPERM)] // GET_CONFIG_SIZE has CLEAR_ERROR's
    [InlineData("nmem0", 0xC0084E06u, 12, -Errno.EPERM)]
    [InlineData("nmem0", 0xC0084E09u, 16, -Errno.EPERM)]
    [InlineData("nmem0", Call, 68, -Errno.EPERM)]
    [InlineData("ndctl0", 0xC0204E02u, 32, -Errno.EPERM)]
    [InlineData("ndctl0", 0xC0204E04u, 32, -Errno.EPERM)]
    [InlineData("nmem0", 0xC0844E01u, 132, 0)]
    [InlineData("nmem0", 0xC0084E03u, 8, 0)]
    [InlineData("nmem0", 0xC00C4E05u, 12, 0)]
    [InlineData("ndctl0", 0xC0204E01u, 32, 0)]
    public void A_read_only_descriptor_takes_few_commands(string node, uint request, int size, int result)
    {
        var answer = _machine.Send(node, request, new byte[size], NdAccess.ReadOnly);
        Assert.Equal(result, Math.Min(answer, 0));
    }

    [Fact]
    public void Only_the_low_byte_of_the_request_counts() =>
        Assert.Equal(0, _machine.Send("nmem0", 0x4E04, new byte[12]));

    [Fact]
    public void An_input_without_a_size_is_ENXIO_and_an_output_without_one_is_EFAULT()
    {
        var buffer = new byte[512];
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(16), uint.MaxValue);
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(20), uint.MaxValue);
        Assert.Equal(-Errno.ENXIO, _machine.Send("nmem0", Call, buffer)); // the input goes first
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(16), 0);
        Assert.Equal(-Errno.EFAULT, _machine.Send("nmem0", Call, buffer));
    }

    [Fact]
    public void More_than_4_MiB_is_EINVAL_before_anything_is_asked()
    {
        var buffer = new byte[512];
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(20), (4 << 20) - 63);
        BinaryPrimitives.WriteUInt64LittleEndian(buffer.AsSpan(8), 6); // the busy rule would come later
        Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, buffer));
    }

    [Fact]
    public void A_sum_that_wraps_to_nothing_is_ENOMEM()
    {
        var buffer = new byte[512];
        BinaryPrimitives.WriteUInt32LittleEndian(buffer.AsSpan(16), 0xFFFF_FFC0);
        Assert.Equal(-Errno.ENOMEM, _machine.Send("nmem0", Call, buffer));
    }

    [Fact]
    public void An_envelope_that_reaches_past_the_buffer_is_not_sent() =>
        Assert.Throws<ArgumentException>(() => _machine.Send("nmem0", Call, Machine.Package(1, outputSize: 132)[..100]));

    [Fact]
    public void Label_writes_are_EBUSY_while_a_region_is_enabled_whatever_the_route_and_the_rest()
    {
        var reserved = Machine.Package(6, Machine.Bytes(0u, 4u, 0u));
        reserved[24] = 1; // EINVAL, but later
        Assert.Equal(-Errno.EBUSY, _machine.Send("nmem0", Call, reserved));
        Assert.Equal(-Errno.EBUSY, _machine.Send("nmem0", 0xC0084E06, Machine.Bytes(0u, 4u, 0u, 0u)));

        _machine.DisableRegions();
        Assert.Equal(-Errno.EINVAL, _machine.Send("nmem0", Call, reserved));
        Assert.Equal(0, _machine.Send("nmem0", 0xC0084E06, Machine.Bytes(0u, 4u, 0u, 0u)));
        _machine.Dimm.Busy = true;
        Assert.Equal(-Errno.EBUSY, _machine.Send("nmem0", 0xC0084E06, Machine.Bytes(0u, 4u, 0u, 0u)));
    }

    [Fact]
    public void The_busy_rule_goes_by_number_in_every_family()
    {
        using var server = new Machine("nvdimm-n");
        Assert.Equal(-Errno.EBUSY, server.Send("nmem0", Call, Machine.Package(6, [20], family: 3))); // Set NVM life warning
    }

    [Fact]
    public void An_ARS_start_is_EBUSY_while_the_kernel_scrubs()
    {
        var bus = _machine.Kernel.Buses[0];
        bus.Scrubbing = true;
        Assert.Equal(-Errno.EBUSY, _machine.Send("ndctl0", 0xC0204E02, new byte[32]));
        Assert.Equal(-Errno.EBUSY, _machine.Send("ndctl0", Call, Machine.Package(2, new byte[24], 8)));
        Assert.Equal(-Errno.EBUSY, _machine.Send("ndctl0", Call, Machine.Package(2, [0], family: 1))); // Activate Firmware
        bus.Scrubbing = false;
        var region = bus.Regions[0];
        Assert.Equal(0, _machine.Send("ndctl0", 0xC0204E02, Machine.Bytes(region.Resource, region.Size, (ushort)2, new byte[14])));
    }

    [Fact]
    public void Clearing_errors_of_a_bound_namespace_is_EBUSY_by_what_the_caller_says_was_cleared()
    {
        var region = _machine.Kernel.Regions.First();
        var whole = Machine.Bytes(region.Resource, 256ul, 0u, 0u, region.Size);
        Assert.Equal(-Errno.EBUSY, _machine.Send("ndctl0", 0xC0204E04, whole));
        Assert.Equal(0, _machine.Send("ndctl0", 0xC0204E04, Machine.Bytes(region.Resource, 256ul, 0u, 0u, 0ul)));
        Assert.Equal(-Errno.EBUSY, _machine.Send("ndctl0", 0xC0204E04, new byte[32])); // 0 + 0 - 1 is everything
        Assert.Equal(-Errno.EBUSY, _machine.Send("ndctl0", Call, Machine.Package(4, new byte[16], 16))); // the package, misread

        _machine.DisableRegions();
        Assert.Equal(0, _machine.Send("ndctl0", 0xC0204E04, whole));
    }

    [Fact]
    public void Functions_that_the_kernel_means_to_refuse_reach_the_firmware() =>
        Assert.Equal(0u, _machine.Intel(19).Status());

    [Fact]
    public void Of_another_bus_family_only_number_10_is_refused()
    {
        Assert.Equal(-Errno.EOPNOTSUPP, _machine.Send("ndctl0", Call, Machine.Package(10, family: 1)));
        Assert.Equal(0, _machine.Send("ndctl0", Call, Machine.Package(1, outputSize: 40, family: 1)));
    }

    [Fact]
    public void A_refusal_leaves_the_buffer_as_it_was()
    {
        var buffer = Machine.Package(31, outputSize: 64);
        var before = buffer.ToArray();
        Assert.Equal(-Errno.ENOTTY, _machine.Send("nmem0", Call, buffer));
        Assert.Equal(before, buffer);
    }
}
