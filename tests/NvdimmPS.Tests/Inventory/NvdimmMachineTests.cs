using NvdimmPS.Inventory;

namespace NvdimmPS.Tests.Inventory;

/// <summary>Names that people give, and what a call would reach by them.</summary>
public sealed class NvdimmMachineTests
{
    [Theory]
    [InlineData("ndbus1", "ndbus1")]
    [InlineData("1", "ndbus1")]
    [InlineData("ndctl1", "ndbus1")]
    [InlineData("test.1", "ndbus1")]
    [InlineData("TEST.0", "ndbus0")]
    [InlineData("test", null)]
    [InlineData("ndbus2", null)]
    public void A_bus_is_found_by_name_number_node_and_provider(string name, string? found)
    {
        using var tree = SysfsTree.Generated(2, buses: 2);
        var machine = new NvdimmMachine(tree);
        if (found is null)
        {
            Assert.Equal("Nvdimm.Bus.NotFound", Assert.Throws<NvdimmException>(() => machine.GetBus(name)).ErrorId);
            return;
        }

        Assert.Equal(found, machine.GetBus(name).Name);
    }

    [Fact]
    public void What_cannot_be_read_is_told_apart_from_what_is_not_there()
    {
        using var tree = SysfsTree.Generated(1);
        var machine = new NvdimmMachine(tree);
        Assert.Null(NvdimmMachine.Target(machine.GetDevice("nmem0")).CommandsReason);
        Assert.Null(NvdimmMachine.Target(machine.GetBus("ndbus0")).CommandsReason);
        File.Delete(tree.PathOf($"{SysfsTree.Bus(0)}/nmem0/commands"));
        File.Delete(tree.PathOf($"{SysfsTree.Bus(0)}/commands"));
        Assert.Contains("no such attribute", NvdimmMachine.Target(machine.GetDevice("nmem0")).CommandsReason, StringComparison.Ordinal);
        Assert.Contains("no such attribute", NvdimmMachine.Target(machine.GetBus("ndbus0")).CommandsReason, StringComparison.Ordinal);
    }
}
