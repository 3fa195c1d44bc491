namespace NvdimmPS;

/// <summary>Pieces of the sentences of errors.</summary>
internal static class ErrorText
{
    internal static string List(IReadOnlyList<string> items) => items.Count == 0 ? "none" : string.Join(", ", items);

    internal static string AtLine(int line) => line > 0 ? $", line {line}" : string.Empty;

    internal static string Shortened(string[] names)
    {
        const int most = 24;
        return names.Length <= most ? string.Join(", ", names) : $"{string.Join(", ", names.Take(most))} and {names.Length - most} more";
    }

    internal static string Shown(IEnumerable<string> names)
    {
        const int most = 4;
        var all = names.Select(Printable.Quote).ToList();
        return all.Count == 0 ? "none" : string.Join(", ", all.Take(most)) + (all.Count > most ? ", …" : string.Empty);
    }

    /// <summary>A message as a sentence, without the name of .NET's parameter.</summary>
    internal static string Sentence(string message)
    {
        var sentence = message.EndsWith("')", StringComparison.Ordinal) && message.LastIndexOf(" (Parameter '", StringComparison.Ordinal) is
            > 0 and var end ? message[..end] : message;
        return sentence.EndsWith('.') ? sentence : sentence + ".";
    }
}
