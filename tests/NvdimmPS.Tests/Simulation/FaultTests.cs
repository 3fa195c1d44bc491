using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>Scripted faults: how each kind shows, whom it meets, how often.</summary>
public sealed class FaultTests : IDisposable
{
    private readonly Machine _machine = new();

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void An_errno_keeps_the_request_from_the_firmware()
    {
        _machine.DisableRegions();
        Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.ETIMEDOUT, Function = 6 });
        Assert.Equal(Errno.ETIMEDOUT, _machine.Intel(6, Machine.Bytes(4096u, 1u, (byte)9), 4).Errno);
        Assert.Equal(Errno.ETIMEDOUT, _machine.Legacy("nmem0", NdCommands.SetConfigData, Machine.Bytes(4096u, 1u, (byte)9), 4).Errno);
        Assert.Equal(0, _machine.Dimm.Labels[4096]);
        Assert.Equal(0u, _machine.Intel(1).Status());
    }

    [Fact]
    public void A_status_answers_in_the_firmwares_place()
    {
        _machine.DisableRegions();
        Add(new() { Kind = SimulatorFaultKind.Status, Value = 0x5_0007 });
        var reply = _machine.Intel(6, Machine.Bytes(4096u, 1u, (byte)9), 4);
        Assert.Equal((0x5_0007u, 4L), (reply.Status(), reply.FirmwareSize));
        Assert.Equal(0, _machine.Dimm.Labels[4096]);
    }

    [Theory]
    [InlineData(SimulatorFaultKind.Truncate, 20, 20)]
    [InlineData(SimulatorFaultKind.Truncate, 500, 132)]
    [InlineData(SimulatorFaultKind.ZeroLength, 0, 0)]
    [InlineData(SimulatorFaultKind.OverLong, 200, 200)]
    [InlineData(SimulatorFaultKind.Garbage, 0, 132)]
    public void The_answers_length_changes(SimulatorFaultKind kind, uint value, long size)
    {
        Add(new() { Kind = kind, Value = value });
        Assert.Equal(size, _machine.Intel(1).FirmwareSize);
    }

    [Fact]
    public void Garbage_is_the_same_for_the_same_seed()
    {
        Add(new() { Kind = SimulatorFaultKind.Garbage, Seed = 3, Count = 2 });
        var first = _machine.Intel(1).Output;
        Assert.Equal(first, _machine.Intel(1).Output);
        Assert.NotEqual(first, _machine.Intel(1).Output);
    }

    [Fact]
    public void A_fault_meets_its_target_family_and_function_as_often_as_it_says()
    {
        Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Target = "nmem[1]" }); // no such pattern: meets nobody
        Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Target = "ndbus*" });
        Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Target = "nmem?", Family = 1 });
        Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EAGAIN, Target = "nmem1", Family = 0, Function = 1, Count = 2 });

        Assert.Equal(0, _machine.Intel(1).Errno);
        Assert.Equal(0, _machine.Call("nmem1", 0, 2).Errno);
        Assert.Equal(Errno.EAGAIN, _machine.Call("nmem1", 0, 1).Errno);
        Assert.Equal(Errno.EAGAIN, _machine.Legacy("nmem1", NdCommands.Smart, [], 132).Errno);
        Assert.Equal(0, _machine.Call("nmem1", 0, 1).Errno);
        Assert.Equal(Errno.EIO, _machine.Call("ndctl0", 0, 9).Errno);
        Assert.Equal(3, _machine.Kernel.Faults.Count);
    }

    [Fact]
    public void A_request_that_the_kernel_refuses_uses_up_no_fault()
    {
        Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Count = 1 });
        Assert.Equal(Errno.ENOTTY, _machine.Intel(31).Errno);
        Assert.Equal(Errno.EBUSY, _machine.Intel(6, new byte[8]).Errno);
        Assert.Equal(Errno.EIO, _machine.Intel(1).Errno);
    }

    [Fact]
    public void Faults_go_when_they_are_removed()
    {
        var fault = new SimulatorFault { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO };
        Add(fault);
        Assert.Equal(Errno.EIO, _machine.Intel(1).Errno);
        Assert.True(_machine.Kernel.Faults.Remove(fault));
        Assert.False(_machine.Kernel.Faults.Remove(fault));
        Assert.Equal(0, _machine.Intel(1).Errno);
        Add(fault);
        _machine.Kernel.Faults.Clear();
        Assert.Empty(_machine.Kernel.Faults);
    }

    [Theory]
    [InlineData(SimulatorFaultKind.Errno, 0, 1)]
    [InlineData(SimulatorFaultKind.Errno, 4096, 1)]
    [InlineData(SimulatorFaultKind.OverLong, (4 << 20) + 1, 1)]
    [InlineData(SimulatorFaultKind.Garbage, 0, 0)]
    public void What_cannot_be_shown_is_not_added(SimulatorFaultKind kind, uint value, int count)
    {
        var error = Assert.Throws<NvdimmException>(() => Add(new() { Kind = kind, Value = value, Count = count }));
        Assert.Equal("Nvdimm.Simulator.Fault", error.ErrorId);
        Assert.Empty(_machine.Kernel.Faults);
    }

    [Fact]
    public void A_delay_adds_to_another_fault()
    {
        using var machine = new SimulatedKernel("1x1");
        machine.Faults.Add(new() { Kind = SimulatorFaultKind.Delay, Delay = TimeSpan.FromMilliseconds(60) });
        machine.Faults.Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO });
        using var device = machine.Open(Machine.Node("nmem0"), NdAccess.ReadWrite);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        Assert.Equal(-Errno.EIO, device.Ioctl(Machine.CallRequest, Machine.Package(1, outputSize: 132)));
        Assert.True(watch.ElapsedMilliseconds >= 55, $"{watch.ElapsedMilliseconds} ms");
    }

    [Fact]
    public void The_test_bus_shows_them_at_its_own_offsets()
    {
        using var machine = new Machine("nfit_test");
        machine.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Status, Value = 0x77, Function = 17 });
        var buffer = Machine.Package(17, [3, 0, 9, 0, 0, 0, 0], 4);
        Assert.Equal(0, machine.Send("nmem0", Machine.CallRequest, buffer));
        Assert.Equal(0x77u, BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(71)));
        Assert.Equal(5, machine.Intel(2).Output[6]); // the threshold is as it was

        machine.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Truncate, Value = 16, Function = 1 });
        var smart = Machine.Package(1, outputSize: 132);
        Assert.Equal(0, machine.Send("nmem0", Machine.CallRequest, smart));
        Assert.Equal(0x63Fu, BinaryPrimitives.ReadUInt32LittleEndian(smart.AsSpan(68)));
        Assert.True(smart.AsSpan(64 + 16).IndexOfAnyExcept((byte)0xEE) < 0);

        machine.Kernel.Faults.Add(new() { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO, Function = 4 });
        Assert.Equal(-Errno.EIO, machine.Send("nmem0", 0xC00C4E04, new byte[12]));
    }

    private void Add(SimulatorFault fault) => _machine.Kernel.Faults.Add(fault);
}
