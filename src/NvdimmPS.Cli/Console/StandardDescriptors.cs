using NvdimmPS.Kernel;

namespace NvdimmPS.Cli;

/// <summary>
/// Standard input, output and error. The next file that is opened gets the number of one that was closed, and what is meant for a
/// person would be written into it: a trace, or the node of a DIMM.
/// </summary>
internal static class StandardDescriptors
{
    /// <summary>Gives closed ones to /dev/null, and says whether output and error were open.</summary>
    public static (bool Out, bool Error) Hold()
    {
        Span<bool> open = [true, true, true];
        for (var descriptor = 0; descriptor < open.Length; descriptor++)
        {
            open[descriptor] = Libc.fcntl(descriptor, Libc.F_GETFD, 0) >= 0;
            if (!open[descriptor])
            {
                // Those before it are open, so it gets this number.
                _ = Libc.openat(Libc.AT_FDCWD, "/dev/null", Libc.O_RDWR, 0);
            }
        }

        return (open[1], open[2]);
    }
}
