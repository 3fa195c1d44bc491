using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation;

/// <summary>
/// What a simulated NVDIMM-N does with its flash: it saves when the power goes (<see cref="SimulatedDimm.PowerLoss()"/>),
/// restores at the boot that follows, erases the image and arms itself again.
/// </summary>
public sealed class SimulatedNvdimmN
{
    private readonly SimulatedDimm _dimm;
    private readonly NvdimmNState _state;

    internal SimulatedNvdimmN(SimulatedDimm dimm, NvdimmNState state) => (_dimm, _state) = (dimm, state);

    /// <summary>True where it saves when the power goes.</summary>
    public bool Armed => _dimm.Get(() => _state.Armed);

    /// <summary>True where its flash holds an image: what was saved and could not be restored.</summary>
    public bool HasImage => _dimm.Get(() => _state.HasImage);

    /// <summary>True where the last save failed.</summary>
    public bool SaveFailed => _dimm.Get(() => _state.Saving.Failed);

    /// <summary>True where the last restore failed.</summary>
    public bool RestoreFailed => _dimm.Get(() => _state.Restoring.Failed);

    /// <summary>True where the last erase failed.</summary>
    public bool EraseFailed => _dimm.Get(() => _state.Erasing.Failed);

    /// <summary>True where it could not be armed.</summary>
    public bool ArmFailed => _dimm.Get(() => _state.Arming.Failed);

    /// <summary>How many saves were completed.</summary>
    public uint Saves => _dimm.Get(() => _state.Saving.Completed);

    /// <summary>How many restores were completed.</summary>
    public uint Restores => _dimm.Get(() => _state.Restoring.Completed);

    /// <summary>How many erases were completed.</summary>
    public uint Erases => _dimm.Get(() => _state.Erasing.Completed);

    /// <summary>Power cycles.</summary>
    public uint PowerCycles => _dimm.Get(() => _state.PowerCycles);

    /// <summary>The revision of the firmware that runs.</summary>
    public int FirmwareRevision => _dimm.Get(() => _state.Firmware.RunningRevision);

    /// <summary>Uncorrectable memory errors that the platform counted.</summary>
    public byte UncorrectableErrors
    {
        get => _dimm.Get(() => _state.UncorrectableErrors);
        set => _dimm.Set(() => _state.UncorrectableErrors = value);
    }

    /// <summary>How often correctable memory errors went over their threshold.</summary>
    public byte CorrectableErrors
    {
        get => _dimm.Get(() => _state.CorrectableErrors);
        set => _dimm.Set(() => _state.CorrectableErrors = value);
    }

    /// <summary>Erases the image, as the platform would; false where that failed.</summary>
    public bool Erase() => _dimm.Set(_state.Erase);

    /// <summary>Arms it, as the platform would; false where there is not enough energy, or an image in the way.</summary>
    public bool Arm() => _dimm.Set(_state.Arm);

    /// <inheritdoc/>
    public override string ToString() => Armed ? "armed" : "not armed";
}
