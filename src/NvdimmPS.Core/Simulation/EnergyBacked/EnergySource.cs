namespace NvdimmPS.Simulation.EnergyBacked;

/// <summary>What keeps an NVDIMM-N alive while it saves: a super capacitor, tethered to the DIMM.</summary>
internal sealed class EnergySource
{
    /// <summary>What is left of its life, in percent.</summary>
    public byte Lifetime { get; set; } = 96;

    /// <summary>°C.</summary>
    public double Temperature { get; set; } = 30;

    public uint RuntimeHours { get; set; } = 8_760;

    public bool Failed { get; set; }

    /// <summary>False while it charges: until then there is not enough for a save.</summary>
    public bool Charged { get; set; } = true;

    /// <summary>A new one in its place, charged.</summary>
    public void Replace()
    {
        Lifetime = 100;
        RuntimeHours = 0;
        Failed = false;
        Charged = true;
    }
}
