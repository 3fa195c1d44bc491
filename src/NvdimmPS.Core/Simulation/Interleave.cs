namespace NvdimmPS.Simulation;

/// <summary>Addresses of a region and of the DIMMs behind it: lines of 4 KiB go round the DIMMs.</summary>
internal static class Interleave
{
    private const ulong Line = 4096;

    /// <summary>Where an address of a region is, and how many bytes from there on are side by side.</summary>
    public static (SimulatedMapping Mapping, ulong Address, ulong Length) OnDimm(SimulatedRegion region, ulong address)
    {
        var offset = address - region.Resource;
        var (line, within) = (offset / Line, offset % Line);
        var ways = (ulong)region.Mappings.Count;
        var mapping = region.Mappings[(int)(line % ways)];
        return (mapping, mapping.Start + (line / ways * Line) + within, ways == 1 ? region.Size - offset : Line - within);
    }

    /// <summary>The address at which the system sees an address of a DIMM; null where no region has it.</summary>
    public static ulong? InSystem(SimulatedDimm dimm, ulong address)
    {
        foreach (var region in dimm.Bus.Regions)
        {
            for (var i = 0; i < region.Mappings.Count; i++)
            {
                var mapping = region.Mappings[i];
                if (mapping.Dimm == dimm && address >= mapping.Start && address - mapping.Start < mapping.Size)
                {
                    var offset = address - mapping.Start;
                    var line = (offset / Line * (ulong)region.Mappings.Count) + (ulong)i;
                    return region.Resource + (line * Line) + (offset % Line);
                }
            }
        }

        return null;
    }
}
