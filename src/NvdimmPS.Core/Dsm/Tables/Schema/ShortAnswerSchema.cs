using NvdimmPS.Abi;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Short answers in a file.</summary>
internal static class ShortAnswerSchema
{
    public static readonly SchemaTable<DsmShortAnswer> Table = new("a short answer",
        new("size", (s, n) => s with { Size = (int)n.Whole(sizeof(uint), NdCommands.MaxLength, "It has a status word at least.") },
            (w, s) => w.Number((ulong)s.Size)) { Required = true },
        new("status", (s, n) => s with { Status = (uint)n.Whole(maximum: uint.MaxValue) }, (w, s) => w.Hex(s.Status)));

    /// <summary>All that a function has.</summary>
    public static DsmShortAnswer[] Read(DataNode node) => [.. node.Items().Select(n => Table.Read(new DsmShortAnswer(0), n))];
}
