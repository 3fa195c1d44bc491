using NvdimmPS.Changes;

namespace NvdimmPS;

/// <summary>A write of a sysfs attribute or a disk that was not made: what <c>-WhatIf</c> gives.</summary>
public sealed class WriteExplanation
{
    /// <summary>The region, namespace, DIMM or bus.</summary>
    public required string Target { get; init; }

    /// <summary>What the whole plan does.</summary>
    public required string Action { get; init; }

    /// <summary>Its place among the plan's steps, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>The attribute, or the disk's node.</summary>
    public required string Path { get; init; }

    /// <summary>What would be written: a text, or which bytes of a disk.</summary>
    public required string Value { get; init; }

    /// <summary>The bytes of a disk, as hexadecimal digits; null for an attribute.</summary>
    public string? Hex { get; init; }

    /// <summary>What it can do.</summary>
    public required string Danger { get; init; }

    /// <summary>What becomes of which value, of the plan as a whole.</summary>
    public required ItemList<ValueChange> Changes { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Target}: '{Value}' to {Path}";

    internal static WriteExplanation From(ChangePlan plan, WriteStep step, int number) => new()
    {
        Target = plan.Target,
        Action = plan.Action,
        Step = number,
        Path = step.FullPath,
        Value = step.Text,
        Hex = (step as DiskStep)?.Hex,
        Danger = step.Danger.ToString(),
        Changes = [.. plan.Values],
    };
}
