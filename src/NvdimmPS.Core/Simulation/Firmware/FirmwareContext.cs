using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>What a DIMM's firmware works on.</summary>
internal sealed record FirmwareContext(DimmState State, DimmDefinition Identity, TimeProvider Time);
