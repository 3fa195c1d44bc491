using System.Collections.ObjectModel;
using System.Runtime.CompilerServices;

namespace NvdimmPS;

/// <summary>A list whose text is its items. Of an array, <c>Export-Csv</c> writes the name of the type.</summary>
[CollectionBuilder(typeof(ItemList), nameof(ItemList.Create))]
public sealed class ItemList<T> : ReadOnlyCollection<T>
{
    internal ItemList(T[] items)
        : base(items)
    {
    }

    /// <summary>As an array has it: for a list without one PowerShell gives the lengths of the items.</summary>
    public int Length => Count;

    /// <summary>The items with a space between, or a semicolon where they have spaces themselves.</summary>
    public override string ToString()
    {
        string?[] texts = [.. this.Select(item => item?.ToString())];
        return string.Join(Array.Exists(texts, text => text?.Contains(' ') == true) ? "; " : " ", texts);
    }

    /// <summary>Scripts and readers go on making arrays.</summary>
    [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(items))]
    public static implicit operator ItemList<T>?(T[]? items) => items is null ? null : new(items);
}

/// <summary>Makes lists from collection expressions.</summary>
internal static class ItemList
{
    public static ItemList<T> Create<T>(ReadOnlySpan<T> items) => new(items.ToArray());
}
