using System.Text.Json;
using NvdimmPS.Dsm;
using NvdimmPS.Tests.Golden;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>The DIMMs of a family: every golden answer, well formed or not, then variations up to a number.</summary>
internal static class Specimens
{
    public static IReadOnlyList<Specimen> Of(string name, int count)
    {
        var family = DsmFamilies.All.Single(f => f.Name == name);
        var files = Variations.Functions(name).ToDictionary(number => number, number => File(family, number));
        var healthy = files.ToDictionary(f => f.Key, f => GoldenFile.Hex(GoldenFile.Cases(f.Value, "replies").First(), "hex"));
        var golden = files.SelectMany(f => GoldenFile.Cases(f.Value, "replies").Concat(GoldenFile.Cases(f.Value, "badReplies"))
            .Select(c => new Specimen($"{f.Key}: {c.GetProperty("name")}", family, new Dictionary<uint, byte[]>(healthy) { [f.Key] = GoldenFile.Hex(c, "hex") })));
        return [.. golden.Concat(Variations.Of(family)).Take(count)];
    }

    private static JsonElement File(DsmFamily family, uint number) =>
        GoldenFile.Load($"dsm/{family.Name.ToLowerInvariant()}-{number:00}-{family.Get(number).Name}");
}
