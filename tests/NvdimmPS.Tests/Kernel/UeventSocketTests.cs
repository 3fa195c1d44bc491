using System.Text;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Kernel;

/// <summary>What the kernel tells udev. That it comes at all is shown on the real one.</summary>
public sealed class UeventSocketTests
{
    [Theory]
    [InlineData("add@/devices/LNXSYSTM:00/ndbus0/nmem0|ACTION=add|DEVPATH=/devices/ndbus0/nmem0|SUBSYSTEM=nd|SEQNUM=1|", true)]
    [InlineData("remove@/devices/ndbus0/nd/ndctl0|SUBSYSTEM=nd|", true)]
    [InlineData("add@/devices/virtual/block/pmem0|SUBSYSTEM=block|DEVNAME=pmem0|", false)]
    [InlineData("add@/devices/x|SUBSYSTEM=ndisc|", false)]
    [InlineData("add@/devices/SUBSYSTEM=nd/x|OTHER_SUBSYSTEM=nd|", false)]
    [InlineData("", false)]
    public void Only_what_concerns_libnvdimm_counts(string message, bool concerns) =>
        Assert.Equal(concerns, UeventSocket.Concerns(Encoding.ASCII.GetBytes(message.Replace('|', '\0'))));

    [Fact]
    public void There_is_a_socket_with_nothing_in_it_or_a_reason()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "netlink(7)");
        using var socket = UeventSocket.Open(out var reason);
        Assert.NotEqual(socket is null, reason is null);
        Assert.True(reason is null || reason.Contains('E', StringComparison.Ordinal));
        Assert.True(socket is null || socket.Descriptor > 2);
    }
}
