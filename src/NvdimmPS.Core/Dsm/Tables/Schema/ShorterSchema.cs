using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Bytes that have less room when a condition holds: <c>{ "when": { … }, "size": 28 }</c>.</summary>
internal static class ShorterSchema
{
    public static readonly SchemaTable<(DsmCondition Condition, int Size)> Table = new("a shorter form",
        new("when", (s, n) => (ConditionSchema.Read(n), s.Size),
            (w, s) => w.OneOrMore([s.Condition], ConditionSchema.Table)) { Required = true },
        new("size", (s, n) => (s.Condition, (int)n.Whole(maximum: NdCommands.MaxLength)),
            (w, s) => w.Number((ulong)s.Size)) { Required = true });

    public static (DsmCondition Condition, int Size) Read(DataNode node) => Table.Read((new DsmCondition(string.Empty, 0, 0), 0), node);

    public static void Write(SchemaWriter writer, DsmField field)
    {
        if (field.Shorter is { } shorter)
        {
            writer.Json.WritePropertyName(writer.Name);
            Table.Write(writer, shorter);
        }
    }
}
