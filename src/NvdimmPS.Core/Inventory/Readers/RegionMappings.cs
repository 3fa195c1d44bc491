namespace NvdimmPS.Inventory;

/// <summary>
/// Reads a region's <c>mapping0</c>, <c>mapping1</c> … : <c>nmem0,16777216,16777216,0</c>. Kernels before 4.13 do not say the position.
/// </summary>
internal static class RegionMappings
{
    // ND_MAX_MAPPINGS
    private const int Max = 32;
    private const string Property = nameof(NvdimmRegion.Mappings);

    /// <summary>Every mapping that makes sense, by position where that is known.</summary>
    public static NvdimmMapping[] Read(AttributeReader a)
    {
        var count = a.Number<int>(Property, "mappings");
        if (count is < 0 or > Max)
        {
            a.Miss(Property, "mappings", $"not a number of mappings from 0 to {Max}: '{count}'");
            count = null;
        }

        var texts = new List<(string Attribute, string Text)>();
        for (var i = 0; i < (count ?? Max); i++)
        {
            if (a.Read(Property, $"mapping{i}") is { } text)
            {
                texts.Add(($"mapping{i}", text));
            }
            else if (count is null)
            {
                break;
            }
        }

        // One without a position beside others that have it has lost it, and perhaps digits before it.
        var withPosition = texts.Exists(t => t.Text.Split(',').Length == 4);
        var mappings = new List<NvdimmMapping>();
        foreach (var (attribute, text) in texts)
        {
            if (Parse(text, withPosition) is { } mapping)
            {
                mappings.Add(mapping);
            }
            else
            {
                a.Bad<object>(Property, attribute, "not dimm,offset,length,position", text);
            }
        }

        return [.. mappings.OrderBy(m => m.Position)];
    }

    /// <summary>The DIMMs' names, each once.</summary>
    public static string[] Dimms(NvdimmMapping[] mappings) => [.. mappings.Select(m => m.Dimm).Distinct(StringComparer.Ordinal)];

    private static NvdimmMapping? Parse(string text, bool withPosition)
    {
        if (text.Split(',') is not [{ Length: > 0 } dimm, var start, var size, .. var rest] || rest.Length != (withPosition ? 1 : 0)
            || !AttributeText.IsPrintable(dimm)
            || !AttributeText.TryParse(start, out ulong offset)
            || !AttributeText.TryParse(size, out ulong length) || length > ulong.MaxValue - offset || length == ulong.MaxValue)
        {
            return null;
        }

        int? position = null;
        if (withPosition)
        {
            if (!AttributeText.TryParse(rest[0], out int place))
            {
                return null;
            }

            position = place;
        }

        return new NvdimmMapping { Dimm = dimm, Offset = offset, Length = length, Position = position };
    }
}
