using NvdimmPS.Abi;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Watching;

namespace NvdimmPS.Tests.Watching;

/// <summary>A machine that changes and signals nothing, as firmware without notifications: what is not signalled is found by looking in turn.</summary>
public sealed class SilentKernelTests : IDisposable
{
    private readonly SimulatedKernel _kernel = new("1x2");

    public void Dispose() => _kernel.Dispose();

    [Fact]
    public void A_change_and_its_end_are_found_in_turn()
    {
        using var watcher = new HealthWatcher(new Silent(_kernel), new WatchOptions { Sweep = TimeSpan.FromMilliseconds(1), Kinds = [WatchKind.Threshold], IncludeInitial = true });
        var told = new List<string?>();
        watcher.Run(e =>
        {
            if (e is { IsInitial: true, Dimm: "nmem1", Property: "MediaTemperature" })
            {
                _kernel.Dimm("nmem1").MediaTemperature = 99;
            }
            else if (!e.IsInitial)
            {
                told.Add(e.To);
                _kernel.Dimm("nmem1").MediaTemperature = 30;
                if (told.Count == 2)
                {
                    watcher.Stop();
                }
            }
        });
        Assert.Equal(["Tripped", "Clear"], told);
    }

    private sealed class Silent(INdKernel kernel) : INdKernel
    {
        public KernelKind Kind => kernel.Kind;

        public string Source => kernel.Source;

        public string SysfsRoot => kernel.SysfsRoot;

        public string MountTable => kernel.MountTable;

        public INdDevice Open(NdNode node, NdAccess access) => kernel.Open(node, access);
    }
}
