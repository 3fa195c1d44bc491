using NvdimmPS.Simulation.Firmware;
using static NvdimmPS.Simulation.EnergyBacked.InjectedError;

namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>The health of an NVDIMM-N: what follows from its state, thresholds and injected errors, in no family's spelling.</summary>
internal sealed class NvdimmNHealth(DimmState dimm, NvdimmNState state)
{
    /// <summary>What is left of the flash's life, in percent.</summary>
    public byte NvmLifetime => dimm.Health == SimulatedHealth.Fatal ? (byte)0 : Less(100 - dimm.Used);

    public byte Spares => Less(dimm.Spares);

    public bool SourceFailed => state.Source.Failed || state.Injected.Has(InjectedError.EnergySource);

    public bool Charging => !state.Source.Charged || state.Injected.Has(LowCharge);

    public bool ControllerFailed => state.Injected.Has(Controller);

    /// <summary>True where the energy would last for a save.</summary>
    public bool CanSave => !SourceFailed && !Charging && state.Source.Lifetime > 0;

    public bool SourceWearsOut => (Alarms & NvdimmNAlarms.SourceLifeError) != 0;

    public NvdimmNAlarms Alarms
    {
        get
        {
            var (limits, source) = (state.Thresholds, state.Source);
            var alarms = NvdimmNAlarms.None;
            Trip(NvdimmNAlarms.Temperature, Sixteenths.Decode(dimm.MediaTemperature) > limits.Temperature);
            Trip(NvdimmNAlarms.Spares, Spares < limits.Spares);
            Trip(NvdimmNAlarms.LifeWarning, NvmLifetime < limits.NvmLifeWarning, LifeWarning);
            Trip(NvdimmNAlarms.LifeError, NvmLifetime < limits.NvmLifeError, LifeError);
            Trip(NvdimmNAlarms.SourceLifeWarning, source.Lifetime < limits.SourceLifeWarning, SourceLifeWarning);
            Trip(NvdimmNAlarms.SourceLifeError, source.Lifetime < limits.SourceLifeError, SourceLifeError);
            Trip(NvdimmNAlarms.SourceTemperatureWarning, source.Temperature > limits.SourceTemperatureWarning, SourceTemperatureWarning);
            Trip(NvdimmNAlarms.SourceTemperatureError, source.Temperature > limits.SourceTemperatureError, SourceTemperatureError);
            return alarms & limits.Enabled;

            void Trip(NvdimmNAlarms alarm, bool crossed, InjectedError injected = None) =>
                alarms |= crossed || (injected != None && state.Injected.Has(injected)) ? alarm : NvdimmNAlarms.None;
        }
    }

    /// <summary>The worst of all that is known.</summary>
    public SimulatedHealth Summary =>
        dimm.Health == SimulatedHealth.Fatal || state.Injected.Has(Fatal) ? SimulatedHealth.Fatal
        : dimm.Health == SimulatedHealth.Critical || state.Injected.Has(Critical) || Broken || (Alarms & NvdimmNAlarms.Errors) != 0
            ? SimulatedHealth.Critical
        : dimm.Health == SimulatedHealth.NonCritical || state.Injected.Has(NonCritical) || (Alarms & NvdimmNAlarms.Warnings) != 0
            ? SimulatedHealth.NonCritical
        : SimulatedHealth.Normal;

    private bool Broken =>
        !CanSave || ControllerFailed || state.Saving.Failed || state.Restoring.Failed || state.Erasing.Failed || state.Arming.Failed;

    /// <summary>Bad blocks take from the life of the flash as from its spares.</summary>
    private byte Less(int percent) => (byte)Math.Max(0, percent - state.Injected.BadBlocks);
}
