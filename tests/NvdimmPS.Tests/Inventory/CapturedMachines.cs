namespace NvdimmPS.Tests.Inventory;

/// <summary>The captured machines, each laid out once for the tests that only read.</summary>
public sealed class CapturedMachines : IDisposable
{
    private readonly Dictionary<(string Machine, bool LinksAsFiles), SysfsTree> _trees = [];

    internal SysfsTree Get(string machine, bool linksAsFiles)
    {
        if (!_trees.TryGetValue((machine, linksAsFiles), out var tree))
        {
            _trees[(machine, linksAsFiles)] = tree = SysfsTree.Captured(machine, linksAsFiles);
        }

        return tree;
    }

    public void Dispose()
    {
        foreach (var tree in _trees.Values)
        {
            tree.Dispose();
        }
    }
}
