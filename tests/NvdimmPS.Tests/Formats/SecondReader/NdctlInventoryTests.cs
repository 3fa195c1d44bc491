using NvdimmPS.Formats.Ndctl;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>ndctl lists buses, regions and namespaces of a machine, and we print the same JSON, byte for byte.</summary>
public sealed class NdctlInventoryTests(Ndctl ndctl) : IClassFixture<Ndctl>
{
    public static TheoryData<string> Machines => [.. Topologies.Names, "1x2", "8x24"];

    [Theory]
    [MemberData(nameof(Machines))]
    public void What_sysfs_says_is_printed_alike(string topology)
    {
        Assert.SkipWhen(ndctl.Missing is not null, ndctl.Missing ?? string.Empty);
        using var machine = new SimulatedKernel(topology);
        var there = new Topology(machine);
        Same(machine, "-B", there.GetBuses().Select(NdctlInventory.From));
        Same(machine, "-Ri", there.GetRegions().Select(NdctlInventory.From));
        Same(machine, "-N", there.GetNamespaces().Select(NdctlInventory.From));
    }

    private void Same(SimulatedKernel machine, string what, IEnumerable<NdctlObject> ours)
    {
        var theirs = ndctl.ListOf(machine.SysfsRoot, what).Trim();

        // libdaxctl looks for more of a DAX device than the simulator has; on the real kernel both have this line.
        var known = NdctlInventory.Write([.. ours])!.Split('\n').Where(line => !line.Contains("\"chardev\":", StringComparison.Ordinal));
        Assert.DoesNotContain("chardev", theirs, StringComparison.Ordinal);
        Assert.Equal(theirs, string.Join('\n', known));
    }
}
