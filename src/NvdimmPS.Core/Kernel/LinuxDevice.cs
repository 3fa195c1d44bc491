using System.Runtime.InteropServices;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>An open <c>/dev/nmemN</c> or <c>/dev/ndctlN</c>.</summary>
internal sealed class LinuxDevice(NdNode node, NdHandle handle) : INdDevice
{
    public NdNode Node => node;

    public unsafe int Ioctl(uint request, Span<byte> buffer)
    {
        NdEnvelope.EnsureInside(node.Kind, request, buffer);
        var held = false;
        try
        {
            handle.DangerousAddRef(ref held);
            var fd = (int)handle.DangerousGetHandle();
            fixed (byte* pointer = buffer)
            {
                return (int)Interrupted.Repeat((fd, request, (nint)pointer), static c => Libc.ioctl(c.fd, c.request, (byte*)c.Item3));
            }
        }
        finally
        {
            if (held)
            {
                handle.DangerousRelease();
            }
        }
    }

    public void Dispose() => handle.Dispose();
}

/// <summary>Owns the descriptor, so that one that is in use cannot be closed under the call.</summary>
internal sealed class NdHandle : SafeHandle
{
    public NdHandle(int fd)
        : base(-1, ownsHandle: true) => SetHandle(fd);

    public override bool IsInvalid => handle == -1;

    /// <summary>The open file.</summary>
    public int Descriptor => (int)handle;

    protected override bool ReleaseHandle() => Libc.close((int)handle) == 0;
}
