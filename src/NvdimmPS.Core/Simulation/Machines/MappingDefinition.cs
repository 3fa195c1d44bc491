namespace NvdimmPS.Simulation.Machines;

/// <summary>A DIMM's part in a region.</summary>
internal sealed record MappingDefinition(int Dimm, ulong Start, ulong Size);
