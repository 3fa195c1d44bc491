using System.Text.Json;

namespace NvdimmPS.Cli;

/// <summary>
/// Members of a document, each always there: null where there is no value. A serializer takes longer to start than a machine to be
/// read, so what each document holds stands in a file beside its command.
/// </summary>
internal static class JsonMembers
{
    private const int MaxName = 64;

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, string? value) => json.WriteString(name, value);

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, bool? value)
    {
        if (value is { } flag)
        {
            json.WriteBoolean(name, flag);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, ulong? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    /// <summary>Words.</summary>
    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<string>? value) =>
        json.Member(name, value, static (json, word) => json.WriteStringValue(word));

    /// <summary>A list, by what writes one of it.</summary>
    public static void Member<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyList<T>? items,
        Action<Utf8JsonWriter, T> write)
    {
        json.WritePropertyName(name);
        json.Items(items, write);
    }

    /// <summary>Objects, by what writes the members of one.</summary>
    public static void Objects<T>(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IEnumerable<T>? items,
        Action<Utf8JsonWriter, T> members)
    {
        json.WritePropertyName(name);
        json.Items(items, (json, item) => json.Object(item, members));
    }

    /// <summary>Why properties have no value.</summary>
    public static void Member(this Utf8JsonWriter json, ReadOnlySpan<byte> name, IReadOnlyDictionary<string, string> reasons)
    {
        json.WritePropertyName(name);
        json.Reasons(reasons);
    }

    public static void Items<T>(this Utf8JsonWriter json, IEnumerable<T>? items,
        Action<Utf8JsonWriter, T> write)
    {
        if (items is null)
        {
            json.WriteNullValue();
            return;
        }

        json.WriteStartArray();
        foreach (var item in items)
        {
            write(json, item);
        }

        json.WriteEndArray();
    }

    public static void Object<T>(this Utf8JsonWriter json, T item, Action<Utf8JsonWriter, T> members)
    {
        json.WriteStartObject();
        members(json, item);
        json.WriteEndObject();
    }

    /// <summary>Properties by their names in the document.</summary>
    public static void Reasons(this Utf8JsonWriter json, IReadOnlyDictionary<string, string> reasons)
    {
        Span<char> name = stackalloc char[MaxName];
        json.WriteStartObject();
        foreach (var (property, reason) in reasons)
        {
            json.WriteString(Camel(property, name), reason);
        }

        json.WriteEndObject();
    }

    /// <summary>The name of a property here: it begins with a small letter.</summary>
    private static ReadOnlySpan<char> Camel(string property, Span<char> name)
    {
        if (property.Length is 0 or > MaxName || (property.Length > 1 && char.IsUpper(property[1])))
        {
            return JsonNamingPolicy.CamelCase.ConvertName(property);
        }

        property.CopyTo(name);
        name[0] = char.ToLowerInvariant(name[0]);
        return name[..property.Length];
    }
}
