using Microsoft.Extensions.Time.Testing;
using NvdimmPS.KernelRing;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>
/// The real kernel judges the simulator: a recorded sequence of writes to sysfs attributes (<c>MACHINE.writes</c>, made by
/// <c>NvdimmPS.KernelRing record-writes</c> in the virtual machine) gives the same result at every step, and changes the same attributes.
/// </summary>
public class KernelWritesTests
{
    private const int Shown = 12;

    private static readonly string Folder =
        Environment.GetEnvironmentVariable("NVDIMMPS_CORPUS") ?? Path.Combine(AppContext.BaseDirectory, "Golden", "kernel");

    [Theory]
    [InlineData("nfit_test")]
    [InlineData("nfit_test-firmware")]
    [InlineData("nfit_test-security")]
    [InlineData("qemu")]
    public void The_simulator_takes_writes_as_the_real_kernel_did(string machine)
    {
        var recorded = File.ReadLines(Path.Combine(Folder, machine + ".writes")).ToArray();
        var operations = WriteSequence.For(machine);
        var time = new FakeTimeProvider();
        using var kernel = new SimulatedKernel(Topologies.Parse(WriteSequence.MachineOf(machine)), time);
        var made = WriteRecording.Make(kernel, operations, time.Advance).ToArray();
        Assert.Equal(recorded.Length, made.Length);
        var different = Enumerable.Range(0, made.Length).Where(i => made[i] != recorded[i])
            .Select(i => $"{i + 1}: kernel    {recorded[i]}{Environment.NewLine}    simulator {made[i]}").ToArray();
        Assert.True(different.Length == 0, $"{different.Length} steps differ:{Environment.NewLine}{string.Join(Environment.NewLine, different.Take(Shown))}");
    }
}
