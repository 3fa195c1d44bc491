using System.Management.Automation;
using static NvdimmPS.Shell.Output.ViewText;

namespace NvdimmPS.Shell.Output;

/// <summary>Decoded bytes as people read them: what they are, then the fields with their place and raw bytes.</summary>
public static class PayloadText
{
    private static readonly string[] Columns = ["Field", "Offset", "Raw", "Valid", "Value"];

    /// <summary>The text.</summary>
    public static string Format(PSObject payload)
    {
        ArgumentNullException.ThrowIfNull(payload);
        var fields = Items(Value(payload, "Fields")).SelectMany(f => Rows(f, 0)).ToArray();
        var lines = fields.Length > 0 ? Table(fields)
            : Value(payload, "Length") is 0 ? ["(no bytes)"]
            : Value(payload, "Bytes") is byte[] bytes ? HexDump.Lines(bytes)
            : [$"{Value(payload, "Hex")}"];
        var status = Value(payload, "Status") is { } word ? $"{word}: {Value(payload, "StatusMessage")}, " : string.Empty;
        var generation = Value(payload, "Generation") is { } version
            ? $"\n  read as {version}: {Value(payload, "GenerationReason")}"
            : string.Empty;
        return $"{Value(payload, "Family")} {Value(payload, "Function")} {Value(payload, "FunctionName")}, "
            + $"{$"{Value(payload, "Direction")}".ToLowerInvariant()}: "
            + $"{status}{Value(payload, "Length")} bytes{generation}\n  {string.Join("\n  ", lines)}";
    }

    /// <summary>
    /// The bytes, or what stands for them where a passphrase is among them; null for an object from elsewhere that has not all of
    /// them.
    /// </summary>
    /// <param name="payload">The payload.</param>
    /// <param name="direction">Input or Output; null for either.</param>
    public static object? Bytes(PSObject payload, string? direction)
    {
        ArgumentNullException.ThrowIfNull(payload);
        return !string.IsNullOrEmpty(direction) && direction != $"{Value(payload, "Direction")}" ? null
            : payload.BaseObject is DsmPayload here ? here.Bytes
            : $"{Value(payload, "Hex")}" is var hex && !hex.Contains('x', StringComparison.Ordinal) ? Convert.FromHexString(hex)
            : null;
    }

    private static IEnumerable<string[]> Rows(PSObject field, int depth)
    {
        var raw = $"{Value(field, "Raw")}";
        yield return
        [
            new string(' ', 2 * depth) + Value(field, "Name"),
            $"{Value(field, "Offset")}+{Value(field, "Length")}",
            raw.Length <= 16 ? raw : raw[..16] + "…",
            Value(field, "Valid") is true ? "yes" : "no",
            $"{Value(field, "Text")}",
        ];
        var records = depth >= MaxDepth || Value(field, "Value") is byte[] or string ? null : Value(field, "Value");
        foreach (var part in Items(records)
            .Where(r => r.BaseObject is System.Collections.IEnumerable and not string).SelectMany(r => Items(r.BaseObject)))
        {
            foreach (var row in Rows(part, depth + 1))
            {
                yield return row;
            }
        }
    }

    private static string[] Table(string[][] rows)
    {
        int[] widths = [.. Columns.Select((title, i) => rows.Max(r => Math.Max(r[i].Length, title.Length)))];
        return [.. rows.Prepend(Columns).Select(row => string.Join("  ", row.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd())];
    }
}
