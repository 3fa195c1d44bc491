using System.Globalization;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Pages;

namespace NvdimmPS;

/// <summary>What is known of a field, flat.</summary>
public sealed class DsmFieldInfo
{
    private DsmFieldInfo(DsmLayout layout, DsmField field, bool isOutput)
    {
        Name = field.Name;
        Offset = field.Offset;
        Size = field.IsTail ? (field.Size == 1 ? "n" : $"{field.Size}·n") : field.Size.ToString(CultureInfo.InvariantCulture);
        Kind = field.Kind.ToString();
        Unit = field.Unit;
        Description = field.Description;
        Values = [.. field.Words.Select(w => $"{w.Value}={w.Word}"), .. field.OtherWord is null ? [] : new[] { $"else={field.OtherWord}" }];
        Required = !isOutput && field.Required;
        Minimum = field.Minimum;
        Maximum = field.Maximum;
        CountedBy = field.CountedBy;
        ValidWhen = [.. field.ValidWhen.Select(c => FieldTable.Condition(layout, c)),
            .. field.Fis is { } fis ? [$"{fis}"] : Array.Empty<string>()];
        NotReported = [.. field.NotReported.Select(n => string.Create(CultureInfo.InvariantCulture, $"0x{n.Value:x}={n.Word}"))];
        Secret = field.IsSecret;
        Elements = field.Element is null ? [] : From(field.Element, isOutput);
    }

    /// <summary>The name, as on results and in -Argument.</summary>
    public string Name { get; }

    /// <summary>Where it starts in the payload; of an element's field, in the element.</summary>
    public int Offset { get; }

    /// <summary>Its bytes: a number, <c>n</c>, or <c>8·n</c>.</summary>
    public string Size { get; }

    /// <summary>Unsigned, Temperature, Enum, Flags, Bytes or Records.</summary>
    public string Kind { get; }

    /// <summary>The unit of the value.</summary>
    public string? Unit { get; }

    /// <summary>What it means.</summary>
    public string? Description { get; }

    /// <summary>The words of its values, or of its bits.</summary>
    public ItemList<string> Values { get; }

    /// <summary>True where it must be given.</summary>
    public bool Required { get; }

    /// <summary>The smallest value that may be sent.</summary>
    public double? Minimum { get; }

    /// <summary>The largest value that may be sent.</summary>
    public double? Maximum { get; }

    /// <summary>The field that says how many there are.</summary>
    public string? CountedBy { get; }

    /// <summary>What must hold for it to be reported.</summary>
    public ItemList<string> ValidWhen { get; }

    /// <summary>Raw values that stand for "not reported", with the reason.</summary>
    public ItemList<string> NotReported { get; }

    /// <summary>True for a passphrase: never shown.</summary>
    public bool Secret { get; }

    /// <summary>What a repeated structure is made of.</summary>
    public ItemList<DsmFieldInfo> Elements { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;

    internal static DsmFieldInfo[] From(DsmLayout? layout, bool isOutput) => layout is null
        ? []
        : [.. layout.Fields.Where(f => f.Kind != DsmFieldKind.Reserved).Select(f => new DsmFieldInfo(layout, f, isOutput))];
}
