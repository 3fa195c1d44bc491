using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation;

/// <summary>
/// The energy source of a simulated NVDIMM-N. Its health decides whether the DIMM can arm itself, and whether a save ends
/// well when the power goes; every function of the DIMM's family reports what is set here.
/// </summary>
public sealed class SimulatedEnergySource
{
    private readonly SimulatedDimm _dimm;
    private readonly NvdimmNState _state;

    internal SimulatedEnergySource(SimulatedDimm dimm, NvdimmNState state) => (_dimm, _state) = (dimm, state);

    /// <summary>What is left of its life, in percent.</summary>
    public int Lifetime
    {
        get => _dimm.Get(() => _state.Source.Lifetime);
        set => _dimm.Set(() => _state.Source.Lifetime = SimulatedDimm.Percent(value));
    }

    /// <summary>Its temperature in °C (whole degrees and not below 0 in the Microsoft family).</summary>
    public double Temperature
    {
        get => _dimm.Get(() => _state.Source.Temperature);
        set => _dimm.Set(() => _state.Source.Temperature = value);
    }

    /// <summary>How long it has been in use, in hours.</summary>
    public uint RuntimeHours
    {
        get => _dimm.Get(() => _state.Source.RuntimeHours);
        set => _dimm.Set(() => _state.Source.RuntimeHours = value);
    }

    /// <summary>False while it charges: there is not enough for a save then.</summary>
    public bool Charged
    {
        get => _dimm.Get(() => _state.Source.Charged);
        set => _dimm.Set(() => _state.Source.Charged = value);
    }

    /// <summary>True where it is broken.</summary>
    public bool Failed => _dimm.Get(() => _state.Source.Failed);

    /// <summary>It breaks: nothing is saved any more.</summary>
    public void Fail() => _dimm.Set(() => _state.Source.Failed = true);

    /// <summary>A new one takes its place, charged. The DIMM has to be armed again, by the platform's next boot or a function.</summary>
    public void Replace() => _dimm.Set(() =>
    {
        _state.Restored |= !_state.Health.CanSave;
        _state.Source.Replace();
    });

    /// <inheritdoc/>
    public override string ToString() => Failed ? "failed" : $"{Lifetime} %";
}
