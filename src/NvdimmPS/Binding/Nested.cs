using System.Collections;
using System.Management.Automation;

namespace NvdimmPS.Shell.Binding;

/// <summary>
/// Lists within lists, as people and pipelines give them. One that holds itself has no end, and neither has what calls itself
/// for each element of it: nothing else here goes into a list that was given.
/// </summary>
internal static class Nested
{
    /// <summary>Objects nested deeper than this are refused.</summary>
    public const int MaxDepth = 16;

    /// <summary>More elements than this are a list without an end, or one that stands many times in itself.</summary>
    public const int MaxItems = 1_000_000;

    /// <summary>The elements one by one, out of lists in lists too; what is no list is its own and only one.</summary>
    /// <exception cref="NvdimmException">It is nested too deep, or has no end.</exception>
    public static IEnumerable<object?> Items(object? input)
    {
        if (AsList(input) is not { } outer)
        {
            yield return input;
            yield break;
        }

        var count = 0;
        var open = new Stack<IEnumerator>([outer.GetEnumerator()]);
        while (open.TryPeek(out var list))
        {
            if (!list.MoveNext())
            {
                open.Pop();
                continue;
            }

            if (++count > MaxItems)
            {
                throw BindingErrors.TooManyItems(MaxItems);
            }

            if (AsList(list.Current) is not { } inner)
            {
                yield return list.Current;
            }
            else if (open.Count < MaxDepth)
            {
                open.Push(inner.GetEnumerator());
            }
            else
            {
                throw BindingErrors.NestedTooDeep(MaxDepth);
            }
        }
    }

    /// <summary>What counts as a list: neither text nor table.</summary>
    public static IEnumerable? AsList(object? value) =>
        (value is PSObject wrapped ? wrapped.BaseObject : value) is IEnumerable list and not string and not IDictionary ? list : null;
}
