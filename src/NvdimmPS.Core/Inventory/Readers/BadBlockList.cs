namespace NvdimmPS.Inventory;

/// <summary>Reads <c>badblocks</c>: a line <c>sector count</c> for each run.</summary>
internal static class BadBlockList
{
    // The kernel prints lines until a page is full, of which sysfs shows all but the last byte. Where a line ends just there,
    // its end is not part of the text.
    private const int CutPage = 4095, FullPage = CutPage - 1;
    private const string Attribute = "badblocks";

    public static (NvdimmBadBlock[]? Blocks, ulong? Count) Read(AttributeReader a)
    {
        if (a.ReadAny(nameof(NvdimmRegion.BadBlocks), Attribute) is not { } text)
        {
            a.Miss(nameof(NvdimmRegion.BadBlockCount), Attribute, "cannot be counted, since it cannot be read");
            return default;
        }

        var blocks = new List<NvdimmBadBlock>();
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(' ') is [var first, var length]
                && AttributeText.TryParse(first, out ulong sector) && AttributeText.TryParse(length, out ulong count))
            {
                blocks.Add(new NvdimmBadBlock { Sector = sector, Count = count });
            }
            else if (text.Length < FullPage)
            {
                a.Bad<object>(nameof(NvdimmRegion.BadBlockCount), Attribute, "not sector and count", line);
                return (a.Bad<NvdimmBadBlock[]>(nameof(NvdimmRegion.BadBlocks), Attribute, "not sector and count", line), null);
            }
        }

        if (text.Length < FullPage)
        {
            var sum = blocks.Aggregate(UInt128.Zero, (sum, b) => sum + b.Count);
            if (sum <= ulong.MaxValue)
            {
                return ([.. blocks], (ulong)sum);
            }

            a.Miss(nameof(NvdimmRegion.BadBlockCount), Attribute, "the counts add up to more than 64 bits");
            return ([.. blocks], null);
        }

        // A number at the cut may have lost digits.
        a.Miss(nameof(NvdimmRegion.BadBlockCount), Attribute, "more than the kernel shows in one page");
        return ([.. text.Length < CutPage ? blocks : blocks.SkipLast(1)], null);
    }
}
