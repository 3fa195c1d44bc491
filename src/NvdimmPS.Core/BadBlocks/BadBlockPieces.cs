using System.Globalization;

namespace NvdimmPS.BadBlocks;

/// <summary>Cuts a region's bad blocks where another DIMM of the interleave set begins.</summary>
internal sealed class BadBlockPieces(NvdimmRegion region, SpaTranslator? translator)
{
    private const ulong SectorSize = 512;

    // A region that failed as a whole has a list without an end.
    private const int MostQuestions = 1024;

    private int _asked;

    /// <summary>The pieces of a run, each with its place; null where no call is needed or possible.</summary>
    public IEnumerable<(ulong Start, ulong End, SpaPlace? Place)> Of(ulong start, ulong end)
    {
        if (region.Mappings.Length < 2 || translator is null)
        {
            return [(start, end, null)];
        }

        return region.Resource is { } resource && resource <= ulong.MaxValue - end
            ? Joined(Asked(translator, resource, start, end))
            : [(start, end, SpaPlace.Unknown("the bus can be asked by the region's address only, which the kernel shows to root"))];
    }

    private IEnumerable<(ulong Start, ulong End, SpaPlace Place)> Asked(SpaTranslator of, ulong resource, ulong start, ulong end)
    {
        while (start < end)
        {
            if (_asked++ >= MostQuestions)
            {
                yield return (start, end,
                    SpaPlace.Unknown(string.Create(CultureInfo.InvariantCulture,
                        $"the bus was asked {MostQuestions} times for this region, and no further")));
                yield break;
            }

            var place = Block(of, resource + start);
            var length = place.Dimms.Length == 0 ? end - start : Math.Min(end - start, Math.Max(place.Length / SectorSize, 1) * SectorSize);
            yield return (start, start + length, place);
            start += length;
        }
    }

    /// <summary>Where a block begins; where the lines of the interleave are smaller than a block, all of its places.</summary>
    private SpaPlace Block(SpaTranslator of, ulong address)
    {
        var places = new List<SpaPlace> { of.Find(region, address) };
        for (var covered = places[0].Length; covered is > 0 and < SectorSize; covered += places[^1].Length)
        {
            places.Add(of.Find(region, address + covered));
            if (places[^1] is { Length: 0 } or { Reason: not null })
            {
                return places[^1];
            }
        }

        return places is [var only] ? only : new SpaPlace([.. places.SelectMany(p => p.Dimms).Distinct()], places[0].Address, SectorSize,
            "it goes over several lines of the interleave: "
                + string.Join(", ", places.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Dimms[0]} at 0x{p.Address:x}"))));
    }

    private static IEnumerable<(ulong Start, ulong End,
        SpaPlace? Place)> Joined(IEnumerable<(ulong Start, ulong End, SpaPlace Place)> pieces)
    {
        (ulong Start, ulong End, SpaPlace Place)? open = null;
        foreach (var piece in pieces)
        {
            if (open is { } last && last.Place.GoesOn(piece.Place, piece.Start - last.Start))
            {
                open = last with { End = piece.End };
                continue;
            }

            if (open is { } done)
            {
                yield return done;
            }

            open = piece;
        }

        if (open is { } rest)
        {
            yield return rest;
        }
    }
}
