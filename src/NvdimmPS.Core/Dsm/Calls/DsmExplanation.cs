namespace NvdimmPS;

/// <summary>What a call would send, byte by byte. Made without any device.</summary>
public sealed class DsmExplanation
{
    /// <summary>The target of the call.</summary>
    public required string Target { get; init; }

    /// <summary>The family's name.</summary>
    public required string Family { get; init; }

    /// <summary>The function's number.</summary>
    public required uint Function { get; init; }

    /// <summary>The function's name.</summary>
    public required string FunctionName { get; init; }

    /// <summary>The specification's name of the function.</summary>
    public required string Title { get; init; }

    /// <summary>Read, Write, Destructive or Unknown.</summary>
    public required string Danger { get; init; }

    /// <summary>True where the call is refused unless sensitive functions are allowed.</summary>
    public required bool Sensitive { get; init; }

    /// <summary>Call or Legacy.</summary>
    public required string Route { get; init; }

    /// <summary>The ioctl request number, such as <c>0xC0404E0A</c>.</summary>
    public required string Request { get; init; }

    /// <summary>The ioctl command's sysfs name.</summary>
    public required string Command { get; init; }

    /// <summary>ReadOnly or ReadWrite: how the node would be opened.</summary>
    public required string Access { get; init; }

    /// <summary>The whole buffer's length.</summary>
    public required int Length { get; init; }

    /// <summary>The buffer, field by field.</summary>
    public required ItemList<DsmExplanationRow> Rows { get; init; }

    /// <summary>What would become of the fields that it sets; empty where they cannot be read, or it sets none.</summary>
    public ItemList<ValueChange> Changes { get; init; } = [];

    /// <summary>What else there is to know.</summary>
    public required ItemList<string> Notes { get; init; }

    /// <summary>Document, version, table.</summary>
    public string? Reference { get; init; }
}

/// <summary>A field of the buffer.</summary>
/// <param name="Section">Package, Input or Output.</param>
/// <param name="Offset">Where it starts in the buffer.</param>
/// <param name="Length">How many bytes it has.</param>
/// <param name="Bytes">Its bytes as they would be sent; dots for a secret.</param>
/// <param name="Field">Its name.</param>
/// <param name="Value">Its value with the unit; of an output field, what will stand there.</param>
/// <param name="Description">What it means.</param>
public sealed record DsmExplanationRow(string Section, int Offset, int Length, string Bytes, string Field, string Value,
    string? Description)
{
    /// <inheritdoc/>
    public override string ToString() => Value.Length > 0 ? $"{Field}: {Value}" : Field;
}
