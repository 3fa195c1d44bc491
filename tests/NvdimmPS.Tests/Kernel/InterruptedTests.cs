using System.Runtime.InteropServices;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Kernel;

/// <summary>A signal ends a system call early; it must not become an answer of the kernel's.</summary>
public sealed class InterruptedTests
{
    [Theory]
    [InlineData(0, 7)]
    [InlineData(1, 7)]
    [InlineData(99, 0)]
    [InlineData(100, 3)]
    public void A_call_that_was_interrupted_is_made_again(int interruptions, int answer)
    {
        var calls = 0;
        Assert.Equal(answer, Interrupted.Repeat(0, _ => ++calls <= interruptions ? Fail(Errno.EINTR) : answer));
        Assert.Equal(interruptions + 1, calls);
    }

    [Theory]
    [InlineData(Errno.EIO)]
    [InlineData(Errno.EAGAIN)]
    [InlineData(Errno.ENOTTY)]
    public void Any_other_failure_is_an_answer(int errno)
    {
        var calls = 0;
        Assert.Equal(-errno, Interrupted.Repeat(0, _ =>
        {
            calls++;
            return Fail(errno);
        }));
        Assert.Equal(1, calls);
    }

    /// <summary>A firmware's number may look like an interruption.</summary>
    [Fact]
    public void It_is_not_made_for_ever()
    {
        var calls = 0;
        Assert.Equal(-Errno.EINTR, Interrupted.Repeat(0, _ =>
        {
            calls++;
            return Fail(Errno.EINTR);
        }));
        Assert.Equal(101, calls);
    }

    private static nint Fail(int errno)
    {
        Marshal.SetLastPInvokeError(errno);
        return -1;
    }
}
