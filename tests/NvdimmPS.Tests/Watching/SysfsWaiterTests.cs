using NvdimmPS.Simulation;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Watching;

/// <summary>Waiting by poll(2). That the kernel's notifications end it is shown on the real one.</summary>
public sealed class SysfsWaiterTests
{
    [Fact]
    public void It_waits_on_what_is_there_and_Wake_ends_it()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "poll(2) on sysfs");
        using var kernel = new SimulatedKernel("1x2");
        using var waiter = new SysfsWaiter(kernel.SysfsRoot);
        waiter.Arm();
        Assert.Equal(1 + 2 * 2 + 1, waiter.Count); // scrub; flags and security of two DIMMs; bad blocks
        Assert.False(waiter.Wait(TimeSpan.Zero));
        waiter.Wake();
        Assert.False(waiter.Wait(Timeout.InfiniteTimeSpan));
        Assert.False(waiter.Wait(TimeSpan.Zero));
    }

    [Fact]
    public void It_lets_go_of_what_went_away()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "poll(2) on sysfs");
        var kernel = new SimulatedKernel("1x2");
        using var waiter = new SysfsWaiter(kernel.SysfsRoot);
        waiter.Arm();
        kernel.Dispose();
        waiter.Arm();
        Assert.Equal(0, waiter.Count);
    }

    [Fact]
    public void A_Wake_after_the_end_is_no_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "poll(2) on sysfs");
        using var kernel = new SimulatedKernel("1x1");
        var waiter = new SysfsWaiter(kernel.SysfsRoot);
        waiter.Dispose();
        waiter.Wake();
        Assert.Equal(0, waiter.Count);
    }
}
