using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace NvdimmPS.Reports.Html;

/// <summary>Writes HTML that is well-formed XML too, so that anything can check it.</summary>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Markup with text in it.</summary>
    [SuppressMessage("Performance", "CA1822:Mark members as static", Justification = "The text writes itself to this instance.")]
    public void Write([InterpolatedStringHandlerArgument("")] HtmlText html) => _ = html;

    /// <summary>Markup. Never give it what comes from elsewhere.</summary>
    public void Raw(string markup) => output.Write(markup);

    /// <summary>Text, without what would be markup, or would reorder what stands beside it.</summary>
    public void Text(string? text)
    {
        foreach (var c in Printable.Text(text ?? string.Empty))
        {
            switch (c)
            {
                case '&':
                    output.Write("&amp;");
                    break;
                case '<':
                    output.Write("&lt;");
                    break;
                case '>':
                    output.Write("&gt;");
                    break;
                case '"':
                    output.Write("&quot;");
                    break;
                case '\'':
                    output.Write("&#39;");
                    break;
                case '\n' or '\r' or '\t':
                    output.Write(' ');
                    break;
                default:
                    output.Write(c);
                    break;
            }
        }
    }
}
