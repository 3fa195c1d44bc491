using System.Collections.ObjectModel;

namespace NvdimmPS;

/// <summary>Why properties have no value, by their names. As text it is readable, which a dictionary in <c>Export-Csv</c> is not.</summary>
internal sealed class UnavailableReasons(IDictionary<string, string> reasons) : ReadOnlyDictionary<string, string>(reasons)
{
    /// <summary>Everything has a value.</summary>
    public static UnavailableReasons None { get; } = new(Empty);

    /// <summary>The same reasons, with a text.</summary>
    public static UnavailableReasons From(IReadOnlyDictionary<string, string> reasons) => reasons switch
    {
        UnavailableReasons same => same,
        { Count: 0 } => None,
        IDictionary<string, string> dictionary => new(dictionary),
        _ => new(reasons.ToDictionary()),
    };

    /// <summary>Names and reasons on one line.</summary>
    public override string ToString() => string.Join("; ", this.Select(r => $"{r.Key}: {r.Value}"));
}
