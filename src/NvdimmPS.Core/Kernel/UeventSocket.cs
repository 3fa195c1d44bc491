using System.Runtime.InteropServices;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>
/// Hears what the kernel tells udev (netlink(7), NETLINK_KOBJECT_UEVENT) of the objects of libnvdimm. Hearing needs no
/// rights. A message is not trusted: it is only a reason to look.
/// </summary>
internal sealed unsafe class UeventSocket : IDisposable
{
    private const int AF_NETLINK = 16;
    private const int SOCK_RAW_CLOEXEC_NONBLOCK = 3 | 0x80000 | 0x800;
    private const int NETLINK_KOBJECT_UEVENT = 15;
    private const uint KernelGroup = 1;
    private const int MaxMessage = 8192; // twice what the kernel's own buffer holds

    private readonly NdHandle _socket;

    internal UeventSocket(NdHandle socket) => _socket = socket;

    /// <summary>The descriptor, for poll(2).</summary>
    public int Descriptor => (int)_socket.DangerousGetHandle();

    /// <summary>Begins to listen; null, with the reason, where that is not to be had, as in some containers.</summary>
    public static UeventSocket? Open(out string? reason)
    {
        var fd = Libc.socket(AF_NETLINK, SOCK_RAW_CLOEXEC_NONBLOCK, NETLINK_KOBJECT_UEVENT);
        var socket = fd >= 0 ? new NdHandle(fd) : null;
        var address = new NetlinkAddress { Family = AF_NETLINK, Groups = KernelGroup };
        if (socket is not null && Libc.bind(fd, &address, (uint)sizeof(NetlinkAddress)) == 0)
        {
            reason = null;
            return new UeventSocket(socket);
        }

        reason = $"no uevents of the kernel: {Errno.Name(Marshal.GetLastPInvokeError())}";
        socket?.Dispose();
        return null;
    }

    /// <summary>Takes all that has come; true where anything concerned libnvdimm, or something was lost.</summary>
    public bool Drain()
    {
        var buffer = stackalloc byte[MaxMessage];
        var concerns = false;
        while (true)
        {
            var length = (int)FileCall.Read(Descriptor, new Span<byte>(buffer, MaxMessage));
            if (length < 0)
            {
                return concerns || length != -Errno.EAGAIN; // else ENOBUFS: more than its queue holds
            }

            concerns |= Concerns(new ReadOnlySpan<byte>(buffer, length));
        }
    }

    /// <summary>Whether a message, <c>add@/devices/…</c> and lines that end in a zero byte, is about an object of libnvdimm.</summary>
    internal static bool Concerns(ReadOnlySpan<byte> message) => message.IndexOf("\0SUBSYSTEM=nd\0"u8) >= 0;

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();
}

/// <summary><c>struct sockaddr_nl</c>.</summary>
internal struct NetlinkAddress
{
    public ushort Family;
    public ushort Padding;
    public uint Port;
    public uint Groups;
}
