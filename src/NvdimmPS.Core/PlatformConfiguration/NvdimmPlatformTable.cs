using NvdimmPS.Dsm;
using NvdimmPS.PlatformConfiguration;

namespace NvdimmPS;

/// <summary>A table of platform config data or of the platform, as it stands there.</summary>
public sealed class NvdimmPlatformTable
{
    /// <summary>What it is, or is expected to be: <c>DMHD</c>, <c>CCUR</c>, <c>CIN_</c>, <c>COUT</c>, <c>PCAT</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Where it starts.</summary>
    public int Offset { get; init; }

    /// <summary>How many bytes of it are there.</summary>
    public int Length { get; init; }

    /// <summary>The revision, such as <c>0.2</c>; null where it makes no sense.</summary>
    public string? Revision { get; init; }

    /// <summary>True where head, revision and checksum are right, so that it was decoded.</summary>
    public bool IsValid { get; init; }

    /// <summary>Its records; those that are not known have their bytes alone.</summary>
    public required ItemList<NvdimmPlatformRecord> Records { get; init; }

    /// <summary>Its bytes.</summary>
    public required string Hex { get; init; }

    internal static NvdimmPlatformTable From(PlatformTable table) => new()
    {
        Name = table.Name,
        Offset = table.Offset,
        Length = table.Bytes.Length,
        Revision = table.Fields is null ? null : PlatformTable.Show(table.Revision),
        IsValid = table.Fields is not null,
        Records = [.. table.Records.Select(r => new NvdimmPlatformRecord
        {
            Type = r.Type,
            Offset = r.Offset,
            Length = r.Bytes.Length,
            IsKnown = r.Fields is not null,
            Fields = [.. (r.Fields ?? []).Select(f => f.ToString())],
            Hex = HexText.Format(r.Bytes.Span),
        })],
        Hex = HexText.Format(table.Bytes.Span),
    };

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A record of a table.</summary>
public sealed class NvdimmPlatformRecord
{
    /// <summary>Its type.</summary>
    public required int Type { get; init; }

    /// <summary>Where it starts in the table.</summary>
    public int Offset { get; init; }

    /// <summary>Its bytes.</summary>
    public int Length { get; init; }

    /// <summary>True where its fields are known.</summary>
    public bool IsKnown { get; init; }

    /// <summary>Its fields, a line each.</summary>
    public required ItemList<string> Fields { get; init; }

    /// <summary>Its bytes as hexadecimal digits.</summary>
    public required string Hex { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"type {Type}";
}
