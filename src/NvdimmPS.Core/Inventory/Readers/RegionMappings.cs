namespace NvdimmPS.Inventory;

/// <summary>Reads a region's <c>mapping0</c>, <c>mapping1</c> … : <c>nmem0,16777216,16777216,0</c>.</summary>
internal static class RegionMappings
{
    // ND_MAX_MAPPINGS
    private const int Max = 32;
    private const string Property = nameof(NvdimmRegion.Mappings);

    /// <summary>Every mapping that makes sense, by position.</summary>
    public static NvdimmMapping[] Read(AttributeReader a)
    {
        var count = a.Number<int>(Property, "mappings");
        if (count is < 0 or > Max)
        {
            a.Miss(Property, "mappings", $"not a number of mappings from 0 to {Max}: '{count}'");
            count = null;
        }

        var mappings = new List<NvdimmMapping>();
        for (var i = 0; i < (count ?? Max); i++)
        {
            var text = a.Read(Property, $"mapping{i}");
            if (Parse(text) is { } mapping)
            {
                mappings.Add(mapping);
            }
            else if (text is not null)
            {
                a.Bad<object>(Property, $"mapping{i}", "not dimm,offset,length,position", text);
            }
            else if (count is null)
            {
                break;
            }
        }

        mappings.Sort((x, y) => x.Position.CompareTo(y.Position));
        return [.. mappings];
    }

    /// <summary>The DIMMs' names, each once.</summary>
    public static string[] Dimms(NvdimmMapping[] mappings) => [.. mappings.Select(m => m.Dimm).Distinct(StringComparer.Ordinal)];

    private static NvdimmMapping? Parse(string? text) =>
        text?.Split(',') is [{ Length: > 0 } dimm, var start, var size, var place]
        && AttributeText.IsPrintable(dimm)
        && AttributeText.TryParse(start, out ulong offset)
        && AttributeText.TryParse(size, out ulong length)
        && AttributeText.TryParse(place, out int position)
            ? new NvdimmMapping { Dimm = dimm, Offset = offset, Length = length, Position = position }
            : null;
}
