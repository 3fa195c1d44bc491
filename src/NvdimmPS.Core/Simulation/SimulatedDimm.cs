using NvdimmPS.Abi;
using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;
using NvdimmPS.Simulation.Namespaces;
using NvdimmPS.Simulation.Security;

namespace NvdimmPS;

/// <summary>
/// A simulated DIMM. What is set here is what its firmware reports from then on and what sysfs shows; it may be changed at
/// any time, also while calls run.
/// </summary>
public sealed class SimulatedDimm
{
    private bool _busy;

    internal SimulatedDimm(SimulatedBus bus, DimmDefinition definition, int id)
    {
        Bus = bus;
        Definition = definition;
        Node = new NdNode(NdNodeKind.Dimm, id);
        State = new DimmState
        {
            Flags = definition.Flags, Labels = new byte[definition.LabelAreaSize], PlatformData = definition.PlatformData?.ToArray() ?? [],
        };
        definition.Start?.Invoke(State);
        definition.WriteLabels?.Invoke(State.Labels);
        bus.Activation.Dimms.Add(State.Update);
        Firmware = definition.MakeFirmware?.Invoke(new FirmwareContext(State, definition, bus.Time, Poison), bus.Activation);
        ShownShutdownCount = State.ShutdownCount;
        Labeling = definition.Cxl is not null;
        EnergySource = State.NvdimmN is { } source ? new SimulatedEnergySource(this, source) : null;
        ErrorLog = Firmware is IntelFirmware ? new SimulatedErrorLog(this) : null;
        NvdimmN = State.NvdimmN is { } state ? new SimulatedNvdimmN(this, state) : null;
    }

    /// <summary>The control node, <c>nmemN</c>.</summary>
    internal NdNode Node { get; }

    /// <summary>The name, <c>nmemN</c>.</summary>
    public string Name => Node.Name;

    /// <summary>The bus.</summary>
    public SimulatedBus Bus { get; }

    /// <summary>The NFIT device handle.</summary>
    public uint Handle => Definition.Handle;

    /// <summary>The serial number, as sysfs shows it.</summary>
    public ulong Serial => Definition.Cxl?.Serial ?? Definition.Serial;

    /// <summary>The DSM family's number (NVDIMM_FAMILY_*).</summary>
    public ulong Family => Firmware?.Family ?? 0;

    /// <summary>Media temperature in °C, in steps of 1/16 (whole degrees and not below 0 in the Microsoft family).</summary>
    public double MediaTemperature
    {
        get => Get(() => Sixteenths.Decode(State.MediaTemperature));
        set => Set(() => State.MediaTemperature = Sixteenths.Encode(value));
    }

    /// <summary>Controller temperature in °C, in steps of 1/16.</summary>
    public double ControllerTemperature
    {
        get => Get(() => Sixteenths.Decode(State.ControllerTemperature));
        set => Set(() => State.ControllerTemperature = Sixteenths.Encode(value));
    }

    /// <summary>Performance lost by thermal throttling, in percent; a module of the Intel family reports it.</summary>
    public int ThrottleLoss
    {
        get => Get(() => State.ThrottleLoss);
        set => Set(() => State.ThrottleLoss = Percent(value));
    }

    /// <summary>Spare blocks that remain, in percent.</summary>
    public int SparesRemaining
    {
        get => Get(() => State.Spares);
        set => Set(() => State.Spares = Percent(value));
    }

    /// <summary>How much of the rated life is used, in percent.</summary>
    public int PercentageUsed
    {
        get => Get(() => State.Used);
        set => Set(() => State.Used = Percent(value));
    }

    /// <summary>How many shutdowns were dirty.</summary>
    public uint DirtyShutdownCount
    {
        get => Get(() => State.ShutdownCount);
        set => Set(() => ShownShutdownCount = State.ShutdownCount = value);
    }

    /// <summary>True where the last shutdown was dirty.</summary>
    public bool LastShutdownDirty
    {
        get => Get(() => State.ShutdownState != 0);
        set => Set(() => State.ShutdownState = value ? (byte)1 : (byte)0);
    }

    /// <summary>Its health.</summary>
    public SimulatedHealth HealthState
    {
        get => Get(() => State.Health);
        set => Set(() => State.Health = value);
    }

    /// <summary>Intel's health status reason (interface V1.8 and later); null for firmware that has none.</summary>
    public ushort? HealthStatusReason
    {
        get => Get(() => State.HealthReason);
        set => Set(() => State.HealthReason = value);
    }

    /// <summary>The energy source of an NVDIMM-N; null for any other DIMM.</summary>
    public SimulatedEnergySource? EnergySource { get; }

    /// <summary>The error logs and counters of a module of the Intel family; null for any other DIMM.</summary>
    public SimulatedErrorLog? ErrorLog { get; }

    /// <summary>What an NVDIMM-N saved and restored; null for any other DIMM.</summary>
    public SimulatedNvdimmN? NvdimmN { get; }

    /// <summary>False where the platform keeps error injection locked; then nothing is injected either.</summary>
    public bool ErrorInjectionEnabled
    {
        get => Get(() => State.InjectionEnabled);
        set => Set(() => State.EnableInjection(value));
    }

    /// <summary>True to have label writes answered with EBUSY although no region is enabled.</summary>
    public bool Busy
    {
        get => Get(() => _busy);
        set => Set(() => _busy = value);
    }

    /// <summary>True while an enabled region uses it, or it is <see cref="Busy"/>: sysfs <c>state</c> is "active".</summary>
    public bool Active => Get(() => IsActive);

    /// <summary>True where it would not save its contents on a power loss.</summary>
    public bool NotArmed
    {
        get => Get(() => State.Flags.HasFlag(DimmFlags.NotArmed));
        set => Set(() => State.Flags = value ? State.Flags | DimmFlags.NotArmed : State.Flags & ~DimmFlags.NotArmed);
    }

    /// <summary>True while it is locked by its passphrase.</summary>
    public bool Locked
    {
        get => Get(() => State.Security.Has(DimmSecurity.LockedBit));
        set => Set(() => State.Security.State = value
            ? (byte)(DimmSecurity.Enabled | DimmSecurity.LockedBit)
            : (byte)(State.Security.State & ~DimmSecurity.LockedBit));
    }

    /// <summary>The security state.</summary>
    public SimulatedSecurity Security => Get(() => SecurityState);

    /// <summary>True to have the node open for reading only, as for a user without the right to write.</summary>
    public bool ReadOnlyNode { get; set; }

    /// <summary>The label area; <c>Labels</c> in PowerShell. It is no property, since files of objects would have all of it.</summary>
    public byte[] GetLabels() => Labels;

    /// <summary>Sets the whole of it.</summary>
    public void SetLabels(byte[] labels) => Labels = labels;

    /// <summary>The platform config data of a module of the Intel family: its partition 1.</summary>
    public byte[] GetPlatformData() => Get(() => State.PlatformData.ToArray());

    /// <summary>Sets all of it; nothing is checked, so that damage can be shown.</summary>
    public void SetPlatformData(byte[] data) => Set(() => State.PlatformData = data.ToArray());

    /// <summary>The label area. Reading gives a copy; setting takes one, of the same length.</summary>
    internal byte[] Labels
    {
        get => Get(() => State.Labels.ToArray());
        set => Set(() =>
        {
            if (value.Length != State.Labels.Length)
            {
                throw SimulatorErrors.Labels(Name, value.Length, State.Labels.Length);
            }

            State.Labels = value.ToArray();
        });
    }

    /// <summary>
    /// The power goes, and comes back. An NVDIMM-N saves, as well as its energy source lets it, and restores at the boot
    /// that follows; the flags in sysfs are what the platform says of the DIMM at that boot.
    /// </summary>
    public void PowerLoss() => PowerLoss(flushed: true);

    /// <summary>The same; <paramref name="flushed"/> is false where what was on its way to the DIMM is lost, a dirty shutdown.</summary>
    public void PowerLoss(bool flushed) => Set(() =>
    {
        State.PowerCycle(flushed);
        Bus.KnownActivation.Forget();
        ShownShutdownCount = State.ShutdownCount;
        UsedBy.ForEach(static region => region.Probe());
    });

    internal DimmDefinition Definition { get; }

    internal DimmState State { get; }

    internal IDsmFirmware? Firmware { get; }

    /// <summary>The kernel reads the count when it registers the DIMM; what an injection adds shows in SMART alone.</summary>
    internal uint ShownShutdownCount { get; private set; }

    internal List<SimulatedRegion> UsedBy { get; } = [];

    /// <summary>True while the kernel's driver is bound to it.</summary>
    internal bool IsBound { get; private set; }

    /// <summary>True once the driver found an index block; it stays so until the bus is registered anew (NDD_LABELING).</summary>
    internal bool Labeling { get; set; }

    /// <summary>What the driver knows of the labels; null while it is unbound, and for a DIMM without label commands.</summary>
    internal DimmLabels? KnownLabels { get; private set; }

    internal bool IsActive => _busy || UsedBy.Exists(region => region.Keeps(this));

    internal SimulatedSecurity SecurityState =>
        Overwrites ? SimulatedSecurity.Overwrite
        : !State.Security.Has(DimmSecurity.Enabled) ? SimulatedSecurity.Disabled
        : State.Security.Has(DimmSecurity.LockedBit) ? SimulatedSecurity.Locked
        : SimulatedSecurity.Unlocked;

    /// <summary>What the kernel does about its security.</summary>
    internal DimmSecurityDriver SecurityDriver => field ??= new DimmSecurityDriver(this);

    /// <summary>True while an overwrite goes on, or the kernel has not seen its end.</summary>
    internal bool Overwrites => State.Security.Has(DimmSecurity.Overwrite) || SecurityDriver.Overwrites;

    /// <summary>Binds the driver, which unlocks the DIMM where it can and reads the labels. An errno, 0 for none.</summary>
    internal int Bind()
    {
        if (Family == 0)
        {
            SecurityDriver.Unlock();
        }

        var errno = DimmLabels.Probe(this, out var labels);
        (IsBound, KnownLabels) = (errno == 0, labels);
        return errno;
    }

    internal void Unbind() => (IsBound, KnownLabels) = (false, null);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private void Poison(ulong address, bool inject)
    {
        if (Interleave.InSystem(this, address) is not { } start)
        {
            return;
        }

        if (inject)
        {
            Bus.MemoryErrors.Add(start, FirmwareContext.PoisonUnit);
        }
        else
        {
            Bus.MemoryErrors.Forget(start, FirmwareContext.PoisonUnit);
        }
    }

    internal T Get<T>(Func<T> read)
    {
        lock (Bus.Gate)
        {
            return read();
        }
    }

    /// <summary>Changes something, and sysfs with it.</summary>
    internal T Set<T>(Func<T> write) => Bus.Locked(write);

    /// <summary>Changes something, and sysfs with it.</summary>
    internal void Set(Action write) => Bus.Locked(() =>
    {
        write();
        return 0;
    });

    internal static byte Percent(int value) => value is >= 0 and <= 100
        ? (byte)value
        : throw new ArgumentOutOfRangeException(nameof(value), value, "A percentage is 0 to 100.");
}
