using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Files;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation.Namespaces;
using NvdimmPS.Simulation.Security;
using NvdimmPS.Simulation.Sysfs;

namespace NvdimmPS.Simulation;

/// <summary>
/// A simulated machine with NVDIMMs: the kernel's side of every ioctl, a tree laid out as <c>/sys</c> in a folder of
/// the user's, scripted faults and a transcript. Disposing it is what removing the driver is: open devices answer ENXIO.
/// </summary>
public sealed class SimulatedKernel : INdSimulator, INdChangeSource
{
    private readonly SimulatorFolder _folder;
    private readonly SimulatorTranscript _transcript;
    private readonly SysfsTree _sysfs;
    private readonly SysfsMirror _mirror;
    private readonly SimulatedDimm[] _dimms;
    private int _gone;

    /// <summary>Makes the machine that a topology names, such as <c>2x6</c>; see <see cref="Topologies"/>.</summary>
    public SimulatedKernel(string topology)
        : this(Topologies.Parse(topology))
    {
    }

    /// <summary>Makes a machine.</summary>
    /// <param name="topology">What it consists of.</param>
    /// <param name="time">The clock of firmware updates, scrubs and delays; the system's by default.</param>
    /// <exception cref="NvdimmException">There is no place for its tree.</exception>
    public SimulatedKernel(SimulatorTopology topology, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(topology);
        _folder = SimulatorFolder.Create();
        try
        {
            time ??= TimeProvider.System;
            Topology = topology;
            Faults = new SimulatorFaultCollection(time);
            _transcript = new SimulatorTranscript(time);
            _sysfs = new SysfsTree(_folder.Root);
            var keys = new SimulatedKeyRing(Faults);
            Keys = keys;
            Buses = Build(topology, Faults, time, keys);
            _dimms = [.. Buses.SelectMany(b => b.Dimms)];
            MountTable = Path.Combine(_folder.Root, "mountinfo");
            _mirror = new SysfsMirror(_sysfs, Buses);
            foreach (var (signature, table) in topology.AcpiTables)
            {
                _sysfs.Add($"firmware/acpi/tables/{signature}", table);
            }

            File.WriteAllText(MountTable, Sysfs.MountTable.Text(Buses));
            foreach (var bus in Buses)
            {
                bus.Changed = OnChanged;
            }
        }
        catch (Exception e)
        {
            _folder.Dispose();
            throw AtomicFile.IsOfTheDisk(e) ? SimulatorErrors.Folder(e) : e;
        }
    }

    /// <inheritdoc/>
    public event EventHandler? Changed;

    /// <inheritdoc/>
    public KernelKind Kind => KernelKind.Simulated;

    public string Source => nameof(KernelKind.Simulated);

    /// <inheritdoc/>
    public string SysfsRoot => _sysfs.Root;

    /// <inheritdoc/>
    public string MountTable { get; }

    /// <inheritdoc/>
    public string Name => Topology.Name;

    /// <summary>What the machine consists of.</summary>
    public SimulatorTopology Topology { get; }

    /// <summary>The NVDIMM buses.</summary>
    public IReadOnlyList<SimulatedBus> Buses { get; }

    /// <summary>The DIMMs of all buses.</summary>
    public IReadOnlyList<SimulatedDimm> Dimms => _dimms;

    /// <summary>The regions of all buses.</summary>
    public IEnumerable<SimulatedRegion> Regions => Buses.SelectMany(b => b.Regions);

    /// <summary>Scripted faults; they may change at any time.</summary>
    public SimulatorFaultCollection Faults { get; }

    /// <summary>Looks at every request that the kernel lets pass; none by default.</summary>
    public NdSnoop? Snoop { get; set; }

    /// <summary>The last requests, oldest first.</summary>
    public IReadOnlyList<SimulatedRequest> Transcript => _transcript.Snapshot();

    /// <summary>How many requests are kept, 1,000 by default; 0 keeps none.</summary>
    public int TranscriptCapacity
    {
        get => _transcript.Capacity;
        set => _transcript.Capacity = value;
    }

    /// <inheritdoc/>
    public INdDevice Open(NdNode node, NdAccess access)
    {
        if (IsGone())
        {
            throw KernelErrors.WentAway(node);
        }

        // Both are numbered as they stand in their lists.
        if ((uint)node.Id >= (node.Kind == NdNodeKind.Bus ? Buses.Count : _dimms.Length))
        {
            throw Missing(node, access, Errno.ENOENT);
        }

        if (node.Kind == NdNodeKind.Bus)
        {
            return new SimulatedDevice(this, Buses[node.Id], null, access);
        }

        var dimm = _dimms[node.Id];
        return dimm.ReadOnlyNode && access == NdAccess.ReadWrite
            ? throw Missing(node, access, Errno.EACCES)
            : new SimulatedDevice(this, dimm.Bus, dimm, access);
    }

    /// <inheritdoc/>
    public int WriteAttribute(string attribute, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        var text = Encoding.Latin1.GetString(value);
        return IsGone() ? -Errno.ENOENT : Faults.Meet(attribute) ?? AttributeWrites.Write(this, attribute, text);
    }

    /// <inheritdoc/>
    public INdDisk OpenDisk(string name, bool write)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var bus in IsGone() ? [] : Buses)
        {
            lock (bus.Gate)
            {
                if (bus.FindDisk(name) is not { } disk)
                {
                    continue;
                }

                if (disk.IsHeld)
                {
                    throw KernelErrors.OpenDisk(name, "/dev/" + name, Errno.EBUSY);
                }

                disk.IsHeld = true;
                return new SimulatedOpenDisk(this, disk, write);
            }
        }

        throw KernelErrors.OpenDisk(name, "/dev/" + name, Errno.ENXIO); // no such block device in sysfs
    }

    /// <inheritdoc/>
    public INdKeyRing Keys { get; }

    /// <summary>Unbinds a region's driver: its namespaces go, and DIMMs that no other region uses become idle.</summary>
    public void DisableRegion(string name) => SetRegion(name, enabled: false);

    /// <summary>Binds a region's driver again.</summary>
    public void EnableRegion(string name) => SetRegion(name, enabled: true);

    /// <summary>The DIMM of that name.</summary>
    public SimulatedDimm Dimm(string name) =>
        Array.Find(_dimms, d => d.Name == name)
        ?? throw (NdNode.TryParse(name, out var node)
            ? Missing(node, NdAccess.ReadWrite, Errno.ENOENT)
            : new ArgumentException($"'{name}' is no DIMM's name.", nameof(name)));

    /// <summary>Removes the machine. A call that runs is waited for; the folder is removed.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _gone, 1) != 0)
        {
            return;
        }

        foreach (var bus in Buses)
        {
            // nvdimm_bus_unregister waits until no ioctl is active.
            lock (bus.Gate)
            {
                bus.Mirror = null;
                bus.MirrorDevices = null;
                bus.MirrorCall = null;
                foreach (var dimm in bus.Dimms)
                {
                    dimm.SecurityDriver.Dispose();
                }
            }
        }

        _mirror.Dispose();
        _sysfs.Close();
        _folder.Dispose();
        OnChanged();
    }

    private void OnChanged() => Changed?.Invoke(this, EventArgs.Empty);

    internal bool IsGone() => Volatile.Read(ref _gone) != 0;

    internal void Record(NdNode node, NdAccess access, uint request, ulong family, byte[] before, ReadOnlySpan<byte> after, int result) =>
        _transcript.Add(node, access, request, family, before, after, result);

    private static SimulatedBus[] Build(SimulatorTopology topology, SimulatorFaultCollection faults, TimeProvider time,
        SimulatedKeyRing keys)
    {
        var buses = new SimulatedBus[topology.Buses.Count];
        var (dimms, regions) = (0, 0);
        var minors = new BlockMinors();
        for (var i = 0; i < buses.Length; i++)
        {
            buses[i] = new SimulatedBus(topology.Buses[i], i, dimms, regions, faults, time, minors, keys);
            dimms += buses[i].Dimms.Count;
            regions += buses[i].Regions.Count;
        }

        return buses;
    }

    private static NdOpenException Missing(NdNode node, NdAccess access, int errno) =>
        KernelErrors.Open(node, "/dev/" + node.Name, access, errno);

    private void SetRegion(string name, bool enabled)
    {
        var region = Regions.FirstOrDefault(r => r.Name == name) ?? throw SimulatorErrors.Region(name);
        lock (region.Bus.Gate)
        {
            if (region.Enabled == enabled)
            {
                return;
            }

            var errno = 0;
            if (enabled)
            {
                errno = region.Bind();
            }
            else
            {
                region.Unbind();
            }

            region.Bus.MirrorDevices?.Invoke();
            OnChanged();
            if (errno != 0)
            {
                throw SimulatorErrors.RegionRefused(name, errno);
            }
        }
    }
}
