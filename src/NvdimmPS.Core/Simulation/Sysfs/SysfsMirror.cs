using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;
using NvdimmPS.Simulation.Namespaces;

namespace NvdimmPS.Simulation.Sysfs;

/// <summary>
/// Writes a machine's tree and keeps it true. What can change is compared with what was written last, so a call that
/// changes nothing writes nothing, and costs the same however many DIMMs there are.
/// </summary>
internal sealed class SysfsMirror : IDisposable
{
    private readonly Dictionary<SimulatedBus, ITimer> _timers = [];
    private readonly SysfsTree _tree;
    private readonly Dictionary<SimulatedDimm, Shown> _dimms = [];
    private readonly Dictionary<SimulatedBus, ShownBus> _buses = [];
    private readonly Dictionary<SimulatedRegion, Dictionary<string, DeviceView>> _regions = [];
    private readonly DeviceTree _devices;

    public SysfsMirror(SysfsTree tree, IReadOnlyList<SimulatedBus> buses)
    {
        (_tree, _devices) = (tree, new DeviceTree(tree));
        foreach (var driver in NdDrivers.All)
        {
            tree.AddFolder($"bus/nd/drivers/{driver}");
        }

        foreach (var bus in buses)
        {
            BusFiles.Add(tree, bus);
            _buses[bus] = Look(bus);
            foreach (var dimm in bus.Dimms)
            {
                DimmFiles.Add(tree, dimm);
                _dimms[dimm] = Look(dimm);
            }

            foreach (var region in bus.Regions)
            {
                _regions[region] = [];
                Region(region);
            }
        }

        // From here on the bus's lock guards its part of the tree.
        foreach (var bus in buses)
        {
            bus.Mirror = () => All(bus);
            bus.MirrorDevices = () => Devices(bus);
            _timers[bus] = bus.Time.CreateTimer(_ => bus.Locked(() => 0), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            bus.MirrorCall = dimm => Call(bus, dimm);
        }
    }

    public void Dispose()
    {
        foreach (var timer in _timers.Values)
        {
            timer.Dispose();
        }
    }

    private void Region(SimulatedRegion region) => _devices.Update(_regions[region], RegionFiles.Views(region));

    /// <summary>After an attribute was written, which can change regions, what is below them, and their DIMMs.</summary>
    private void Devices(SimulatedBus bus)
    {
        Bus(bus);
        foreach (var region in bus.Regions)
        {
            Region(region);
        }

        foreach (var dimm in bus.Dimms)
        {
            Dimm(dimm);
        }
    }

    private void All(SimulatedBus bus)
    {
        Bus(bus);
        foreach (var dimm in bus.Dimms)
        {
            Dimm(dimm);
        }

        foreach (var region in bus.Regions.Where(IsOutdated))
        {
            Region(region);
        }
    }

    /// <summary>A boot can find other DIMMs armed, and then the region is read-only, or is so no more.</summary>
    private bool IsOutdated(SimulatedRegion region) =>
        _regions[region][NdDevices.Path(region)].Attributes["read_only"] != (region.ReadOnly ? "1\n" : "0\n");

    private void Call(SimulatedBus bus, SimulatedDimm? dimm)
    {
        if (dimm is not null)
        {
            Dimm(dimm);
        }
        else if (_buses[bus].Activation != bus.Activation.Last)
        {
            All(bus); // a firmware activation reaches every DIMM
        }

        Bus(bus);
    }

    private void Dimm(SimulatedDimm dimm)
    {
        var now = Look(dimm);
        if (_dimms[dimm] != now)
        {
            var masks = _dimms[dimm].Functions != now.Functions;
            var driver = _dimms[dimm].Bound != now.Bound;
            _dimms[dimm] = now;
            if (driver)
            {
                DimmFiles.UpdateDriver(_tree, dimm);
            }

            DimmFiles.Update(_tree, dimm);
            if (masks)
            {
                DimmFiles.UpdateMasks(_tree, dimm);
            }
        }
    }

    private void Bus(SimulatedBus bus)
    {
        var now = Look(bus);
        if (_buses[bus] != now)
        {
            if (_buses[bus].Activation != now.Activation && _timers.TryGetValue(bus, out var timer))
            {
                // It ends by itself.
                timer.Change(ActivationState.BusyTime + TimeSpan.FromMilliseconds(1), Timeout.InfiniteTimeSpan);
            }

            _buses[bus] = now;
            BusFiles.Update(_tree, bus);
            foreach (var region in bus.Regions)
            {
                Region(region);
            }
        }
    }

    private static Shown Look(SimulatedDimm dimm) => new(
        dimm.State.Flags, (dimm.State.Security.State, dimm.Overwrites), dimm.ShownShutdownCount, dimm.IsActive,
        DimmFiles.HasActivation(dimm) ? (dimm.Bus.KnownActivation.TextOf(dimm), dimm.Bus.KnownActivation.ResultOf(dimm)) : default,
        dimm.Bus.NdProvider.DimmFunctions(dimm),
            (dimm.Firmware as PaprFirmware)?.Shown, dimm.IsBound, dimm.Labeling, dimm.KnownLabels?.FreeSlots);

    private static ShownBus Look(SimulatedBus bus) => new(
        bus.ScrubCount, bus.IsScrubbing, bus.KnownErrors.Version, bus.Activation.Last,
        BusFiles.HasActivation(bus) ? (bus.KnownActivation.Text, bus.KnownActivation.Capability, bus.KnownActivation.NoIdle) : default);

    private readonly record struct Shown(DimmFlags Flags, (byte, bool) Security, uint Shutdowns, bool Active,
        (string? State, string? Result) Activation, uint Functions, (ulong, int)? Papr, bool Bound, bool Labeling, int? FreeSlots);

    private readonly record struct ShownBus(int Scrubs, bool Scrubbing, int Errors, int Activation,
        (string? State, string? Capability, bool NoIdle) Known);
}
