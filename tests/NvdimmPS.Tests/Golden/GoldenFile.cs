using System.Globalization;
using System.Text.Json;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Golden;

/// <summary>Golden vectors worked out from the specifications and from recordings, by someone who had not read the code.</summary>
internal static class GoldenFile
{
    public static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Golden");

    public static IEnumerable<string> Functions() =>
        Directory.EnumerateFiles(Path.Combine(Folder, "dsm"), "*.json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static JsonElement Load(string name) => JsonDocument.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json"))).RootElement;

    public static DsmFunction Function(JsonElement root)
    {
        var name = root.GetProperty("family").GetString()!;
        var node = name.EndsWith("Bus", StringComparison.Ordinal) ? NdNodeKind.Bus : NdNodeKind.Dimm;
        var function = DsmFamilies.Find(node, name)!.Find(root.GetProperty("function").GetUInt32())!;
        return root.TryGetProperty("generation", out var generation) ? function.In(generation.GetString()!) : function;
    }

    public static IEnumerable<JsonElement> Cases(JsonElement root, string group) =>
        root.TryGetProperty(group, out var cases) ? cases.EnumerateArray() : [];

    public static byte[] Hex(JsonElement element, string property) => Convert.FromHexString(element.GetProperty(property).GetString()!);

    /// <summary>A JSON value as a person would give it in PowerShell.</summary>
    public static object? Value(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out var integer) ? integer : element.GetDouble(),
        JsonValueKind.Array => element.EnumerateArray().Select(Value).ToArray(),
        _ => element.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value)),
    };

    public static Dictionary<string, object?> Arguments(JsonElement element) =>
        element.EnumerateObject().ToDictionary(p => p.Name, p => Value(p.Value));

    /// <summary>Both sides in one spelling: numbers as text, bytes as digits, words joined.</summary>
    /// <summary>A field's value; of a secret, which has none, the bytes where it says that it stands.</summary>
    public static string Canonical(DsmFieldValue field, byte[] payload)
    {
        if (!field.Field.IsSecret)
        {
            return Canonical(field.Value);
        }

        Assert.Equal((null, "", $"({field.Length} secret bytes)", false), (field.Value, field.Raw, field.Text, field.Valid));
        return HexText.Format(payload.AsSpan(field.Offset, field.Length));
    }

    public static string Canonical(object? value) => value switch
    {
        null => "null",
        byte[] bytes => Convert.ToHexString(bytes).ToLowerInvariant(),
        DsmFieldValue[][] records => "[" + string.Join(",", records.Select(r => "{" + Canonical(r) + "}")) + "]",
        IEnumerable<DsmFieldValue> fields => string.Join(",", fields.Select(f => f.Name + "=" + Canonical(f.Value))),
        IReadOnlyDictionary<string, object?> table => "{" + string.Join(",", table.Select(p => p.Key + "=" + Canonical(p.Value))) + "}",
        string text => text,
        Array list => "[" + string.Join(",", list.Cast<object?>().Select(Canonical)) + "]",
        IFormattable number => Convert.ToDecimal(number, CultureInfo.InvariantCulture).ToString("0.####", CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };
}
