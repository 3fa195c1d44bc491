using System.Numerics;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>
/// Conditions: <c>{ "field": "ValidFlags", "bit": 3 }</c>, or with <c>mask</c> and <c>value</c>; no mask is all bits.
/// <c>never</c> is for a field that this version does not have.
/// </summary>
internal static class ConditionSchema
{
    public static readonly SchemaTable<DsmCondition> Table = new("a condition",
        new("field", (c, n) => c with { Field = n.AnyText() }, (w, c) => w.Text(c.Field)) { Required = true },
        new("bit", (c, n) => OfBit(c, n.Whole(maximum: 63)),
            (w, c) => w.Number(IsBit(c) ? (ulong)BitOperations.TrailingZeroCount(c.Mask) : null)),
        new("mask", (c, n) => c with { Mask = n.Whole(minimum: 1) },
            (w, c) => w.Hex(IsBit(c) || c.Mask is 0 or ulong.MaxValue ? null : c.Mask)),
        new("value", (c, n) => c with { Value = n.Whole() }, (w, c) => w.Number(IsBit(c) || c.Mask == 0 ? null : c.Value)),
        new("not", (c, n) => c with { Not = n.Flag() }, (w, c) => w.Flag(c.Not)),
        new("never", (c, n) => n.Flag() ? c with { Mask = 0, Value = 1 } : c, (w, c) => w.Flag(c.Mask == 0)));

    private static readonly string[] Ways = ["bit", "value", "never"];

    public static DsmCondition Read(DataNode node)
    {
        var condition = Table.Read(new DsmCondition(string.Empty, ulong.MaxValue, 0), node);
        var ways = Ways.Count(name => node[name] is not null);
        return ways == 0 ? throw node.Wrong("the condition does not say what must be there", "Add \"bit\": 0, or \"value\": 1.")
            : ways == 1 && (node["mask"] is null || node["value"] is not null) ? condition
            : throw node.Wrong("a condition has a bit, or a value with or without a mask", "Leave the others out.");
    }

    private static DsmCondition OfBit(DsmCondition condition, ulong bit) =>
        condition with { Mask = 1UL << (int)bit, Value = 1UL << (int)bit };

    private static bool IsBit(DsmCondition condition) => BitOperations.IsPow2(condition.Mask) && condition.Mask == condition.Value;
}
