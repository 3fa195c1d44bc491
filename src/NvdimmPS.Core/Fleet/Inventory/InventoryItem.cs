namespace NvdimmPS.Fleet.Inventory;

/// <summary>What is compared of one object. Hosts that are alike share one and the same.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Its name on its host.</param>
/// <param name="Values">The values, in the order of the properties that are compared; null is not known.</param>
internal sealed record InventoryItem(InventoryKind Kind, string Name, IReadOnlyList<string?> Values);
