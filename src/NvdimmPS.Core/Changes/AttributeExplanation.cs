using NvdimmPS.Changes;

namespace NvdimmPS;

/// <summary>A write of a sysfs attribute that was not made: what <c>-WhatIf</c> gives.</summary>
public sealed class AttributeExplanation
{
    /// <summary>The region or bus.</summary>
    public required string Target { get; init; }

    /// <summary>What the whole plan does.</summary>
    public required string Action { get; init; }

    /// <summary>Its place among the plan's steps, from 1.</summary>
    public required int Step { get; init; }

    /// <summary>The attribute.</summary>
    public required string Attribute { get; init; }

    /// <summary>What would be written.</summary>
    public required string Value { get; init; }

    /// <summary>What it can do.</summary>
    public required string Danger { get; init; }

    /// <summary>What becomes of which value, of the plan as a whole.</summary>
    public required ItemList<ValueChange> Changes { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{Target}: '{Value}' to {Attribute}";

    internal static AttributeExplanation From(ChangePlan plan, AttributeStep step, int number) => new()
    {
        Target = plan.Target,
        Action = plan.Action,
        Step = number,
        Attribute = step.FullPath,
        Value = step.Value.TrimEnd('\n'),
        Danger = step.Danger.ToString(),
        Changes = [.. plan.Values],
    };
}
