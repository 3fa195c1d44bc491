using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Dsm;
using static NvdimmPS.Shell.Output.ViewText;

namespace NvdimmPS.Shell.Output;

/// <summary>Text for the views of answers.</summary>
public static class ResultText
{
    private const int Columns = 80;

    // "FunctionName : " of the list that PowerShell makes of the properties shown by default.
    private const int ListLabel = 15;

    /// <summary>An answer: target and function, then one field a line, or the bytes if they are not decoded.</summary>
    public static string Answer(PSObject result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var lines = Items(Value(result, "Fields")).Any()
            ? Fields(result, Columns - 2).Split('\n')
            : HexDump.Lines(Value(result, "OutputBytes") as byte[]);
        var latency = Value(result, "LatencyMs") is double time
            ? string.Create(CultureInfo.InvariantCulture, $" in {time:0.##} ms")
            : string.Empty;
        return $"{Value(result, "Target")}: {Value(result, "Family")} {Value(result, "Function")} {Value(result, "FunctionName")}"
            + $"{(Value(result, "VendorCommand") is { } command ? $" {command}" : string.Empty)}, "
            + $"{Value(result, "Status")}, "
            + $"{(Value(result, "OutputBytes") as byte[])?.Length ?? 0} bytes{CutOff(result, ", ", string.Empty)} "
            + $"by route {Value(result, "Route")}{latency}\n  {string.Join("\n  ", lines)}";
    }

    /// <summary>The bytes that came back, and whether they are all.</summary>
    public static string Output(PSObject result)
    {
        ArgumentNullException.ThrowIfNull(result);
        return HexDump.Text(Value(result, "OutputBytes") as byte[]) + CutOff(result, "\n(", ")");
    }

    /// <summary>The first decoded fields on one line.</summary>
    public static string Summary(PSObject result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var fields = Items(Value(result, "Fields"))
            .Where(f => !IsMask($"{Value(f, "Name")}")).Select(f => $"{Value(f, "Name")} {Value(f, "Text")}").ToArray();
        return fields.Length > 0 ? string.Join(", ", fields)
            : Value(result, "OutputBytes") is byte[] { Length: > 0 } bytes ? HexText.Format(bytes)
            : "(no bytes)";
    }

    /// <summary>The decoded fields, one a line, records below their field.</summary>
    /// <param name="result">The answer.</param>
    /// <param name="width">The most characters of a line.</param>
    public static string Fields(PSObject result, int width)
    {
        ArgumentNullException.ThrowIfNull(result);
        var fields = Items(Value(result, "Fields")).OrderBy(f => IsMask($"{Value(f, "Name")}")).ToArray();
        if (fields.Length == 0)
        {
            return "(not decoded)";
        }

        var names = fields.Max(f => $"{Value(f, "Name")}".Length);
        var lines = fields.Select(f => $"{$"{Value(f, "Name")}".PadRight(names)} : {Value(f, "Text")}{Records(Value(f, "Value"))}");
        return WordWrap.Text(string.Join('\n', lines), width, new string(' ', names + 3));
    }

    /// <summary>Decoded alone, one field a line.</summary>
    public static string Decoded(PSObject decoded)
    {
        ArgumentNullException.ThrowIfNull(decoded);
        var width = decoded.Properties.Select(p => p.Name.Length).DefaultIfEmpty().Max();
        var lines = decoded.Properties.OrderBy(p => IsMask(p.Name))
            .Select(p => $"{p.Name.PadRight(width)} : {Plain(Value(decoded, p.Name))}");
        return WordWrap.Text(string.Join('\n', lines), Columns - ListLabel, new string(' ', width + 3));
    }

    private static string CutOff(PSObject result, string before, string behind) => Value(result, "Truncated") is true
        ? $"{before}cut off: the firmware had {Value(result, "FirmwareSize")}, so give -OutputSize{behind}"
        : string.Empty;

    /// <summary>Which fields are valid matters less to people than the fields.</summary>
    private static bool IsMask(string name) => name == "ValidFlags";

    /// <summary>Records are lists of fields; a list of words is none.</summary>
    private static string Records(object? value) => string.Concat(Items(value is byte[] ? null : value)
        .Where(record => record.BaseObject is IEnumerable and not string)
        .Select(record => "\n  - " + string.Join(", ", Items(record.BaseObject).Select(f => $"{Value(f, "Name")} {Value(f, "Text")}"))));

    private static string Plain(object? value) => value switch
    {
        null => string.Empty,
        byte[] bytes => HexText.Format(bytes.AsSpan(0, Math.Min(bytes.Length, 32))) + (bytes.Length > 32 ? "…" : string.Empty),
        string[] words => string.Join(", ", words),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list and not string => $"{Plural.Of(list.Cast<object?>().Count(), "record")}",
        var other => $"{other}",
    };
}
