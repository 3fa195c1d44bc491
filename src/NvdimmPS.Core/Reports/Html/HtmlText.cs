using System.Globalization;
using System.Runtime.CompilerServices;

namespace NvdimmPS.Reports.Html;

/// <summary>
/// An interpolated string that is written as HTML while it is read: what stands in it is markup, what is put into it is
/// text and is escaped. So no value can become markup, wherever it comes from.
/// </summary>
[InterpolatedStringHandler]
internal readonly ref struct HtmlText
{
    private readonly HtmlWriter _writer;

    /// <param name="literalLength">How much of it is literal; of no use here.</param>
    /// <param name="formattedCount">How many values are put in; of no use here.</param>
    /// <param name="writer">Where it goes.</param>
    public HtmlText(int literalLength, int formattedCount, HtmlWriter writer) => _writer = writer;

    /// <summary>Markup.</summary>
    public void AppendLiteral(string markup) => _writer.Raw(markup);

    /// <summary>Text.</summary>
    public void AppendFormatted(string? text) => _writer.Text(text);

    /// <summary>A number, a word of an enumeration ….</summary>
    public void AppendFormatted<T>(T value) => _writer.Text(Convert.ToString(value, CultureInfo.InvariantCulture));

    /// <summary>The same with a format.</summary>
    public void AppendFormatted<T>(T value, string format)
        where T : IFormattable => _writer.Text(value.ToString(format, CultureInfo.InvariantCulture));
}
