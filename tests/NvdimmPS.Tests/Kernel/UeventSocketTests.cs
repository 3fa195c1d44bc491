using System.Text;
using NvdimmPS.Kernel;
using NvdimmPS.Tests.Files;

namespace NvdimmPS.Tests.Kernel;

/// <summary>What the kernel tells udev. That it comes at all is shown on the real one.</summary>
[System.Runtime.Versioning.SupportedOSPlatform("linux")]
public sealed class UeventSocketTests : FileTest
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
        using var socket = UeventSocket.Open(out var reason);
        Assert.NotEqual(socket is null, reason is null);
        Assert.True(reason is null || reason.Contains('E', StringComparison.Ordinal));
        Assert.True(socket is null || socket.Descriptor > 2);
    }

    [Theory]
    [InlineData("", false)] // nothing has come
    [InlineData("add@/devices/virtual/block/pmem0|SUBSYSTEM=block|", false)]
    [InlineData("add@/devices/ndbus0/nmem0|SUBSYSTEM=nd|", true)]
    public void All_that_has_come_is_taken(string message, bool concerns)
    {
        var pipe = FileCall.Open(Unix.Pipe(At("pipe")), Libc.O_RDWR | Libc.O_NONBLOCK);
        using var socket = new UeventSocket(new NdHandle(pipe));
        if (message.Length > 0)
        {
            Assert.Equal(message.Length, FileCall.Write(pipe, Encoding.ASCII.GetBytes(message.Replace('|', '\0'))));
        }

        Assert.Equal(concerns, socket.Drain());
        Assert.False(socket.Drain());
    }

    /// <summary>More than its queue holds is an errno (ENOBUFS), and may have been about a DIMM. A folder's errno stands for it.</summary>
    [Fact]
    public void What_was_lost_is_a_reason_to_look()
    {
        using var socket = new UeventSocket(new NdHandle(FileCall.Open(Folder, Libc.O_RDONLY)));
        Assert.True(socket.Drain());
    }
}
