using System.Text;

namespace NvdimmPS.Reports.Html;

/// <summary>The page without what is reported: its frame, style and script, each a file of its own here and inline there.</summary>
internal static class PageTemplate
{
    /// <summary>The style sheet.</summary>
    public static string Style { get; } = Resource("Report.css");

    /// <summary>The script.</summary>
    public static string Script { get; } = Resource("Report.js");

    /// <summary>
    /// What a browser may do with the page: this style, this script, and nothing else, whatever a value might have smuggled in.
    /// </summary>
    public static string Policy { get; } =
        $"default-src 'none'; style-src '{Hash(Style)}'; script-src '{Hash(Script)}'; img-src data:; base-uri 'none'; form-action 'none'";

    private static string Frame { get; } = Resource("Report.html");

    /// <summary>Writes the frame, and at each name in braces what belongs there.</summary>
    public static void Write(HtmlWriter html, IReadOnlyDictionary<string, Action> parts)
    {
        var at = 0;
        for (int open; (open = Frame.IndexOf('{', at)) >= 0;)
        {
            var close = Frame.IndexOf('}', open);
            html.Raw(Frame[at..open]);
            parts[Frame[(open + 1)..close]]();
            at = close + 1;
        }

        html.Raw(Frame[at..]);
    }

    private static string Hash(string text) => "sha256-" + Convert.ToBase64String(Sha256.Hash(Encoding.UTF8.GetBytes(text)));

    /// <summary>With the line ends that a browser hashes, whatever the repository was checked out with.</summary>
    private static string Resource(string name)
    {
        using var reader = new StreamReader(typeof(PageTemplate).Assembly.GetManifestResourceStream("NvdimmPS.Reports." + name)!);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
