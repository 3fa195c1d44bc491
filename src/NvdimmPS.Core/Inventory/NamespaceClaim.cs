
namespace NvdimmPS.Inventory;

/// <summary>The BTT, PFN or DAX instance that claims a namespace; it tells what can be used.</summary>
internal sealed class NamespaceClaim
{
    private NamespaceClaim(string kind, AttributeReader attributes, string folder, bool enabled)
    {
        Kind = kind;
        Attributes = attributes;
        Folder = folder;
        Enabled = enabled;
    }

    /// <summary><c>btt</c>, <c>pfn</c> or <c>dax</c>.</summary>
    public string Kind { get; }

    /// <summary>Whether it has its pages mapped, as PFN and DAX instances have.</summary>
    public bool HasPages => Kind != "btt";

    public AttributeReader Attributes { get; }

    public string Folder { get; }

    public bool Enabled { get; }

    public static NamespaceClaim? Find(AttributeReader a, string regionFolder, string? holder)
    {
        if (holder is not { Length: > 3 } || holder[..3] is not ("btt" or "pfn" or "dax") || holder.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }

        var folder = Path.Join(regionFolder, holder);
        return UEvent.Read(folder) is { } uevent ? new NamespaceClaim(holder[..3], a.In(folder), folder, uevent.Driver is not null) : null;
    }

    /// <summary>Where the page structures are, in ndctl's words.</summary>
    public string? Map()
    {
        if (Attributes.Text(nameof(NvdimmNamespace.Map), "mode") is not { } mode)
        {
            return null;
        }

        return mode switch
        {
            "ram" => "mem",
            "pmem" => "dev",
            _ => Attributes.Bad<string>(nameof(NvdimmNamespace.Map), "mode", "neither ram nor pmem", mode),
        };
    }
}
