using System.Collections;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Session;
using NvdimmPS.Shell.Simulator;
using NvdimmPS.Simulation;

namespace NvdimmPS;

/// <summary>
/// A simulated machine in the hands of a script: state of its DIMMs, faults, transcript. A replayed one (<see
/// cref="NvdimmReplay"/>) has a transcript and a snoop, and no state to set.
/// </summary>
public class NvdimmSimulator : IDisposable
{
    private bool _disposed;

    internal NvdimmSimulator(INdSimulator kernel) => Kernel = kernel;

    /// <summary>The name of what is simulated.</summary>
    public string Topology => Kernel.Name;

    /// <summary>True while the cmdlets of this process talk to it.</summary>
    public bool Active => NvdimmSession.Simulator == this;

    /// <summary>
    /// True to have it outlive the one that <c>New-NvdimmSimulator -Force</c> puts in its place, until <see cref="Activate"/>.
    /// </summary>
    public bool Kept { get; set; }

    /// <summary>The folder that stands for <c>/sys</c>.</summary>
    public string SysfsRoot => Kernel.SysfsRoot;

    /// <summary>The buses.</summary>
    public ItemList<SimulatedBus> Buses => [.. Machine?.Buses ?? []];

    /// <summary>The DIMMs; what is set on them shows at once.</summary>
    public ItemList<SimulatedDimm> Dimms => [.. Machine?.Dimms ?? []];

    /// <summary>The regions.</summary>
    public ItemList<SimulatedRegion> Regions => [.. Machine?.Regions ?? []];

    /// <summary>The faults that are left.</summary>
    public ItemList<SimulatorFault> Faults => [.. Machine?.Faults ?? Enumerable.Empty<SimulatorFault>()];

    /// <summary>The last requests, oldest first, refused ones too. Passphrases, and what may be one, are blanked.</summary>
    public ItemList<SimulatorRequest> Transcript => [.. Kernel.Transcript.Select(SimulatorRequest.From)];

    /// <summary>How many requests are kept.</summary>
    public int TranscriptCapacity
    {
        get => Kernel.TranscriptCapacity;
        set => Kernel.TranscriptCapacity = value;
    }

    /// <summary>Sees every request that the kernel lets pass; a number other than 0 refuses it with that errno.</summary>
    public NdSnoop? Snoop
    {
        get => Kernel.Snoop;
        set => Kernel.Snoop = ScriptSnoop.From(value);
    }

    internal INdSimulator Kernel { get; }

    private SimulatedKernel? Machine => Kernel as SimulatedKernel;

    /// <summary>One DIMM.</summary>
    public SimulatedDimm Dimm(string name) => Find(State("The state of a DIMM").Dimms, d => d.Name, "Dimm", name);

    /// <summary>One bus.</summary>
    public SimulatedBus Bus(string name) => Find(State("The state of a bus").Buses, b => b.Name, "Bus", name);

    /// <summary>One region.</summary>
    public SimulatedRegion Region(string name) => Find(State("The state of a region").Regions, r => r.Name, "Region", name);

    /// <summary>
    /// Makes it the machine that the cmdlets of this process talk to, again. The active one steps aside, and goes on where it is.
    /// </summary>
    public void Activate()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        NvdimmSession.Activate(this);
    }

    /// <summary>Adds a fault: <c>@{ Target = 'nmem0'; Function = 1; Errno = 'EIO' }</c>.</summary>
    public SimulatorFault AddFault(IDictionary fault)
    {
        var faults = State("A fault").Faults;
        var added = FaultTable.Read(fault);
        faults.Add(added);
        return added;
    }

    /// <summary>Removes one fault; false where it is gone already.</summary>
    public bool RemoveFault(SimulatorFault fault) => State("A fault").Faults.Remove(fault);

    /// <summary>Removes all faults.</summary>
    public void ClearFaults() => State("A fault").Faults.Clear();

    /// <summary>Binds a region's driver.</summary>
    public void EnableRegion(string name) => State("Enabling a region").EnableRegion(name);

    /// <summary>Unbinds a region's driver: DIMMs that no other region uses become idle, and their labels writable.</summary>
    public void DisableRegion(string name) => State("Disabling a region").DisableRegion(name);

    /// <summary>Removes the machine: what is open answers that the device went away.</summary>
    public void Dispose()
    {
        _disposed = true;
        NvdimmSession.Deactivate(this);
        Kernel.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <inheritdoc/>
    public override string ToString() => Topology;

    /// <summary>The machine whose state can be set.</summary>
    private SimulatedKernel State(string what) => Machine ?? throw SimulatorCmdletErrors.NoReplayState(Topology, what);

    private T Find<T>(IEnumerable<T> all, Func<T, string> nameOf, string what, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var items = all.ToList();
        return items.Find(i => string.Equals(nameOf(i), name, StringComparison.OrdinalIgnoreCase))
            ?? throw InventoryErrors.NotFound(new NvdimmPS.Inventory.Topology(Kernel), what, name, items.Select(nameOf));
    }
}
