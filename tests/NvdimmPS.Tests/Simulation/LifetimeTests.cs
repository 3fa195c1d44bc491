using NvdimmPS.Abi;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>Opening, removal while calls run, folders, threads.</summary>
public class LifetimeTests
{
    [Fact]
    public void Unknown_nodes_are_not_there()
    {
        using var kernel = new SimulatedKernel("1x1");
        Assert.Equal(Errno.ENOENT, Assert.Throws<NdOpenException>(() => kernel.Open(Machine.Node("nmem1"), NdAccess.ReadOnly)).Errno);
        Assert.Equal(Errno.ENOENT, Assert.Throws<NdOpenException>(() => kernel.Open(Machine.Node("ndctl1"), NdAccess.ReadWrite)).Errno);
        Assert.Equal("Simulated", kernel.Source);
    }

    [Fact]
    public void A_read_only_node_opens_for_reading()
    {
        using var kernel = new SimulatedKernel("1x1");
        kernel.Dimm("nmem0").ReadOnlyNode = true;
        Assert.Equal(Errno.EACCES, Assert.Throws<NdOpenException>(() => kernel.Open(Machine.Node("nmem0"), NdAccess.ReadWrite)).Errno);
        kernel.Open(Machine.Node("nmem0"), NdAccess.ReadOnly).Dispose();
    }

    [Fact]
    public void After_removal_open_devices_answer_ENXIO_and_the_folder_is_gone()
    {
        var kernel = new SimulatedKernel("1x1");
        var device = kernel.Open(Machine.Node("nmem0"), NdAccess.ReadWrite);
        var root = Path.GetDirectoryName(kernel.SysfsRoot)!;
        Assert.True(File.Exists(kernel.MountTable));
        kernel.Dispose();
        kernel.Dispose();

        Assert.Equal(-Errno.ENXIO, device.Ioctl(Machine.CallRequest, Machine.Package(1)));
        Assert.Equal(Errno.ENXIO, Assert.Throws<NdOpenException>(() => kernel.Open(Machine.Node("nmem0"), NdAccess.ReadWrite)).Errno);
        Assert.False(Directory.Exists(root));
        kernel.Buses[0].Dimms[0].MediaTemperature = 50; // and what is set then does no harm
        kernel.DisableRegion("region0");
        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public async Task A_call_that_runs_is_waited_for()
    {
        var kernel = new SimulatedKernel("1x1");
        using var entered = new ManualResetEventSlim();
        kernel.Faults.Add(new SimulatorFault { Kind = SimulatorFaultKind.Delay, Delay = TimeSpan.FromMilliseconds(150) });
        kernel.Snoop = _ =>
        {
            entered.Set();
            return 0;
        };
        var call = Task.Run(
            () =>
            {
                using var device = kernel.Open(Machine.Node("nmem0"), NdAccess.ReadWrite);
                return device.Ioctl(Machine.CallRequest, Machine.Package(1, outputSize: 132));
            },
            TestContext.Current.CancellationToken);
        entered.Wait(TestContext.Current.CancellationToken);
        kernel.Dispose();
        Assert.Equal(0, await call.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Calls_from_many_threads_keep_their_answers_apart()
    {
        using var kernel = new SimulatedKernel("2x4");
        foreach (var region in kernel.Regions)
        {
            kernel.DisableRegion(region.Name);
        }

        await Parallel.ForEachAsync(Enumerable.Range(0, 16), TestContext.Current.CancellationToken, (worker, _) =>
        {
            var dimm = $"nmem{worker % 8}";
            using var device = kernel.Open(Machine.Node(dimm), NdAccess.ReadWrite);
            for (var i = 0; i < 200; i++)
            {
                var at = (uint)(8192 + (worker * 64));
                Assert.Equal(0, device.Ioctl(Machine.CallRequest, Machine.Package(6, Machine.Bytes(at, 4u, (uint)i), 4)));
                var read = Machine.Package(5, Machine.Bytes(at, 4u), 8);
                Assert.Equal(0, device.Ioctl(Machine.CallRequest, read));
                Assert.Equal((uint)i, BitConverter.ToUInt32(read, 64 + 8 + 4));
                kernel.Dimm(dimm).NotArmed = i % 2 == 0;
            }

            return ValueTask.CompletedTask;
        });
        Assert.Equal(1000, kernel.Transcript.Count);
        Assert.Equal(Enumerable.Range(0, 1000).Select(i => kernel.Transcript[0].Sequence + i), kernel.Transcript.Select(r => r.Sequence));
    }

    [Fact]
    public async Task Removal_races_with_calls_and_never_breaks_one()
    {
        for (var round = 0; round < 20; round++)
        {
            var kernel = new SimulatedKernel("1x2");
            var callers = Enumerable.Range(0, 4).Select(i => Task.Run(
                () =>
                {
                    using var device = kernel.Open(Machine.Node($"nmem{i % 2}"), NdAccess.ReadWrite);
                    int result;
                    while ((result = device.Ioctl(Machine.CallRequest, Machine.Package(20, new byte[64]))) == 0)
                    {
                    }

                    return result;
                },
                TestContext.Current.CancellationToken)).ToArray();
            await Task.Delay(5, TestContext.Current.CancellationToken);
            kernel.Dispose();
            foreach (var caller in callers)
            {
                try
                {
                    Assert.Equal(-Errno.ENXIO, await caller);
                }
                catch (NdOpenException e)
                {
                    Assert.Equal(Errno.ENXIO, e.Errno); // it came too late to open
                }
            }

            Assert.False(Directory.Exists(kernel.SysfsRoot));
        }
    }

    [Fact]
    public void Simulators_that_come_and_go_together_leave_nothing()
    {
        var roots = new System.Collections.Concurrent.ConcurrentBag<string>();
        Parallel.For(0, 48, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            using var kernel = new SimulatedKernel("1x1");
            roots.Add(Path.GetDirectoryName(kernel.SysfsRoot)!);
        });
        Assert.DoesNotContain(roots, Directory.Exists);
    }

    [Fact]
    public void Ninety_six_DIMMs_are_made()
    {
        using var kernel = new SimulatedKernel("4x24");
        Assert.Equal(96, kernel.Dimms.Count);
    }
}
