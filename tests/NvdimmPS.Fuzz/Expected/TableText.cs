using System.Collections;
using System.Numerics;
using System.Reflection;
using System.Text;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>All that tables say, as one text, to hold two of them against each other.</summary>
internal static class TableText
{
    public static string Of(IReadOnlyList<FamilyTable> families) => Write(new StringBuilder(), families).ToString();

    private static StringBuilder Write(StringBuilder text, object? value) => value switch
    {
        null => text.Append("none"),
        string or bool or double or int or uint or BigInteger => text.Append(value),
        IEnumerable<FunctionTable> functions => Write(text, functions.OrderBy(f => f.Number).Cast<object>().ToList()),
        IEnumerable list => list.Cast<object?>().Aggregate(text.Append('['), (all, item) => Write(all, item).Append(' ')).Append(']'),
        ConditionTable condition =>
            text.Append(condition.Mask == ulong.MaxValue ? condition with { Mask = ConditionTable.AllBits } : condition),
        System.Runtime.CompilerServices.ITuple pair =>
            Enumerable.Range(0, pair.Length).Aggregate(text, (all, i) => Write(all, pair[i]).Append(' ')),
        _ => Members(value).Aggregate(text.Append('{'), (all, p) => Write(all.Append(p.Name).Append('='), p.GetValue(value)).Append(' '))
            .Append('}'),
    };

    /// <summary>What others follow from is left out, and the way back to the family too.</summary>
    private static IEnumerable<PropertyInfo> Members(object value) =>
        value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(p => (p.CanWrite || p.Name is nameof(LayoutTable.Fields)) && p.PropertyType != typeof(FamilyTable)
            && p.Name is not nameof(FunctionTable.FamilyStatuses));
}
