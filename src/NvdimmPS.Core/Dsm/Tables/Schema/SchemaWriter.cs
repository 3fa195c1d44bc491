using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Writes members under the name that is set, and leaves out what is taken for granted.</summary>
internal sealed class SchemaWriter(Utf8JsonWriter json)
{
    /// <summary>Above this, readers that know no other numbers than doubles lose digits.</summary>
    private const ulong LargestExact = 1UL << 53;

    /// <summary>Up to here both spellings are the same.</summary>
    private const ulong LastDigit = 9;

    public Utf8JsonWriter Json => json;

    public string Name { get; set; } = string.Empty;

    /// <summary>What is written, as text. The letters of units stay readable.</summary>
    public static string Text(Action<SchemaWriter> write, bool indented)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var options = new JsonWriterOptions { Indented = indented, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(new SchemaWriter(json));
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan).ReplaceLineEndings("\n");
    }

    public void Text(string? value)
    {
        if (value is not null)
        {
            json.WriteString(Name, value);
        }
    }

    public void Flag(bool value)
    {
        if (value)
        {
            json.WriteBoolean(Name, value);
        }
    }

    public void Real(double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(Name, number);
        }
    }

    public void Number(ulong? value)
    {
        if (value is > LargestExact)
        {
            Hex(value);
        }
        else if (value is { } number)
        {
            json.WriteNumber(Name, number);
        }
    }

    /// <summary>Masks and status words, whose bits matter.</summary>
    public void Hex(ulong? value)
    {
        if (value is <= LastDigit)
        {
            json.WriteNumber(Name, value.Value);
        }
        else if (value is { } number)
        {
            json.WriteString(Name, HexOf(number));
        }
    }

    public static string HexOf(ulong number) => string.Create(CultureInfo.InvariantCulture, $"0x{number:x}");

    /// <summary>An object, where there is one.</summary>
    public void Optional<T>(T? item, SchemaTable<T> table)
        where T : class
    {
        if (item is not null)
        {
            json.WritePropertyName(Name);
            table.Write(this, item);
        }
    }

    /// <inheritdoc cref="Optional{T}(T, SchemaTable{T})"/>
    public void Optional<T>(T? item, SchemaTable<T> table)
        where T : struct
    {
        if (item is { } value)
        {
            json.WritePropertyName(Name);
            table.Write(this, value);
        }
    }

    /// <summary>A list; nothing where it is empty.</summary>
    public void List<T>(IReadOnlyList<T> items, SchemaTable<T> table)
    {
        if (items.Count > 0)
        {
            All(items, table);
        }
    }

    /// <summary>A list, also an empty one.</summary>
    public void All<T>(IReadOnlyList<T> items, SchemaTable<T> table)
    {
        json.WriteStartArray(Name);
        foreach (var item in items)
        {
            table.Write(this, item);
        }

        json.WriteEndArray();
    }

    /// <summary>A list, or in place of a list of one the one.</summary>
    public void OneOrMore<T>(IReadOnlyList<T> items, SchemaTable<T> table)
    {
        if (items is [var one])
        {
            json.WritePropertyName(Name);
            table.Write(this, one);
        }
        else
        {
            List(items, table);
        }
    }
}
