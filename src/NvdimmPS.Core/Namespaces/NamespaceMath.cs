namespace NvdimmPS.Namespaces;

/// <summary>
/// The sizes of namespaces as the kernel works them out: size_store (namespace_devs.c), nd_pfn_init (pfn_devs.c), alloc_arena (btt.c).
/// </summary>
internal static class NamespaceMath
{
    public const ulong Page = 4096;

    /// <summary>A claim by BTT, PFN or DAX needs as much (ND_MIN_NAMESPACE_SIZE).</summary>
    public const ulong LeastClaim = 16 << 20;

    /// <summary>Pages are mapped by as much at least, whatever alignment is asked for.</summary>
    public const ulong CompatibleAlignment = 2 << 20;

    private const ulong PageStructure = 64, InfoBlocks = 8192;
    private const ulong MostOfArena = 512UL << 30, Log = 256 * 64, FreeBlocks = 256, MapEntry = 4, InternalUnit = 64;

    /// <summary>The unit of sizes: a multiple of the region's and of the alignment on each DIMM.</summary>
    public static ulong Unit(ulong regionAlignment, ulong alignment, int ways)
    {
        var (a, b) = (Math.Max(1, regionAlignment), Math.Max(1, alignment) * (ulong)Math.Max(1, ways));
        return a / Divisor(a, b) * b;
    }

    public static ulong Down(ulong size, ulong unit) => size - (size % unit);

    /// <summary>The next multiple; null where there is none.</summary>
    public static ulong? Up(ulong size, ulong unit) =>
        size % unit == 0 ? size : size <= ulong.MaxValue - unit ? size - (size % unit) + unit : null;

    /// <summary>What is left of a namespace for data.</summary>
    /// <param name="mode">The mode.</param>
    /// <param name="size">Bytes of the region.</param>
    /// <param name="start">Where it begins in the physical address space; 0 where it is not known, which is aligned to anything.</param>
    /// <param name="alignment">The mapping alignment.</param>
    /// <param name="map">Where the page structures are.</param>
    /// <param name="sectorSize">Bytes of a sector.</param>
    /// <param name="isBtt2">Whether the BTT is of version 2.0, which labels of version 1.2 ask for.</param>
    public static ulong Usable(NvdimmNamespaceMode mode, ulong size, ulong start, ulong alignment, NvdimmNamespaceMap map, ulong sectorSize,
        bool isBtt2) => mode switch
        {
            NvdimmNamespaceMode.Raw => size,
            NvdimmNamespaceMode.Sector => SectorData(isBtt2 ? size : size > Page ? size - Page : 0, sectorSize),
            _ => PageData(size, start, Math.Max(alignment, CompatibleAlignment), map),
        };

    /// <summary>The sectors of a BTT, over all of its arenas.</summary>
    public static ulong Sectors(ulong size, ulong sectorSize)
    {
        var sectors = 0UL;
        for (var left = size; left >= LeastClaim;)
        {
            var arena = Math.Min(left, MostOfArena);
            left -= arena;
            var usable = Down(arena, Page) - InfoBlocks - Log;
            var blocks = (usable - Page) / (((sectorSize + InternalUnit - 1) / InternalUnit * InternalUnit) + MapEntry);
            sectors += blocks > FreeBlocks ? blocks - FreeBlocks : 0;
        }

        return sectors;
    }

    // Sectors of 520 or 4104 bytes hold 512 or 4096 of data; the rest is the sector's metadata.
    private static ulong SectorData(ulong size, ulong sectorSize) => Sectors(size, sectorSize) * (sectorSize < Page ? 512 : Page);

    private static ulong PageData(ulong size, ulong start, ulong alignment, NvdimmNamespaceMap map)
    {
        if (size <= InfoBlocks || start > ulong.MaxValue - size)
        {
            return 0;
        }

        var structures = map == NvdimmNamespaceMap.Dev ? PageStructure * ((size - InfoBlocks) / Page) : 0;
        var taken = (Up(start + InfoBlocks + structures, alignment) ?? start + size) - start + ((start + size) % alignment);
        return taken < size ? size - taken : 0;
    }

    private static ulong Divisor(ulong a, ulong b)
    {
        while (b != 0)
        {
            (a, b) = (b, a % b);
        }

        return a;
    }
}
