using NvdimmPS.Dsm;
using NvdimmPS.Inventory;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tests.Simulation;

/// <summary>
/// Calls to the first DIMM (or the first bus) of a simulated machine as a script makes them: functions, arguments and
/// fields by name, encoded and decoded by the tables.
/// </summary>
internal sealed class NamedCalls : IDisposable
{
    private readonly Machine _machine;
    private readonly DsmCaller _caller;

    /// <param name="topology">The machine.</param>
    /// <param name="mask">What the driver passes on in place of its white-list; 0 leaves that.</param>
    public NamedCalls(string topology, uint mask = 0)
    {
        _machine = new Machine(topology);
        _caller = new DsmCaller(Kernel);
        if (mask != 0)
        {
            Kernel.Buses[0].OverrideDsmMask = mask;
        }

        Target = NvdimmMachine.Target(new NvdimmMachine(Kernel).GetDevice("nmem0"));
    }

    public SimulatedKernel Kernel => _machine.Kernel;

    public SimulatedDimm Dimm => _machine.Dimm;

    public ManualTime Time => _machine.Time;

    /// <summary>The functions whose answers were decoded, refusals not among them.</summary>
    public HashSet<DsmFunction> Decoded { get; } = [];

    private DsmTarget Target { get; }

    public string Attribute(string path) => _machine.Attribute(path);

    public void DisableRegions() => _machine.DisableRegions();

    /// <summary>A function of the DIMM's family.</summary>
    public DsmResult Call(string function, params (string Name, object? Value)[] arguments) => Send(Target, Find(Target.Family!, function), arguments);

    /// <summary>The same where the firmware refuses: its status in a word.</summary>
    public string Refused(string function, params (string Name, object? Value)[] arguments) =>
        Assert.Throws<DsmStatusException>(() => Call(function, arguments)).Status;

    /// <summary>A function of a bus.</summary>
    public DsmResult Bus(DsmFamily family, string function, params (string Name, object? Value)[] arguments) =>
        Send(NvdimmMachine.Target(new NvdimmMachine(Kernel).GetBus("ndbus0")), Find(family, function), arguments);

    public string BusRefused(DsmFamily family, string function, params (string Name, object? Value)[] arguments) =>
        Assert.Throws<DsmStatusException>(() => Bus(family, function, arguments)).Status;

    public void Dispose()
    {
        _caller.Dispose();
        _machine.Dispose();
    }

    private static DsmFunction Find(DsmFamily family, string name) => Assert.Single(family.Functions, f => f.Name == name);

    private DsmResult Send(DsmTarget target, DsmFunction function, (string Name, object? Value)[] arguments)
    {
        var input = DsmInput.FromArguments(function, arguments.ToDictionary(a => a.Name, a => a.Value));
        var result = _caller.Invoke(target, new DsmCall(function, input));
        Assert.True(result.Status is "Success" or "UpdateAborted", $"{function}: {result.Status}");
        Assert.True(!result.Truncated || function.Family.Name == "HyperV", function.ToString());
        Decoded.Add(function);
        return result;
    }
}
