namespace NvdimmPS.Health;

/// <summary>What a family's answers say of a DIMM's health, in the shared words.</summary>
internal interface IHealthFamily
{
    /// <summary>
    /// The functions to ask, the one that reports the health of the DIMM first. Those that it does not offer are left out.
    /// </summary>
    IReadOnlyList<uint> Functions { get; }

    /// <summary>Takes over what one answer says.</summary>
    void Read(DsmResult answer, HealthReading reading);
}
