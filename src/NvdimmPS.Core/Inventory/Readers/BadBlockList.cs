namespace NvdimmPS.Inventory;

/// <summary>A region's <c>badblocks</c>: a line <c>sector count</c> for each run.</summary>
/// <param name="Blocks">The runs that could be read.</param>
/// <param name="Count">How many blocks of 512 bytes; null unless all of the list could be read.</param>
/// <param name="IsPartial">True where there is a list, and not all of it could be read.</param>
internal readonly record struct BadBlockList(NvdimmBadBlock[]? Blocks, ulong? Count, bool IsPartial)
{
    private const string Attribute = "badblocks", Torn = "not sector and count";

    /// <summary>How many there are at least; null where nothing is known.</summary>
    public ulong? AtLeast => Count ?? (Blocks is { Length: > 0 } blocks
        ? (ulong)UInt128.Min(ulong.MaxValue, blocks.Aggregate(UInt128.Zero, (sum, b) => sum + b.Count))
        : null);

    public static BadBlockList Read(AttributeReader a)
    {
        if (a.ReadAny(nameof(NvdimmRegion.BadBlocks), Attribute) is not { } text)
        {
            a.Miss(nameof(NvdimmRegion.BadBlockCount), Attribute, "cannot be counted, since it cannot be read");
            return default;
        }

        var (isCut, isLineCut) = Cut(text.Length);
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var blocks = new List<NvdimmBadBlock>();
        foreach (var line in isLineCut ? lines.SkipLast(1) : lines)
        {
            if (line.Split(' ', StringSplitOptions.RemoveEmptyEntries) is [var first, var length]
                && AttributeText.TryParse(first, out ulong sector) && AttributeText.TryParse(length, out ulong count))
            {
                blocks.Add(new NvdimmBadBlock { Sector = sector, Count = count });
            }
            else
            {
                // The other lines are still bad blocks.
                a.Bad<object>(nameof(NvdimmRegion.BadBlockCount), Attribute, Torn, line);
                a.Bad<object>(nameof(NvdimmRegion.BadBlocks), Attribute, Torn, line);
            }
        }

        if (isCut)
        {
            const string more = "as long as a page of the kernel, which shows no more of a list";
            a.Miss(nameof(NvdimmRegion.BadBlockCount), Attribute, more);
            a.Miss(nameof(NvdimmRegion.BadBlocks), Attribute, more);
        }

        var sum = blocks.Aggregate(UInt128.Zero, (sum, b) => sum + b.Count);
        if (sum > ulong.MaxValue)
        {
            a.Miss(nameof(NvdimmRegion.BadBlockCount), Attribute, "the counts add up to more than 64 bits");
        }

        var isWhole = !a.HasMissed(nameof(NvdimmRegion.BadBlockCount));
        return new BadBlockList([.. blocks], isWhole ? (ulong)sum : null, !isWhole);
    }

    /// <summary>
    /// The kernel prints lines until a page is full, of which sysfs shows all but the last byte. Where a line ends just there, its end
    /// is not part of the text; elsewhere the last line may have lost digits. A page has 4 to 64 KiB, and whose list this is need not be
    /// known here (a trace), so each size counts.
    /// </summary>
    private static (bool Page, bool Line) Cut(int length)
    {
        for (var page = 4 << 10; page <= 64 << 10; page <<= 1)
        {
            if (length >= page - 2 && length <= page)
            {
                return (true, length > page - 2);
            }
        }

        return default;
    }
}
