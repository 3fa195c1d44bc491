namespace NvdimmPS.Simulation.Machines;

/// <summary>What the folder <c>cxl</c> says of a DIMM.</summary>
/// <param name="Serial">The serial number, which the kernel shows with a sign.</param>
/// <param name="Provider">The device on the CXL bus.</param>
internal sealed record CxlIdentity(ulong Serial, string Provider);
