using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>
/// What makes a DIMM an NVDIMM-N: an energy source, flash as large as its memory, and a controller that saves to it when
/// the power goes, restores when it comes back, and then erases the flash and arms itself for the next time.
/// </summary>
internal sealed class NvdimmNState
{
    public const int OsDataSize = 4096;

    public NvdimmNState(DimmState dimm)
    {
        Typed = new TypedBlocks(Log);
        Health = new NvdimmNHealth(dimm, this);
    }

    public EnergySource Source { get; } = new();

    public NvdimmNThresholds Thresholds { get; private set; } = new();

    public InjectedErrors Injected { get; } = new();

    public FirmwareSlots Firmware { get; } = new();

    public EventLog Log { get; } = new();

    public TypedBlocks Typed { get; }

    public NvdimmNHealth Health { get; }

    public NvmOperation Saving { get; } = new(TimeSpan.FromSeconds(31.25), completed: 14);

    public NvmOperation Restoring { get; } = new(TimeSpan.FromSeconds(28.9), completed: 14);

    public NvmOperation Erasing { get; } = new(TimeSpan.FromSeconds(4.1), completed: 15);

    public NvmOperation Arming { get; } = new(TimeSpan.FromSeconds(0.1), completed: 17);

    public uint PowerCycles { get; private set; } = 17;

    public ulong FailedFlushes { get; private set; }

    public bool Armed { get; private set; } = true;

    /// <summary>False where the last save began although the DIMM was not armed.</summary>
    public bool SaveWasArmed { get; private set; } = true;

    /// <summary>True where the flash holds what was saved.</summary>
    public bool HasImage { get; private set; }

    public SaveTriggers Trigger => (HasImage ? SaveTriggers.DataValid : SaveTriggers.None) | SaveTriggers.SaveN;

    public SaveFailures SaveFailure { get; private set; }

    public byte UncorrectableErrors { get; set; }

    public byte CorrectableErrors { get; set; }

    /// <summary>What an operating system keeps on the DIMM.</summary>
    public byte[] OsData { get; } = new byte[OsDataSize];

    /// <summary>The registers of the vendor's page.</summary>
    public byte[] VendorPage { get; private set; } = new byte[256];

    /// <summary>Persistency came back since the last boot.</summary>
    public bool Restored { get; set; }

    /// <summary>The power goes and comes back. Returns what the platform then tells of the DIMM.</summary>
    public DimmFlags PowerCycle(bool flushed)
    {
        FailedFlushes += flushed ? 0ul : 1;
        Save();
        PowerCycles++;
        Armed = Restored = false;
        foreach (var operation in (NvmOperation[])[Saving, Restoring, Erasing, Arming])
        {
            operation.PowerOn();
        }

        Firmware.PowerOn();
        Injected.PowerOn();
        Boot();
        return (Saving.Failed ? DimmFlags.SaveFail : 0) | (Restoring.Failed ? DimmFlags.RestoreFail : 0)
            | (flushed ? 0 : DimmFlags.FlushFail) | (Armed ? 0 : DimmFlags.NotArmed)
            | (Health.Summary == SimulatedHealth.Normal ? 0 : DimmFlags.SmartEvent);
    }

    /// <summary>Erases the flash.</summary>
    public bool Erase()
    {
        var done = Erasing.Run(!Health.ControllerFailed && !Injected.Meets(InjectedError.Erase));
        HasImage &= !done;
        Log.Add(done ? "erased" : "erase failed");
        return done;
    }

    /// <summary>Gets ready to save. It takes energy, and room in the flash.</summary>
    public bool Arm()
    {
        Armed = Arming.Run(Health.CanSave && !HasImage && !Injected.Meets(InjectedError.Arm));
        Log.Add(Armed ? "armed" : "arm failed");
        return Armed;
    }

    /// <summary>What the factory set; the image is gone then, and the DIMM not armed.</summary>
    public bool Reset()
    {
        Injected.ClearAll();
        if (!Erase())
        {
            return false;
        }

        foreach (var operation in (NvmOperation[])[Saving, Restoring, Erasing, Arming])
        {
            operation.Reset();
        }

        (Thresholds, VendorPage) = (new NvdimmNThresholds(), new byte[256]);
        (UncorrectableErrors, CorrectableErrors, FailedFlushes, Armed) = (0, 0, 0, false);
        SaveFailure = SaveFailures.None;
        Typed.Clear();
        Log.Add("factory settings");
        return true;
    }

    /// <summary>An image that was never restored stays in the flash, and nothing is saved over it.</summary>
    private void Save()
    {
        SaveWasArmed = Armed;
        SaveFailure =
            !Health.CanSave ? SaveFailures.NotEnoughEnergy | (Armed ? SaveFailures.PartialData : 0)
            : Health.ControllerFailed ? SaveFailures.ControllerHardware
            : !Armed ? SaveFailures.Aborted
            : Injected.Meets(InjectedError.Save) ? SaveFailures.Media
            : SaveFailures.None;
        HasImage |= Saving.Run(SaveFailure == SaveFailures.None);
        Log.Add(Saving.Failed ? "save failed" : "saved");
    }

    private void Boot()
    {
        if (!HasImage)
        {
            Restoring.Skip();
        }
        else if (!Restoring.Run(!Health.ControllerFailed && !Injected.Meets(InjectedError.Restore)))
        {
            // The image is the only copy: only an explicit erase removes it.
            Log.Add("restore failed");
            return;
        }
        else
        {
            Log.Add("restored");
            Erase();
        }

        Arm();
    }
}
