using NvdimmPS.Dsm.Vendor;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Some bits of a field's bytes: <c>{ "first": 2, "count": 14 }</c>; one, where no count is given.</summary>
internal static class BitsSchema
{
    /// <summary>All 64 are no part of them.</summary>
    private const int Last = 63;

    public static readonly SchemaTable<FieldBits> Table = new("bits",
        new("first", (b, n) => b with { First = (int)n.Whole(maximum: Last) }, (w, b) => w.Number((ulong)b.First)) { Required = true },
        new("count", (b, n) => b with { Width = (int)n.Whole(1, Last) }, (w, b) => w.Number(b.Width == 1 ? null : (ulong)b.Width)));
}
