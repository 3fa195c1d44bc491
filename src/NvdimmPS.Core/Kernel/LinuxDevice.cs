using System.Runtime.InteropServices;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>An open <c>/dev/nmemN</c> or <c>/dev/ndctlN</c>.</summary>
internal sealed class LinuxDevice(NdNode node, NdHandle handle) : INdDevice
{
    // A function number may come back as an errno, so EINTR need not be an interruption: not for ever.
    private const int MostInterruptions = 100;

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
                for (var interruptions = 0; ; interruptions++)
                {
                    var result = Libc.ioctl(fd, request, pointer);
                    if (result != -1)
                    {
                        return result;
                    }

                    var errno = Marshal.GetLastPInvokeError();
                    if (errno != Errno.EINTR || interruptions == MostInterruptions)
                    {
                        return -errno;
                    }
                }
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

    protected override bool ReleaseHandle() => Libc.close((int)handle) == 0;
}
