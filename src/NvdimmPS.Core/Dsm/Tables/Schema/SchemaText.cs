using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>A schema's text: from bytes to values that know their place. Neither depth nor size is the file's to choose.</summary>
internal sealed class SchemaText
{
    private const int MaxDepth = 64;

    private static readonly (string Said, string Meant)[] Meant =
    [
        ("trailing comma", "a comma stands before this closing bracket"),
        ("maximum configured depth", $"it is nested more than {MaxDepth} deep"),
        ("does not contain any JSON", "it is empty"),
        ("reached end of data", "it ends too early"),
        ("depth to be zero at the end", "it ends too early: a bracket is not closed"),
        ("after a single JSON value", "something stands behind the end"),
        ("end of data", "something stands behind the end"),
    ];

    private readonly byte[] _bytes;
    private readonly int _first;

    private SchemaText(string name, byte[] bytes)
    {
        (Name, _bytes) = (name, bytes);
        _first = bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
    }

    /// <summary>What messages call it.</summary>
    public string Name { get; }

    /// <summary>Reads the one value of a JSON text.</summary>
    /// <exception cref="NvdimmException">It is no JSON in UTF-8.</exception>
    public static SchemaNode Parse(string name, byte[] bytes)
    {
        if (bytes.Length > SchemaFile.MaxSize)
        {
            throw SchemaErrors.TooLarge(name, bytes.Length, SchemaFile.MaxSize);
        }

        var text = new SchemaText(name, bytes);
        text.CheckEncoding();
        return text.Read();
    }

    /// <summary>The line and the column of a byte, from 1.</summary>
    public (int Line, int Column) At(int offset)
    {
        var before = _bytes.AsSpan(_first, Math.Clamp(offset, 0, _bytes.Length - _first));
        var lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }

    private void CheckEncoding()
    {
        if (_bytes.AsSpan() is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..] or [0, ..] or [_, 0, ..])
        {
            throw SchemaErrors.NotJson(Name, 1, 1, "it is UTF-16 or another encoding of two or four bytes a character",
                "Save it as UTF-8.");
        }

        if (!Utf8.IsValid(_bytes))
        {
            _ = Utf8.ToUtf16(_bytes.AsSpan(_first), new char[_bytes.Length], out var valid, out _, replaceInvalidSequences: false);
            var (line, column) = At(valid);
            throw SchemaErrors.NotJson(Name, line, column, "there is a byte that is no UTF-8", "Save it as UTF-8.");
        }
    }

    private SchemaNode Read()
    {
        var json = _bytes.AsSpan(_first);
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            return Read(ref reader);
        }
        catch (JsonException e)
        {
            var (line, column) = At(Offset(json, e));
            throw SchemaErrors.NotJson(Name, line, column, Reason(e), "Correct it there: an editor that knows JSON shows the place.");
        }
        catch (InvalidOperationException)
        {
            var (line, column) = At((int)reader.TokenStartIndex);
            throw SchemaErrors.NotJson(Name, line, column, "an escape such as \\ud800 is half a character", "Write the character itself.");
        }
    }

    private SchemaNode Read(ref Utf8JsonReader reader)
    {
        SchemaNode? root = null;
        var open = new Stack<SchemaNode>();
        string? name = null;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    name = reader.GetString();
                    break;
                case JsonTokenType.EndObject or JsonTokenType.EndArray:
                    open.Pop();
                    break;
                default:
                    var node = Add(open, name, reader);
                    root ??= node;
                    name = null;
                    break;
            }
        }

        return root!;
    }

    private SchemaNode Add(Stack<SchemaNode> open, string? name, in Utf8JsonReader reader)
    {
        open.TryPeek(out var parent);
        var node = new SchemaNode(this, parent, name, (int)reader.TokenStartIndex)
        {
            Kind = reader.TokenType,
            Value = reader.TokenType switch
            {
                JsonTokenType.String => reader.GetString(),
                JsonTokenType.Number => Encoding.UTF8.GetString(reader.ValueSpan),
                _ => null,
            },
        };
        if (parent?.Add(node) == false)
        {
            throw node.Wrong($"'{Suggestion.Shown(name!)}' stands twice in one object", "Leave one of them out.");
        }

        if (node.Kind is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            open.Push(node);
        }

        return node;
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
    private static string Reason(JsonException e)
    {
        foreach (var (said, meant) in Meant)
        {
            if (e.Message.Contains(said, StringComparison.Ordinal))
            {
                return meant;
            }
        }

        var end = e.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? e.Message : e.Message[..end]).TrimEnd('.', ' ');
    }
}
