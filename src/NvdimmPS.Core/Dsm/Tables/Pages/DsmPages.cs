using System.Globalization;
using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Dsm.Schema;

namespace NvdimmPS.Dsm.Pages;

/// <summary>The families as pages in Markdown, from the tables that decode and encode.</summary>
internal static class DsmPages
{
    /// <summary>The list of families.</summary>
    public const string OverviewName = "README.md";

    private const string Made = "<!-- Made from the tables; docs/contributing.md says how. -->\n\n";

    /// <summary>The pages of families by their names, and the list of them where there are several.</summary>
    public static IEnumerable<(string Name, string Text)> Page(IReadOnlyList<DsmFamily> families) =>
        [.. families.Select(f => ($"{f}.md", Page(f))), .. families.Count > 1
            ? new[] { (OverviewName, Overview(families)), (VendorPage.Name, VendorPage.Write(Made)) }
            : []];

    /// <summary>Writes the pages.</summary>
    /// <exception cref="NvdimmException">The folder is not there, or cannot be written to.</exception>
    public static void Write(string folder, IReadOnlyList<DsmFamily> families)
    {
        foreach (var (name, text) in Page(families))
        {
            SchemaFile.Write(Path.Join(folder, name), Encoding.UTF8.GetBytes(text), overwrite: true);
        }
    }

    private static string Overview(IReadOnlyList<DsmFamily> families)
    {
        var page = new StringBuilder(Made + "# DSM families\n\n"
            + "Each page is what decoder, encoder and explanations read: every function and every field. [Schemas](../schema.md) hold "
                + "the same\nas JSON.\n\n");
        var table = new MarkdownTable("Family", "Goes to", "Number", "Functions", "What it is");
        foreach (var family in families)
        {
            table.Add($"[{family}]({family}.md)", Target(family), $"{family.Code}", $"{family.Functions.Count}", family.Title);
        }

        table.Write(page);
        page.Append(CultureInfo.InvariantCulture, $"What Intel's pass-through carries: [vendor commands]({VendorPage.Name}).\n");
        return Ended(page);
    }

    private static string Page(DsmFamily family)
    {
        var page = new StringBuilder(Made).Append(CultureInfo.InvariantCulture, $"# {family}: {family.Title}\n\n");
        var facts = new MarkdownTable("", "Value");
        facts.Add("Goes to", Target(family));
        facts.Add("Number (nd_family)", $"{family.Code}");
        facts.Add("GUID", family.Guid?.ToString() ?? "none: it is not called through ACPI");
        facts.Add("Documents", family.Source);
        facts.Add("Payload", family.InPlace ? "one structure in place: the output overwrites the input" : "input, then output");
        facts.Write(page);
        Functions(page, family);
        page.Append(CultureInfo.InvariantCulture,
            $"## Status words\n\nOf the first four bytes of an answer, the bits 0x{family.StatusMask:x}:\n\n");
        Statuses(page, family.Statuses);
        if (family.FunctionStatusMask != uint.MaxValue)
        {
            page.Append(CultureInfo.InvariantCulture, $"A function's own status words are the bits 0x{family.FunctionStatusMask:x}.\n\n");
        }

        foreach (var function in family.Functions)
        {
            Function(page, function);
        }

        return Ended(page);
    }

    private static void Functions(StringBuilder page, DsmFamily family)
    {
        page.Append("## Functions\n\n");
        var table = new MarkdownTable("No", "Name", "Danger", "In", "Out", "Revision", "Legacy command", "Specification");
        foreach (var f in family.Functions)
        {
            table.Add($"{f.Number}", $"[{f.Name}](#{f.Number}-{f.Name.ToLowerInvariant()})", f.Danger.ToString()
                .ToLowerInvariant() + (f.IsSensitive ? ", sensitive" : string.Empty),
                f.InputSizeText, f.OutputSizeText, $"{f.Revision}", f.LegacyCommand?.Name, f.Source);
        }

        table.Write(page);
    }

    private static void Function(StringBuilder page, DsmFunction function)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"## {function.Number} {function.Name}\n\n{function.Title} ({function.Source ?? "no published source"}).\n\n");
        Layout(page, "Input", function.Input, function.InputSizeText, "It takes no input.");
        Layout(page, function.Generation is { } newest
            ? $"Output ({newest})"
            : "Output", function.Output, function.OutputSizeText, "Nothing comes back.");
        if (function.FieldsWithStatus.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"The fields are there with "
                    + $"{string.Join(", ", function.FieldsWithStatus.Select(c => function.Family.Describe(function, c).Word))} too.\n\n");
        }

        if (function.ShortAnswers.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"Older firmware answers in fewer bytes: "
                + $"{string.Join(", ", function.ShortAnswers.Select(s => Short(s)))}. The fields behind are then not reported.\n\n");
        }

        if (function.Statuses.Count > 0)
        {
            page.Append(CultureInfo.InvariantCulture, $"### Status words of {function.Name}\n\n");
            Statuses(page, function.Statuses);
        }

        foreach (var generation in function.Generations)
        {
            Generation(page, generation);
        }
    }

    private static string Short(DsmShortAnswer answer) => answer.Status is { } status
        ? FormattableString.Invariant($"{answer.Size} with status 0x{status:x}")
        : FormattableString.Invariant($"{answer.Size} or more");

    private static void Generation(StringBuilder page, DsmGeneration generation)
    {
        Layout(page, $"Output ({generation.Name})", generation.Output, generation.Output.SizeText, "Nothing comes back.");
        var evidence = generation.Evidence.Select(c => FieldTable.Condition(generation.Output, c));
        var below = generation.FunctionsBelow is { } limit ? [$"the DIMM offers no function from {limit} on"] : Array.Empty<string>();
        page.Append(CultureInfo.InvariantCulture, $"{generation.Source ?? generation.Name}. Taken when ")
            .Append(generation.Evidence.Count == 0 ? "it is asked for" : string.Join(", ", evidence.Concat(below))).Append(".\n\n");
        if (generation.Statuses is { } statuses)
        {
            page.Append(CultureInfo.InvariantCulture, $"### Status words in {generation.Name}\n\n");
            Statuses(page, statuses);
        }
    }

    private static void Layout(StringBuilder page, string head, DsmLayout? layout, string size, string nothing)
    {
        page.Append(CultureInfo.InvariantCulture,
            $"### {head}{(layout is { Fields.Count: > 0 } ? $": {size} {(size == "1" ? "byte" : "bytes")}" : string.Empty)}\n\n");
        if (layout is { Fields.Count: > 0 })
        {
            FieldTable.Write(page, layout);
        }
        else
        {
            page.Append(layout is null
                ? (size == "?" ? "The layout is not published." : $"{size} bytes; the layout is not published.")
                : nothing).Append("\n\n");
        }
    }

    private static void Statuses(StringBuilder page, IReadOnlyList<DsmStatusWord> statuses)
    {
        var table = new MarkdownTable("Code", "Name", "Category", "Meaning");
        foreach (var status in statuses)
        {
            table.Add($"0x{status.Code:x}", status.Word, status.IsSuccess ? null : status.Kind.ToString(), status.Message);
        }

        table.Write(page);
    }

    private static string Target(DsmFamily family) => family.Node == NdNodeKind.Bus ? "a bus" : "a DIMM";

    private static string Ended(StringBuilder page) => page.ToString().TrimEnd('\n') + "\n";
}
