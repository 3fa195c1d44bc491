using NvdimmPS.Abi;
using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Activation;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;
using NvdimmPS.Simulation.Namespaces;
using NvdimmPS.Simulation.Providers;
using NvdimmPS.Simulation.Security;

namespace NvdimmPS;

/// <summary>A simulated NVDIMM bus. Its lock is the kernel's: one call at a time from the provider on.</summary>
public sealed class SimulatedBus
{
    private const int PageSize = 4096;

    /// <summary>How long a scrub takes: a machine's takes hours, this one two seconds.</summary>
    private static readonly TimeSpan ScrubTime = TimeSpan.FromSeconds(2);

    private bool _scrubbing;
    private uint _overridingMask;
    private byte[]? _page;
    private int _scrubs;
    private ITimer? _scrubEnd;

    internal SimulatedBus(BusDefinition definition, int id, int firstDimm, int firstRegion, SimulatorFaultCollection faults,
        TimeProvider time, BlockMinors minors, SimulatedKeyRing keys)
    {
        Definition = definition;
        Node = new NdNode(NdNodeKind.Bus, id);
        Time = time;
        Minors = minors;
        Faults = faults;
        Keys = keys;
        Activation = new ActivationState(time);
        Dimms = [.. definition.Dimms.Select((d, i) => new SimulatedDimm(this, d, firstDimm + i))];
        Regions = [.. definition.Regions.Select((r, i) => new SimulatedRegion(this, r, firstRegion + i))];
        foreach (var region in Regions)
        {
            foreach (var mapping in region.Mappings)
            {
                mapping.Dimm.UsedBy.Add(region);
            }
        }

        _scrubs = definition.Scrubs;
        NdProvider = definition.MakeProvider(this);
        foreach (var dimm in Dimms)
        {
            _ = dimm.Bind();
        }

        foreach (var region in Regions)
        {
            region.Boot();
        }
    }

    /// <summary>The control node, <c>ndctlN</c>.</summary>
    internal NdNode Node { get; }

    /// <summary>The name in sysfs, <c>ndbusN</c>.</summary>
    public string Name => Node.ObjectName;

    /// <summary>The provider as sysfs names it, such as <c>ACPI.NFIT</c>.</summary>
    public string Provider => Definition.Provider;

    /// <summary>The DIMMs.</summary>
    public ItemList<SimulatedDimm> Dimms { get; }

    /// <summary>The regions.</summary>
    public ItemList<SimulatedRegion> Regions { get; }

    /// <summary>True while the kernel's own scrub runs: it answers EBUSY to an ARS start then.</summary>
    public bool Scrubbing
    {
        get => Locked(() => _scrubbing);
        set => Locked(() =>
        {
            if (_scrubbing && !value)
            {
                _scrubs++;
            }

            return _scrubbing = value;
        });
    }

    /// <summary>
    /// The nfit driver's parameter <c>override_dsm_mask</c>, as if the driver was loaded with it: the functions, one bit
    /// each, that it passes on in place of those that it knows of the family. 0 for those.
    /// </summary>
    public uint OverrideDsmMask
    {
        get => Locked(() => _overridingMask);
        set => Locked(() =>
        {
            var provider = NdProvider as AcpiNfitProvider ?? throw SimulatorErrors.DsmMask(Name, Provider);
            provider.MakeMasks(value);
            return _overridingMask = value;
        });
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal object Gate { get; } = new();

    internal BusDefinition Definition { get; }

    internal INdProvider NdProvider { get; }

    internal TimeProvider Time { get; }

    internal BlockMinors Minors { get; }

    internal SimulatorFaultCollection Faults { get; }

    /// <summary>The keys of the machine.</summary>
    internal SimulatedKeyRing Keys { get; }

    internal ActivationState Activation { get; }

    /// <summary>The same as the kernel knows it.</summary>
    internal KernelActivation KnownActivation => field ??= new KernelActivation(this);

    /// <summary>Errors in the media, as the firmware knows them.</summary>
    internal BadRanges MemoryErrors { get; } = new();

    /// <summary>Errors that the kernel knows of since its last scrub: the regions' <c>badblocks</c>.</summary>
    internal BadRanges KnownErrors { get; } = new();

    internal int ScrubCount => _scrubs;

    internal bool IsScrubbing => _scrubbing;

    /// <summary>Writes what changed to sysfs; set once the tree is there.</summary>
    internal Action? Mirror { get; set; }

    /// <summary>The same after a write of an attribute, which can have changed regions.</summary>
    internal Action? MirrorDevices { get; set; }

    /// <summary>The same after a call, which can have changed one DIMM or the bus.</summary>
    internal Action<SimulatedDimm?>? MirrorCall { get; set; }

    /// <summary>Says that something was set.</summary>
    internal Action? Changed { get; set; }

    /// <summary><c>nfit/scrub</c>: completed scrubs, and a plus sign while one runs.</summary>
    internal string ScrubText => _scrubbing ? $"{_scrubs}+" : $"{_scrubs}";

    /// <summary>
    /// Room for the kernel's copy of an envelope, in whole zeroed pages as vmalloc gives them: a provider that writes a
    /// little past the envelope does no harm, and it is lost. A single page is lent again and again.
    /// </summary>
    internal byte[] LendPages(int length)
    {
        var rounded = (length + PageSize - 1) / PageSize * PageSize;
        var pages = rounded == PageSize && _page is not null ? _page : new byte[rounded];
        _page = pages == _page ? null : _page;
        return pages;
    }

    /// <summary>Takes pages back. They are blanked: a payload may be a passphrase.</summary>
    internal void ReturnPages(byte[] pages)
    {
        Array.Clear(pages);
        _page ??= pages.Length == PageSize ? pages : null;
    }

    internal SimulatedRegion? RegionAt(ulong address, ulong length) => Regions.FirstOrDefault(r => r.Contains(address, length));

    /// <summary>
    /// <c>acpi_nfit_ars_rescan</c>: the kernel's own scrub begins, and ends by itself; where one runs, all is scrubbed once more. (The
    /// kernel is busy only until its worker has begun, which is a moment.) ENOTTY where there is nothing to scrub.
    /// </summary>
    internal int BeginScrub() => Locked(() =>
    {
        if (Regions.Count == 0)
        {
            return Errno.ENOTTY;
        }

        _scrubbing = true;
        _scrubEnd?.Dispose();
        _scrubEnd = Time.CreateTimer(_ => EndScrub(), null, ScrubTime, Timeout.InfiniteTimeSpan);
        return 0;
    });

    private void EndScrub() => Locked(() =>
    {
        if (_scrubbing)
        {
            _scrubbing = false;
            CompleteScrub();
        }

        return 0;
    });

    /// <summary>The kernel's scrub ran and found what there is to find.</summary>
    internal void CompleteScrub()
    {
        _scrubs++;
        foreach (var (start, length) in MemoryErrors.All)
        {
            KnownErrors.Add(start, length);
        }
    }

    /// <summary><c>nvdimm_account_cleared_poison</c>.</summary>
    internal void AccountCleared(ulong address, ulong cleared)
    {
        if (cleared > 0)
        {
            KnownErrors.Forget(address, (uint)cleared); // badrange_forget's length has 32 bits
        }
    }

    /// <summary>The ranges of namespaces that a driver other than device-dax is bound to.</summary>
    internal IEnumerable<(ulong First, ulong Last)> BoundRanges() =>
        from region in Regions
        let devices = region.Devices
        where devices is not null
        from ns in devices.Namespaces
        where ns.IsBound || ns.Claim is { IsBound: true, Kind: not ClaimKind.Dax }
        select (ns.Start, ns.Start + ns.Size - 1);

    internal SimulatedDisk? FindDisk(string name) => Regions.Select(r => r.Devices).OfType<RegionDevices>()
        .SelectMany(d => d.Namespaces.Select(n => n.Disk).Concat(d.Claims.Select(c => c.Disk)))
        .FirstOrDefault(d => d?.Name == name);

    internal T Locked<T>(Func<T> action)
    {
        lock (Gate)
        {
            var result = action();
            Mirror?.Invoke();
            Changed?.Invoke();
            return result;
        }
    }
}
