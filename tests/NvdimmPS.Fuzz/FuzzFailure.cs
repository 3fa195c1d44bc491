namespace NvdimmPS.Fuzz;

/// <summary>The product did what it must never do.</summary>
internal sealed class FuzzFailure(string message) : Exception(message);
