using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace NvdimmPS.Cli;

/// <summary>JSON documents: camelCase names, every member always there, bytes as lower-case hexadecimal digits.</summary>
internal static class JsonText
{
    /// <summary>Of every document; it changes when a member goes or changes its meaning.</summary>
    public const int Version = 1;

    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = new PrintableEncoder() };

    public static ReadOnlyMemory<byte> Serialize(Listing listing) =>
        Build(json => JsonSerializer.Serialize(json, listing, JsonShapes.Default.Listing));

    public static void Write(TextWriter output, Listing listing) => Write(output, Serialize(listing));

    public static void Write(TextWriter output, Explanations explanations) =>
        Write(output, Build(json => JsonSerializer.Serialize(json, explanations, JsonShapes.Default.Explanations)));

    public static void Write(TextWriter output, FunctionList functions) =>
        Write(output, Build(json => JsonSerializer.Serialize(json, functions, JsonShapes.Default.FunctionList)));

    public static void Write(TextWriter output, Failure failure) =>
        Write(output, Build(json => JsonSerializer.Serialize(json, new FailureDocument(failure), JsonShapes.Default.FailureDocument)));

    /// <summary>One object on one line.</summary>
    public static void Write(TextWriter output, WatchLine line) =>
        Write(output, Build(json => JsonSerializer.Serialize(json, line, JsonShapes.Default.WatchLine), Options with { Indented = false }));

    public static void Write(TextWriter output, ReadOnlyMemory<byte> document) => output.WriteLine(Encoding.UTF8.GetString(document.Span));

    /// <summary>A document with one list of objects.</summary>
    public static void WriteList<T>(TextWriter output, string name, IEnumerable<T> items, Action<Utf8JsonWriter, T> write) =>
        Write(output, Build(json =>
        {
            json.WriteStartObject();
            json.WriteNumber("version", Version);
            json.WriteStartArray(name);
            foreach (var item in items)
            {
                json.WriteStartObject();
                write(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }));

    /// <summary>A member <c>error</c>.</summary>
    public static void WriteError(Utf8JsonWriter json, Failure? failure)
    {
        json.WritePropertyName("error");
        JsonSerializer.Serialize(json, failure!, JsonShapes.Default.Failure);
    }

    /// <summary>Writes a document as it is made, which must not fail half-way: for one that is long, of values that are known.</summary>
    public static void Stream(TextWriter output, Action<Utf8JsonWriter> write)
    {
        using (var json = new Utf8JsonWriter(new TextBuffer(output), Options))
        {
            write(json);
        }

        output.WriteLine();
    }

    public static ReadOnlyMemory<byte> Build(Action<Utf8JsonWriter> write) => Build(write, Options);

    private static ReadOnlyMemory<byte> Build(Action<Utf8JsonWriter> write, JsonWriterOptions options)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, options))
        {
            write(json);
        }

        return buffer.WrittenMemory;
    }
}

/// <summary>What a command that failed as a whole prints.</summary>
internal sealed record FailureDocument(Failure Error)
{
    [JsonPropertyOrder(-1)]
    public int Version { get; } = JsonText.Version;
}

/// <summary>What <c>dsm --what-if</c> prints.</summary>
internal sealed record Explanations([property: JsonPropertyName("explanations")] IReadOnlyList<DsmExplanation> Items)
{
    [JsonPropertyOrder(-1)]
    public int Version { get; } = JsonText.Version;
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DictionaryKeyPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(Listing))]
[JsonSerializable(typeof(FailureDocument))]
[JsonSerializable(typeof(Explanations))]
[JsonSerializable(typeof(WatchLine))]
[JsonSerializable(typeof(FunctionList))]
[JsonSerializable(typeof(Failure))]
internal sealed partial class JsonShapes : JsonSerializerContext;
