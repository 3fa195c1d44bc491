using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>The sizes where a layout is not known: <c>{ "input": 8, "output": "?" }</c>.</summary>
internal static class SizesSchema
{
    private const string Unknown = "?";

    public static readonly SchemaTable<(string Input, string Output)> Table = new("a function's sizes",
        new("input", (s, n) => (Size(n), s.Output), (w, s) => Write(w, s.Input)),
        new("output", (s, n) => (s.Input, Size(n)), (w, s) => Write(w, s.Output)));

    public static (string Input, string Output) Read(DataNode node) => Table.Read((Unknown, Unknown), node);

    public static void Write(SchemaWriter writer, DsmFunction function)
    {
        if (function.Sizes is { } sizes)
        {
            writer.Json.WritePropertyName(writer.Name);
            Table.Write(writer, sizes);
        }
    }

    private static string Size(DataNode node) => node.Value is Unknown ? Unknown : $"{node.Whole(maximum: NdCommands.MaxLength)}";

    private static void Write(SchemaWriter writer, string size)
    {
        if (ulong.TryParse(size, out var number))
        {
            writer.Number(number);
        }
        else
        {
            writer.Text(size == Unknown ? null : size);
        }
    }
}
