namespace NvdimmPS.Namespaces;

/// <summary>The empty namespace device that a new namespace takes.</summary>
/// <param name="Name">Such as <c>namespace0.2</c>.</param>
/// <param name="IsIdle">Whether it is empty and nobody has it; false where somebody began a namespace there.</param>
/// <param name="Type"><c>pmem</c> with labels, <c>io</c> without.</param>
internal sealed record NamespacePlace(string Name, bool IsIdle, string Type);
