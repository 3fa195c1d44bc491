using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Dsm;

/// <summary>Where <see cref="DsmCaller"/> announces what it is about to send. The audit log puts itself in when Core is loaded.</summary>
internal static class CallLog
{
    /// <summary>Logs a call before it is sent; null where it need not be.</summary>
    /// <exception cref="NvdimmException">It must be logged and cannot be, so it must not be sent.</exception>
    public delegate ICallEntry? Announcement(INdKernel kernel, DsmTarget target, DsmCall call, in NdRequest request, TimeProvider time,
        string? command);

    /// <summary>The log of this process; null where there is none.</summary>
    public static Announcement? Announce { get; set; }
}
