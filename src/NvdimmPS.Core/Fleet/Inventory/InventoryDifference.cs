namespace NvdimmPS.Fleet.Inventory;

/// <summary>One thing in which hosts differ from the largest group.</summary>
public sealed class InventoryDifference
{
    /// <summary>What differs: <c>Device</c>, <c>Health</c>, <c>Firmware</c>, <c>Threshold</c>, <c>Region</c> or <c>Namespace</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>The DIMM, region or namespace, by its name there; by its name in the largest group where it is missing.</summary>
    public required string Target { get; init; }

    /// <summary>The DIMM's NFIT handle, where one of the objects told it.</summary>
    public string? Handle { get; init; }

    /// <summary><c>Different</c>, <c>Missing</c> or <c>Extra</c>.</summary>
    public required string Change { get; init; }

    /// <summary>The property; null where the whole object is missing or extra.</summary>
    public string? Property { get; init; }

    /// <summary>What the largest group has; null is not known.</summary>
    public string? Expected { get; init; }

    /// <summary>What these hosts have; null is not known.</summary>
    public string? Actual { get; init; }

    /// <summary>The same without its subject, so that several can be joined in one sentence.</summary>
    internal string What => Change == "Different"
        ? $"{Kind}.{Property} {Shown(Actual)} instead of {Shown(Expected)}"
        : $"{(Change == "Missing" ? "no" : "extra")} {Kind}";

    /// <inheritdoc/>
    public override string ToString() => $"{Target}: {What}";

    private static string Shown(string? value) => value switch { null => "(not known)", "" => "(none)", _ => value };
}
