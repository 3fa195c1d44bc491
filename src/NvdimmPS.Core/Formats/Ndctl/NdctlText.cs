using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NvdimmPS.Formats.Ndctl;

/// <summary>JSON as ndctl lays it out: two blanks a level, none after a colon, and a point in every fraction.</summary>
internal static class NdctlText
{
    public static string Write(IReadOnlyList<NdctlObject> items)
    {
        var text = new StringBuilder("[\n");
        for (var i = 0; i < items.Count; i++)
        {
            Indent(text, 1);
            Write(text, items[i], 1);
            text.Append(i + 1 < items.Count ? ",\n" : "\n");
        }

        return text.Append(']').ToString();
    }

    private static void Write(StringBuilder text, NdctlObject item, int level)
    {
        text.Append('{');
        var separator = "\n";
        foreach (var (key, value) in item.Members)
        {
            text.Append(separator);
            Indent(text, level + 1);
            text.Append('"').Append(key).Append("\":");
            Write(text, value, level + 1);
            separator = ",\n";
        }

        text.Append('\n');
        Indent(text, level);
        text.Append('}');
    }

    private static void Write(StringBuilder text, object value, int level)
    {
        switch (value)
        {
            case NdctlObject nested:
                Write(text, nested, level);
                break;
            case string word:
                text.Append('"').Append(JsonEncodedText.Encode(word)).Append('"');
                break;
            case bool truth:
                text.Append(truth ? "true" : "false");
                break;
            case double fraction:
                text.Append(fraction.ToString(double.IsInteger(fraction) ? "0.0" : "R", CultureInfo.InvariantCulture));
                break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"{value}");
                break;
        }
    }

    private static void Indent(StringBuilder text, int level) => text.Append(' ', 2 * level);
}
