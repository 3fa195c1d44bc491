using NvdimmPS.Dsm;

namespace NvdimmPS;

/// <summary>Where two label areas differ: one field of an index block or a label, or a run of bytes that nothing uses.</summary>
public sealed class NvdimmLabelDifference
{
    /// <summary>The DIMM, or the file, that was held against the reference.</summary>
    public required string Target { get; init; }

    /// <summary><c>index 0</c>, <c>slot 3</c>, or <c>area</c>.</summary>
    public required string Part { get; init; }

    /// <summary>The field; <c>Bytes</c> of what has none.</summary>
    public required string Field { get; init; }

    /// <summary>Where it begins in the area.</summary>
    public required int Offset { get; init; }

    /// <summary>Bytes.</summary>
    public required int Length { get; init; }

    /// <summary>The value in the reference; null where that ends before it.</summary>
    public string? Reference { get; init; }

    /// <summary>The value in what was held against it; null where that ends before it.</summary>
    public string? Difference { get; init; }

    /// <summary>The bytes of the reference, as hexadecimal digits.</summary>
    public string ReferenceHex => HexText.Format(ReferenceBytes);

    /// <summary>The bytes of what was held against it, as hexadecimal digits.</summary>
    public string DifferenceHex => HexText.Format(DifferenceBytes);

    internal byte[] ReferenceBytes { get; init; } = [];

    internal byte[] DifferenceBytes { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{Target}: {Part} {Field} {Reference} → {Difference}";
}
