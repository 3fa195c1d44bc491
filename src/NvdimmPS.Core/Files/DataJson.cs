using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace NvdimmPS.Files;

/// <summary>From the bytes of JSON to values that know their place. What is written by hand may have comments and a last comma.</summary>
internal static class DataJson
{
    private static readonly (string Said, string Meant)[] Meant =
    [
        ("trailing comma", "a comma stands before this closing bracket"),
        ("does not contain any JSON", "it is empty"),
        ("reached end of data", "it ends too early"),
        ("depth to be zero at the end", "it ends too early: a bracket is not closed"),
        ("after a single JSON value", "something stands behind the end"),
        ("end of data", "something stands behind the end"),
    ];

    /// <exception cref="NvdimmException">It is no JSON in UTF-8.</exception>
    public static DataNode Parse(DataOrigin origin, ReadOnlySpan<byte> bytes)
    {
        var json = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        CheckEncoding(origin, bytes, json);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions
        {
            MaxDepth = origin.MaxDepth,
            CommentHandling = origin.IsStrict ? JsonCommentHandling.Disallow : JsonCommentHandling.Skip,
            AllowTrailingCommas = !origin.IsStrict,
        });
        try
        {
            return Read(ref reader, json, origin);
        }
        catch (JsonException e)
        {
            throw NotJson(origin, json, Offset(json, e), Reason(origin, e), "Correct it there: an editor that knows JSON shows the place.");
        }
        catch (InvalidOperationException)
        {
            throw NotJson(origin, json, (int)reader.TokenStartIndex, "an escape such as \\ud800 is half a character",
                "Write the character itself.");
        }
    }

    private static void CheckEncoding(DataOrigin origin, ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> json)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, ..] or [_, 0, ..])
        {
            throw NotJson(origin, json, 0, "it is UTF-16 or another encoding of two or four bytes a character", "Save it as UTF-8.");
        }

        if (!Utf8.IsValid(json))
        {
            _ = Utf8.ToUtf16(json, new char[json.Length], out var valid, out _, replaceInvalidSequences: false);
            throw NotJson(origin, json, valid, "there is a byte that is no UTF-8", "Save it as UTF-8.");
        }
    }

    private static DataNode Read(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, DataOrigin origin)
    {
        var places = new Places(json);
        DataNode? root = null, open = null;
        string? name = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString();
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open = open!.Parent;
                    break;
                default:
                    var node = Node(origin, open, name, places.At((int)reader.TokenStartIndex), reader);
                    _ = open?.Add(node);
                    root ??= node;
                    name = null;
                    open = node.Value is DataShape ? node : open;
                    break;
            }
        }

        return root ?? throw NotJson(origin, json, 0, "it is empty", "Check that it is the right file.");
    }

    private static DataNode Node(DataOrigin origin, DataNode? parent, string? name, (int Line, int Column) at, in Utf8JsonReader reader) =>
        new(origin, parent, name, at, reader.TokenType switch
        {
            JsonTokenType.StartObject => DataShape.Table,
            JsonTokenType.StartArray => DataShape.List,
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number => reader.TryGetDouble(out var number) ? number : double.PositiveInfinity,
            JsonTokenType.True => true,
            JsonTokenType.False => false,
            _ => null,
        })
        {
            Digits = reader.TokenType == JsonTokenType.Number ? Encoding.UTF8.GetString(reader.ValueSpan) : null,
        };

    private static NvdimmException NotJson(DataOrigin origin, ReadOnlySpan<byte> json, int offset, string reason, NextStep next)
    {
        var (line, column) = new Places(json).At(Math.Min(offset, json.Length));
        return origin.NotJson(new DataPlace(origin.Name, line, column, origin.Root), reason, next);
    }

    private static int Offset(ReadOnlySpan<byte> json, JsonException e)
    {
        var offset = 0;
        for (var line = e.LineNumber ?? 0; line > 0; line--)
        {
            offset += json[offset..].IndexOf((byte)'\n') + 1;
        }

        return offset + (int)(e.BytePositionInLine ?? 0);
    }

    /// <summary>What is commonly wrong in plain words; else the reader's sentence without its own way to name the place.</summary>
    private static string Reason(DataOrigin origin, JsonException e)
    {
        if (e.Message.Contains("maximum configured depth", StringComparison.Ordinal))
        {
            return $"it is nested more than {origin.MaxDepth} deep";
        }

        if (Array.Find(Meant, m => e.Message.Contains(m.Said, StringComparison.Ordinal)) is { Meant: { } meant })
        {
            return meant;
        }

        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.', ' ');
    }

    /// <summary>Lines and columns of bytes that only go forward, so that a long file is looked through once.</summary>
    private ref struct Places(ReadOnlySpan<byte> bytes)
    {
        private readonly ReadOnlySpan<byte> _bytes = bytes;
        private int _offset;
        private int _line = 1;
        private int _column = 1;

        /// <summary>The line and the column, in characters, from 1.</summary>
        public (int Line, int Column) At(int offset)
        {
            var between = _bytes[_offset..offset];
            if (between.LastIndexOf((byte)'\n') is >= 0 and var end)
            {
                _line += between.Count((byte)'\n');
                _column = 1;
                between = between[(end + 1)..];
            }

            _column += Encoding.UTF8.GetCharCount(between);
            _offset = offset;
            return (_line, _column);
        }
    }
}
