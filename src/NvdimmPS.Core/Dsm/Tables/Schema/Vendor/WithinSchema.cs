using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>As far as a count reaches of the bytes from an offset on: <c>{ "field": "Size", "start": 36 }</c>.</summary>
internal static class WithinSchema
{
    public static readonly SchemaTable<(string Field, int Start)> Table = new("what a count reaches",
        new("field", (r, n) => (n.AnyText(), r.Start), (w, r) => w.Text(r.Field)) { Required = true },
        new("start", (r, n) => (r.Field, (int)n.Whole(maximum: NdCommands.MaxLength)), (w, r) => w.Number((ulong)r.Start))
            { Required = true });

    public static (string Field, int Start) Read(DataNode node) => Table.Read((string.Empty, 0), node);
}
