using NvdimmPS.Shell.Cmdlets;
using NvdimmPS.Simulation;
using NvdimmPS.Tests.Cli;
using NvdimmPS.Tests.Harness;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>
/// The module, imported once for all tests of cmdlets: a session of a real engine takes longer to open than the tests
/// take to run. They run one after the other, since the active simulator is one for the process.
/// </summary>
public sealed class CmdletFixture : IDisposable
{
    private readonly Dictionary<string, SimulatedKernel> _machines = new(StringComparer.Ordinal);

    /// <summary>The module's types file.</summary>
    internal static string Types { get; } = Path.Combine(Repository.Root, "NvdimmPS.Types.ps1xml");

    public CmdletHost Host { get; } = new(typeof(NvdimmCmdlet).Assembly, Types);

    /// <summary>A machine that tests share; they may look at it and ask it, not change it.</summary>
    public SimulatedKernel Shared(string topology) =>
        _machines.TryGetValue(topology, out var machine) ? machine : _machines[topology] = new SimulatedKernel(topology);

    public void Dispose()
    {
        Host.Dispose();
        foreach (var machine in _machines.Values)
        {
            machine.Dispose();
        }
    }
}

[CollectionDefinition(Name)]
public sealed class CmdletCollection : ICollectionFixture<CmdletFixture>
{
    public const string Name = "Cmdlets";
}
