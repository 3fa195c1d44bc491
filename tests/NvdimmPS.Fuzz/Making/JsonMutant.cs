using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NvdimmPS.Fuzz.Making;

/// <summary>JSON that was good once.</summary>
internal static class JsonMutant
{
    private static readonly JsonSerializerOptions Plain =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Pieces =
        ["0", "-1", "1e9", "\"\"", "null", "true", "[]", "{}", ",", "}", "]", "{", "[", "\"", ":", "\\", "\\ud800", "\"\\ud800\"", "\0",
            "//", "/*", "\uFEFF", "é", "\n", "\"a\":1,", "[[[["];

    /// <summary>Other values, names and places, which is mostly JSON still, and otherwise bytes that are elsewhere.</summary>
    public static byte[] Of(Dice dice, string good)
    {
        if (dice.OneIn(3) || Tree(dice, good) is not { } changed)
        {
            return Bytes(dice, Encoding.UTF8.GetBytes(good));
        }

        var bytes = Encoding.UTF8.GetBytes(Spoilt(dice, changed));
        return dice.OneIn(10) ? Bytes(dice, bytes) : bytes;
    }

    /// <summary>The text of a changed tree; null where it is none, since it was changed before.</summary>
    private static string? Tree(Dice dice, string good)
    {
        try
        {
            var root = JsonNode.Parse(good)!;
            for (var changes = dice.Between(1, 3); changes > 0; changes--)
            {
                root = Changed(dice, root);
            }

            return root.ToJsonString(Plain);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    /// <summary>Any bytes with others in them, or fewer.</summary>
    public static byte[] Bytes(Dice dice, byte[] good)
    {
        var bytes = good.ToList();
        for (var changes = dice.Between(1, 3); changes > 0; changes--)
        {
            var at = dice.Below(bytes.Count + 1);
            switch (dice.Below(6))
            {
                case 0 when at < bytes.Count:
                    bytes[at] = (byte)dice.Below(256);
                    break;
                case 1:
                    bytes.RemoveRange(at, Math.Min(dice.Between(1, 40), bytes.Count - at));
                    break;
                case 2:
                    bytes.InsertRange(at, bytes[at..Math.Min(bytes.Count, at + dice.Below(200))]);
                    break;
                case 3 when dice.OneIn(4):
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 4 when dice.OneIn(20):
                    bytes.InsertRange(at, Enumerable.Repeat((byte)dice.Of('[', '{', '"', ' '), dice.Of(100, 20_000)));
                    break;
                default:
                    bytes.InsertRange(at, Encoding.UTF8.GetBytes(dice.Of(Pieces)));
                    break;
            }
        }

        return [.. bytes];
    }

    /// <summary>Any value.</summary>
    public static JsonNode? Value(Dice dice, int depth = 0) => dice.Below(depth > 2 ? 5 : 8) switch
    {
        0 => null,
        1 => dice.OneIn(2),
        2 => JsonNode.Parse(Hostile.Number(dice)),
        3 or 4 => Hostile.WholeText(dice),
        5 => new JsonArray([.. Enumerable.Range(0, dice.Below(4)).Select(_ => Value(dice, depth + 1))]),
        6 => new JsonObject(Enumerable.Range(0, dice.Below(4))
            .Select(i => KeyValuePair.Create(i + Hostile.WholeText(dice), Value(dice, depth + 1)))),
        _ => Nested(dice.Of(3, 10, 40)),
    };

    private static JsonArray Nested(int depth) => depth == 0 ? [] : [Nested(depth - 1)];

    private static JsonNode Changed(Dice dice, JsonNode root)
    {
        var all = All(root).ToList();
        var node = dice.Of(all);
        var other = dice.Of(all).DeepClone();
        var replacement = dice.Below(4) switch
        {
            0 => other,
            1 when node is JsonValue value && value.GetValueKind() == JsonValueKind.Number => JsonNode.Parse(Hostile.Number(dice)),
            2 => Wrapped(dice, node),
            _ => Value(dice),
        };
        switch (node.Parent)
        {
            case JsonObject parent:
                var name = node.GetPropertyName();
                _ = dice.Below(5) switch
                {
                    0 => parent.Remove(name),
                    1 => parent.Remove(name)
                        && parent.TryAdd(dice.Of(parent.Select(p => p.Key).Append(Hostile.WholeText(dice)).Append(name.ToUpperInvariant())
                        .ToList()), node),
                    2 => parent.TryAdd(Hostile.WholeText(dice), replacement),
                    _ => Put(() => parent[name] = replacement),
                };
                return root;
            case JsonArray parent:
                var index = node.GetElementIndex();
                _ = dice.Below(4) switch
                {
                    0 => Put(() => parent.RemoveAt(index)),
                    1 => Put(() => parent.Insert(dice.Below(parent.Count + 1), node.DeepClone())),
                    _ => Put(() => parent[index] = replacement),
                };
                return root;
            default:
                return dice.OneIn(20) ? replacement ?? root : root;
        }
    }

    private static JsonNode Wrapped(Dice dice, JsonNode node) => dice.OneIn(2) ? new JsonArray(node.DeepClone())
        : new JsonObject { ["a"] = node.DeepClone() };

    private static bool Put(Action change)
    {
        change();
        return true;
    }

    /// <summary>What a tree cannot hold: half characters, and names that stand twice.</summary>
    private static string Spoilt(Dice dice, string json) => dice.Below(12) switch
    {
        0 when json.Split('"') is { Length: > 2 } parts && 1 + (2 * dice.Below((parts.Length - 1) / 2)) is var at =>
            string.Join('"', parts.Select((p, i) => i == at ? p + "\\ud800" : p)),
        1 when json.IndexOf('{', dice.Below(json.Length)) is >= 0 and var open && json.IndexOf(',', open) is > 0 and var end
            && end - open < 60 => json.Insert(end, "," + json[(open + 1)..end]),
        _ => json,
    };

    private static IEnumerable<JsonNode> All(JsonNode node) => node switch
    {
        JsonObject table => table.Select(m => m.Value).OfType<JsonNode>().SelectMany(All).Prepend(node),
        JsonArray list => list.OfType<JsonNode>().SelectMany(All).Prepend(node),
        _ => [node],
    };
}
