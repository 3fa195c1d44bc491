using System.Text;
using Microsoft.Extensions.Time.Testing;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>What the simulator answers to writes of sysfs attributes; the real kernel's answers are compared in a virtual machine.</summary>
public sealed class AttributeWriteTests : IDisposable
{
    private const string Bind = "bus/nd/drivers/nd_region/bind", Unbind = "bus/nd/drivers/nd_region/unbind", Scrub = "bus/nd/devices/ndbus0/nfit/scrub";

    private readonly FakeTimeProvider _time = new();
    private readonly SimulatedKernel _kernel;

    public AttributeWriteTests() => _kernel = new SimulatedKernel(Topologies.Parse("1x2"), _time);

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void A_region_is_unbound_and_bound_as_often_as_it_can_be()
    {
        Assert.Equal(-Errno.EBUSY, Write(Bind, "region0"));
        Assert.Equal(8, Write(Unbind, "region0\n"));
        Assert.False(Region().Enabled);
        Assert.Equal(-Errno.ENODEV, Write(Unbind, "region0"));
        Assert.Equal(8, Write(Bind, "region0\0"));
        Assert.True(Region().Enabled);
        Assert.Equal(-Errno.ENODEV, Write(Bind, "region7"));
        Assert.Equal(-Errno.ENODEV, Write(Unbind, "nmem0"));
        Assert.Equal(0, Write(Unbind, ""));
    }

    [Fact]
    public void A_scrub_runs_until_its_end()
    {
        var before = Read(Scrub);
        Assert.Equal(-Errno.EINVAL, Write(Scrub, "2"));
        Assert.Equal(0, Write(Scrub, ""));
        Assert.Equal(2, Write(Scrub, "1\n"));
        Assert.Equal(before + "+", Read(Scrub));
        Assert.Equal(1, Write(Scrub, "1"));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal($"{int.Parse(before!, null) + 1}", Read(Scrub));
    }

    [Theory]
    [InlineData("bus/nd/devices/region0/size", Errno.EACCES)]
    [InlineData("bus/nd/devices/region0/nothing", Errno.ENOENT)]
    [InlineData("bus/nd/devices/ndbus7/nfit/scrub", Errno.ENOENT)]
    public void What_takes_no_write_refuses_it(string attribute, int errno) => Assert.Equal(-errno, Write(attribute, "1"));

    [Theory]
    [InlineData("unbind")]
    [InlineData("bus/nd/drivers/*")]
    public void A_fault_meets_writes_and_no_request(string attribute)
    {
        _kernel.Faults.Add(new SimulatorFault { Attribute = attribute, Kind = SimulatorFaultKind.Errno, Value = Errno.ENOMEM, Count = 1 });
        Assert.Equal(0, Smart());
        Assert.Equal(-Errno.ENOMEM, Write(Unbind, "region0"));
        Assert.True(Region().Enabled);
        Assert.Equal(7, Write(Unbind, "region0"));
    }

    [Fact]
    public void A_fault_of_requests_meets_no_write()
    {
        _kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Errno, Value = Errno.EIO });
        Assert.Equal(7, Write(Unbind, "region0"));
    }

    [Fact]
    public void A_machine_that_is_gone_has_no_attributes()
    {
        _kernel.Dispose();
        Assert.Equal(-Errno.ENOENT, Write(Unbind, "region0"));
    }

    private int Smart()
    {
        using var device = _kernel.Open(new NdNode(NdNodeKind.Dimm, 0), NdAccess.ReadWrite);
        return NdCaller.Send(device, NdRequest.Call(NdNodeKind.Dimm, 0, 1, ReadOnlyMemory<byte>.Empty, 132)).Errno;
    }

    private int Write(string attribute, string value) => ((INdKernel)_kernel).WriteAttribute(attribute, Encoding.UTF8.GetBytes(value));

    private string? Read(string attribute) => SysfsFile.Read(Path.Join(_kernel.SysfsRoot, attribute)).Text;

    private SimulatedRegion Region() => _kernel.Regions.First();
}
