
namespace NvdimmPS.Inventory;

/// <summary>What a namespace is used as, and what follows from that.</summary>
internal static class NamespaceMode
{
    private const string OnlyPages = "only fsdax and devdax namespaces have one";

    // The kernel's default where it names none.
    private const ulong DefaultSectorSize = 512;

    /// <summary>ndctl's word for the kernel's.</summary>
    public static string? Read(AttributeReader a, string? kernelMode, NamespaceClaim? claim)
    {
        switch (kernelMode)
        {
            case "raw": return "raw";
            case "safe": return "sector";
            case "memory": return "fsdax";
            case "dax": return "devdax";
            default: break;
        }

        var byClaim = claim?.Kind switch { "btt" => "sector", "pfn" => "fsdax", "dax" => "devdax", _ => null };
        if (byClaim is null)
        {
            a.Miss(nameof(NvdimmNamespace.Mode), kernelMode is null
                ? "the kernel's mode is not known"
                : $"not a known mode: '{AttributeText.Shorten(kernelMode)}'");
        }

        return byClaim;
    }

    public static (ulong? Size, ulong[]? Supported) Sectors(AttributeReader a, NamespaceClaim? claim, string? mode, string? deviceType)
    {
        const string attribute = "sector_size";
        if (mode == "devdax")
        {
            a.Miss(nameof(NvdimmNamespace.SectorSize), "a devdax namespace has no sectors");
            a.Miss(nameof(NvdimmNamespace.SupportedSectorSizes), "a devdax namespace has no sectors");
            return default;
        }

        var reader = claim is { HasPages: false } ? claim.Attributes : a;
        if (reader == a && deviceType == "nd_namespace_io")
        {
            a.Miss(nameof(NvdimmNamespace.SupportedSectorSizes), "a namespace without labels leaves no choice");
            return (DefaultSectorSize, null);
        }

        if (reader.Read(nameof(NvdimmNamespace.SupportedSectorSizes), attribute) is not { } text)
        {
            a.Miss(nameof(NvdimmNamespace.SectorSize), "not known, since sector_size could not be read");
            return default;
        }

        if (AttributeText.TryParseChoice(text, out var chosen, out var all))
        {
            return (chosen ?? DefaultSectorSize, all);
        }

        reader.Bad<object>(nameof(NvdimmNamespace.SectorSize), attribute, "not a list of sector sizes", text);
        reader.Bad<object>(nameof(NvdimmNamespace.SupportedSectorSizes), attribute, "not a list of sector sizes", text);
        return default;
    }

    public static string? Map(AttributeReader a, NamespaceClaim? claim, string? mode)
    {
        if (claim is { HasPages: true })
        {
            return claim.Map();
        }

        if (mode == "fsdax")
        {
            return "mem";
        }

        a.Miss(nameof(NvdimmNamespace.Map), OnlyPages);
        return null;
    }

    public static ulong? Alignment(AttributeReader a, NamespaceClaim? claim)
    {
        if (claim is { HasPages: true })
        {
            return claim.Attributes.Number<ulong>(nameof(NvdimmNamespace.Alignment), "align");
        }

        a.Miss(nameof(NvdimmNamespace.Alignment), OnlyPages);
        return null;
    }

    /// <summary>Says why there is no block or DAX device.</summary>
    public static void ExplainDevice(AttributeReader a, NamespaceDevice device, string? mode, bool enabled)
    {
        var none = enabled ? "the kernel shows none" : "the namespace is disabled";
        var isDax = mode == "devdax";
        if (device.Block is null)
        {
            a.Miss(nameof(NvdimmNamespace.BlockDevice), isDax ? "a devdax namespace has a DAX device instead" : none);
        }

        if (device.Dax.Length == 0)
        {
            var reason = isDax ? none : "only devdax namespaces have one";
            a.Miss(nameof(NvdimmNamespace.DaxDevice), reason);
            a.Miss(nameof(NvdimmNamespace.DaxMode), reason);
        }

        if (device.DeviceNumber is null)
        {
            a.Miss(nameof(NvdimmNamespace.DeviceNumber), none);
        }
    }
}
