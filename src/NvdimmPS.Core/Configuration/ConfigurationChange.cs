using NvdimmPS.Namespaces;

namespace NvdimmPS;

/// <summary>One step from what there is to what a document wants.</summary>
public sealed class ConfigurationChange
{
    /// <summary>Its place, from 1.</summary>
    public required int Step { get; init; }

    /// <summary><c>Align</c> a region, <c>Set</c>, <c>Rename</c> or <c>New</c> for a namespace.</summary>
    public required string Action { get; init; }

    /// <summary>The region or namespace that there is; for a new namespace the region.</summary>
    public required string Target { get; init; }

    /// <summary>Where the document says it, such as <c>regions/region0/namespaces/namespace0.1</c>.</summary>
    public required string Path { get; init; }

    /// <summary>What becomes of which value.</summary>
    public required ItemList<string> Changes { get; init; }

    /// <summary>Whether what is on the namespace is lost.</summary>
    public bool LosesData => Action == "Set";

    /// <summary>What is wanted of the namespace; null for a region.</summary>
    internal NamespaceRequest? Request { get; init; }

    /// <summary>What is wanted of the region; null for a namespace.</summary>
    internal ulong? Alignment { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Action} {Target}: {string.Join(", ", Changes)}";
}
