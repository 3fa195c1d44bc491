using System.Text;
using System.Text.Json;

namespace NvdimmPS.Files;

/// <summary>JSON that people write: comments and a last comma are allowed.</summary>
internal static class DataJson
{
    private const int MaxDepth = 8;

    /// <exception cref="NvdimmException">It is no JSON.</exception>
    public static DataNode Parse(DataOrigin origin, ReadOnlySpan<byte> bytes)
    {
        bytes = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        var lines = new LineCounter(bytes);
        var reader = new Utf8JsonReader(bytes,
            new JsonReaderOptions { MaxDepth = MaxDepth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        try
        {
            _ = reader.Read();
            var root = Read(ref reader, ref lines, origin, origin.Root);
            _ = reader.Read();
            return root;
        }
        catch (JsonException e)
        {
            var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
            throw origin.Wrong((int)(e.LineNumber ?? 0) + 1, origin.Root, "it is no JSON: " + (end < 0 ? e.Message : e.Message[..end])
                .TrimEnd('.', ' '), "Correct it there: an editor that knows JSON shows the place.");
        }
        catch (InvalidOperationException)
        {
            throw origin.Wrong(lines.At((int)reader.TokenStartIndex), origin.Root, "there is a text that is no UTF-8", "Save it as UTF-8.");
        }
    }

    private static DataNode Read(ref Utf8JsonReader reader, ref LineCounter lines, DataOrigin origin, string path)
    {
        var line = lines.At((int)reader.TokenStartIndex);
        object? value = reader.TokenType switch
        {
            JsonTokenType.StartObject => Members(ref reader, ref lines, origin, path),
            JsonTokenType.StartArray => Items(ref reader, ref lines, origin, path),
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => reader.TryGetDouble(out var number) && double.IsFinite(number) ? number : double.MaxValue,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => null,
        };
        return new DataNode(origin, path, line, value);
    }

    private static List<(string Name, DataNode Node)> Members(ref Utf8JsonReader reader, ref LineCounter lines, DataOrigin origin,
        string path)
    {
        var members = new List<(string Name, DataNode Node)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            _ = reader.Read();
            members.Add((name, Read(ref reader, ref lines, origin, origin.Inner(path, name))));
        }

        return members;
    }

    private static List<DataNode> Items(ref Utf8JsonReader reader, ref LineCounter lines, DataOrigin origin, string path)
    {
        var items = new List<DataNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Read(ref reader, ref lines, origin, $"{path}[{items.Count}]"));
        }

        return items;
    }

    /// <summary>Lines of places that only go forward, so that a long file is looked through once.</summary>
    private ref struct LineCounter(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _place;
        private int _line = 1;

        /// <summary>The line of a byte, from 1.</summary>
        public int At(int place)
        {
            _line += _bytes[_place..place].Count((byte)'\n');
            _place = place;
            return _line;
        }
    }
}
