using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>What a DIMM's firmware works on.</summary>
/// <param name="State">What it remembers.</param>
/// <param name="Identity">What it is.</param>
/// <param name="Time">The clock.</param>
/// <param name="Poison">Poisons a block of its memory, by the address on the DIMM, or heals it.</param>
internal sealed record FirmwareContext(DimmState State, DimmDefinition Identity, TimeProvider Time, Action<ulong, bool> Poison)
{
    /// <summary>The bytes of such a block.</summary>
    public const ulong PoisonUnit = 256;
}
