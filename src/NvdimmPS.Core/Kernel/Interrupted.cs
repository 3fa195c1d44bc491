using System.Runtime.InteropServices;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>Makes a system call again when a signal interrupted it (EINTR).</summary>
internal static class Interrupted
{
    // The firmware's word may come back as an errno, so EINTR need not be an interruption: not for ever.
    private const int Most = 100;

    /// <summary>Makes a call until it is through.</summary>
    /// <param name="state">What the call needs; a static lambda with it allocates nothing.</param>
    /// <param name="call">The call: -1 where it failed, with errno set.</param>
    /// <returns>What the call gave, or the negated errno.</returns>
    public static nint Repeat<T>(T state, Func<T, nint> call)
    {
        for (var interruptions = 0; ; interruptions++)
        {
            var result = call(state);
            if (result != -1)
            {
                return result;
            }

            var errno = Marshal.GetLastPInvokeError();
            if (errno != Errno.EINTR || interruptions == Most)
            {
                return -errno;
            }
        }
    }
}
