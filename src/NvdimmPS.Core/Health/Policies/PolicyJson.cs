using System.Text;
using System.Text.Json;

namespace NvdimmPS.Health.Policies;

/// <summary>A policy as JSON; comments and a last comma are allowed, since people write it.</summary>
internal static class PolicyJson
{
    private const int MaxDepth = 8;

    /// <exception cref="NvdimmException">It is no JSON.</exception>
    public static PolicyNode Parse(string file, ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            _ = reader.Read();
            var root = Read(ref reader, bytes, file, "policy");
            _ = reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw Errors.PolicyInvalid(file, (int)(e.LineNumber ?? 0) + 1, "policy", "it is no JSON: " + (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.', ' '), "Correct it there: an editor that knows JSON shows the place.");
        }
        catch (InvalidOperationException)
        {
            throw Errors.PolicyInvalid(file, Line(bytes, reader), "policy", "there is a text that is no UTF-8", "Save it as UTF-8.");
        }
    }

    private static PolicyNode Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string file, string path)
    {
        var line = Line(bytes, reader);
        object? value = reader.TokenType switch
        {
            JsonTokenType.StartObject => Members(ref reader, bytes, file, path),
            JsonTokenType.StartArray => Items(ref reader, bytes, file, path),
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => reader.TryGetDouble(out var number) && double.IsFinite(number) ? number : double.MaxValue,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => null,
        };
        return new PolicyNode(file, path, line, value);
    }

    private static List<(string Name, PolicyNode Node)> Members(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string file, string path)
    {
        var members = new List<(string Name, PolicyNode Node)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            _ = reader.Read();
            members.Add((name, Read(ref reader, bytes, file, path == "policy" ? name : $"{path}.{name}")));
        }

        return members;
    }

    private static List<PolicyNode> Items(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes, string file, string path)
    {
        var items = new List<PolicyNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, bytes, file, $"{path}[{items.Count}]"));
        }

        return items;
    }

    private static int Line(ReadOnlySpan<byte> bytes, in Utf8JsonReader reader) => bytes[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1;
}
