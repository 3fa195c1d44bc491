using System.Globalization;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>
/// Words of values: <c>["Normal", null, "Fatal"]</c> for 0, 1, 2 … (null has no word), or <c>{ "0": "Normal", "0x10": "Fatal" }</c>.
/// </summary>
internal static class WordSchema
{
    public static DsmWord[] Read(DataNode node, ulong maximum)
    {
        var words = node.Value is DataShape.List
            ? node.Children.Select((child, i) => (Child: child, Value: (ulong)i)).Where(w => w.Child.Value is not null)
            : node.Members().Select(child => (Child: child, Value: Number(child)));
        var (values, result) = (new HashSet<ulong>(), new List<DsmWord>());
        foreach (var (child, value) in words)
        {
            if (value > maximum)
            {
                throw child.Wrong($"{value} does not fit: the largest is {maximum}", "Make the field larger, or take the word out.");
            }

            if (!values.Add(value))
            {
                throw child.Wrong($"{value} has a word already", "Leave one of them out.");
            }

            result.Add(new DsmWord(value,
                child.AnyText() is { Length: > 0 } word ? word : throw child.Wrong("the word is empty", "Write a word, or leave it out.")));
        }

        return [.. result];
    }

    /// <summary>Words of which an argument can be one: each has a meaning of its own.</summary>
    public static DsmWord[] ReadDistinct(DataNode node, ulong maximum)
    {
        var words = Read(node, maximum);
        var twice = words.GroupBy(w => w.Word, StringComparer.OrdinalIgnoreCase).FirstOrDefault(g => g.Count() > 1);
        return twice is null
            ? words
            : throw node.Wrong($"'{Suggestion.Shown(twice.Key)}' is the word of two values", "Give each its own word.");
    }

    public static void Write(SchemaWriter writer, IReadOnlyList<DsmWord> words)
    {
        if (words.Count == 0)
        {
            return;
        }

        if (Enumerable.Range(1, words.Count - 1).All(i => words[i - 1].Value < words[i].Value) && words[^1].Value < 2 * (ulong)words.Count)
        {
            WriteList(writer, words);
            return;
        }

        writer.Json.WriteStartObject(writer.Name);
        foreach (var word in words)
        {
            writer.Json.WriteString(word.Value > byte.MaxValue
                ? SchemaWriter.HexOf(word.Value)
                : word.Value.ToString(CultureInfo.InvariantCulture), word.Word);
        }

        writer.Json.WriteEndObject();
    }

    private static void WriteList(SchemaWriter writer, IReadOnlyList<DsmWord> words)
    {
        writer.Json.WriteStartArray(writer.Name);
        var next = 0UL;
        foreach (var word in words)
        {
            for (; next < word.Value; next++)
            {
                writer.Json.WriteNullValue();
            }

            writer.Json.WriteStringValue(word.Word);
            next++;
        }

        writer.Json.WriteEndArray();
    }

    private static ulong Number(DataNode child)
    {
        var text = child.Name!;
        var isNumber = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            ? ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number)
            : ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
        return isNumber
            ? number
            : throw child.Wrong($"'{Suggestion.Shown(text)}' is no number",
                "The names are the values: \"0\": \"Normal\", \"0x10\": \"Fatal\".");
    }
}
