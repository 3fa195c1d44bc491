namespace NvdimmPS.Namespaces;

/// <summary>A free BTT, PFN or DAX of a region, which the next namespace of its mode takes.</summary>
/// <param name="Name">Such as <c>pfn0.1</c>.</param>
/// <param name="Choices">The alignments that it offers; of a BTT the sector sizes.</param>
/// <param name="Alignment">The alignment that it has; null for a BTT.</param>
internal sealed record NamespaceSeed(string Name, IReadOnlyList<ulong> Choices, ulong? Alignment);
