using NvdimmPS.KernelRing;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

public sealed class IntelWalkTests
{
    /// <summary>Ring 4 sends the same to the real kernel's test bus and expects the same.</summary>
    [Fact]
    public void Every_Intel_function_of_the_test_bus_answers_in_words()
    {
        var time = new ManualTime();
        using var kernel = new SimulatedKernel(Topologies.Parse("nfit_test"), time);
        var failures = new List<string>();
        var steps = 0;
        new IntelWalk(kernel, "nmem1", (id, passed, what) =>
        {
            steps++;
            if (!passed)
            {
                failures.Add($"{id}: {what}");
            }
        }, time.Advance).Run();
        Assert.True(failures.Count == 0, string.Join('\n', failures));
        Assert.InRange(steps, 80, 200);
    }
}
