using NvdimmPS.Inventory;

namespace NvdimmPS.Namespaces;

/// <summary>What a request comes to in a region: every value decided, and the reasons why it cannot be.</summary>
internal sealed record NamespaceProposal
{
    public required NamespaceSite Site { get; init; }

    public required NamespaceRequest Request { get; init; }

    /// <summary>The namespace that is to become so; null where one is to be made.</summary>
    public NvdimmNamespace? Existing { get; init; }

    public NvdimmNamespaceMode Mode { get; init; }

    public ulong Alignment { get; init; }

    public NvdimmNamespaceMap Map { get; init; }

    public ulong SectorSize { get; init; }

    /// <summary>Bytes that it would take of the region.</summary>
    public ulong Size { get; init; }

    /// <summary>The unit of sizes.</summary>
    public ulong Unit { get; init; }

    /// <summary>The least size in this mode.</summary>
    public ulong Least { get; init; }

    /// <summary>The largest size in this mode now; 0 where there is none.</summary>
    public ulong Most { get; init; }

    public required IReadOnlyList<NamespaceFinding> Findings { get; init; }

    /// <summary>Whether nothing forbids it.</summary>
    public bool IsPossible => !Findings.Any(f => f.Forbids);

    /// <summary>The kind of device that claims a namespace of the mode; null for raw.</summary>
    public string? ClaimKind => KindOf(Mode);

    /// <summary>The next size below or at what is asked for that would do.</summary>
    public ulong? Smaller => Within(NamespaceMath.Down(Size, Unit));

    /// <summary>The next one above or at it.</summary>
    public ulong? Larger => NamespaceMath.Up(Math.Max(Size, Least), Unit) is { } up ? Within(up) : null;

    /// <summary>
    /// Bytes for data; of a sector namespace whose labels are of an unknown version the least. Where there is a place for labels and none
    /// are in it, the kernel takes the newer BTT (btt_claim_class).
    /// </summary>
    public ulong Usable(ulong size) => NamespaceMath.Usable(Mode, size, Start, Alignment, Map, SectorSize,
        isBtt2: Mode == NvdimmNamespaceMode.Sector && (Site.HasLabels ? LabelVersion == "1.2" : Site.CanHaveLabels));

    /// <summary>The version of the labels where the mode depends on it; null where it is not known.</summary>
    public string? LabelVersion => Mode == NvdimmNamespaceMode.Sector && Site.HasLabels ? Site.LabelVersion.Value : null;

    /// <summary>Where it begins in the physical address space; 0 where that is not known.</summary>
    private ulong Start => Existing?.Resource ?? (Site.Region.Resource is { } region
        ? region + (Site.FreePieces?.Where(p => p.Length >= Size).Select(p => p.Offset).FirstOrDefault() ?? 0)
        : 0);

    public static string? KindOf(NvdimmNamespaceMode mode) => mode switch
    {
        NvdimmNamespaceMode.Sector => "btt",
        NvdimmNamespaceMode.FsDax => "pfn",
        NvdimmNamespaceMode.DevDax => "dax",
        _ => null,
    };

    /// <summary>
    /// The mode of a namespace; null where it has none of these. Of one that is disabled the kernel says raw, and its class says more.
    /// </summary>
    public static NvdimmNamespaceMode? ModeOf(NvdimmNamespace space) => space is { Enabled: false, Holder: null } ? space.HolderClass switch
        {
            "btt" => NvdimmNamespaceMode.Sector,
            "pfn" => NvdimmNamespaceMode.FsDax,
            "dax" => NvdimmNamespaceMode.DevDax,
            _ => null,
        }
        : Enum.TryParse<NvdimmNamespaceMode>(space.Mode, ignoreCase: true, out var mode) ? mode : null;

    private ulong? Within(ulong size) => size >= Least && size <= Most && size > 0 ? size : null;
}
