using NvdimmPS.Abi;
using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>A function of a file, and where it stands there.</summary>
internal readonly record struct FunctionDraft(DsmFunction Function, DataNode Node);

/// <summary>A vendor's command of a file, and where it stands there.</summary>
internal readonly record struct VendorDraft(VendorCommand Command, DataNode Node);

/// <summary>A family of a file: a whole one, or what it adds to one that is known. Null is what the file does not say.</summary>
internal sealed record FamilyDraft(DataNode Node)
{
    public string Name { get; init; } = string.Empty;

    public NdNodeKind? Target { get; init; }

    public uint? Number { get; init; }

    public string? Title { get; init; }

    public Guid? Guid { get; init; }

    public string? Source { get; init; }

    public bool? InPlace { get; init; }

    public uint? StatusMask { get; init; }

    public uint? FunctionStatusMask { get; init; }

    public IReadOnlyList<DsmStatusWord>? Statuses { get; init; }

    public IReadOnlyList<FunctionDraft> Functions { get; init; } = [];

    public IReadOnlyList<VendorDraft> VendorCommands { get; init; } = [];

    /// <summary>All that is to be said of a family.</summary>
    public static FamilyDraft From(DsmFamily family) => new((DataNode)null!)
    {
        Name = family.Name,
        Target = family.Node,
        Number = family.Code,
        Title = family.Title,
        Guid = family.Guid,
        Source = family.Source,
        InPlace = family.InPlace,
        StatusMask = family.StatusMask,
        FunctionStatusMask = family.FunctionStatusMask,
        Statuses = family.Statuses,
        Functions = [.. family.Functions.Select(f => new FunctionDraft(f, null!))],
        VendorCommands = [.. family.VendorCommands.Select(c => new VendorDraft(c, null!))],
    };
}
