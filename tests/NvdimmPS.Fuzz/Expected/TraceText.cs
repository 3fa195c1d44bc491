using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NvdimmPS.Fuzz.Expected;

/// <summary>An ioctl as the text of a trace has it; what is hidden counts as zeros.</summary>
internal sealed record ExpectedRequest(string Node, bool IsReadOnly, uint Request, int Result, byte[] Before, bool[] Hidden, byte[]? After);

/// <summary>An open as the text has it.</summary>
internal sealed record ExpectedOpen(string Node, bool IsReadOnly, int Errno);

/// <summary>What the text of a trace says, read as docs and kernel headers have it. It shares nothing with the product's reader.</summary>
internal sealed class TraceText
{
    public List<ExpectedRequest> Requests { get; } = [];

    public List<ExpectedOpen> Opens { get; } = [];

    /// <summary>Attributes that could be read.</summary>
    public Dictionary<string, byte[]> Attributes { get; } = [];

    public string? Mounts { get; private set; }

    /// <summary>Reads a trace that is one.</summary>
    public static TraceText Read(byte[] bytes)
    {
        var trace = new TraceText();
        foreach (var line in Encoding.UTF8.GetString(bytes).Split('\n').Where(l => l.Length > 0))
        {
            using var json = JsonDocument.Parse(line);
            trace.Add(json.RootElement);
        }

        return trace;
    }

    private void Add(JsonElement line)
    {
        switch (Text(line, "kind"))
        {
            case null when Text(line, "dev") is { } device:
                Requests.Add(Bare(line, device));
                break;
            case "ioctl":
                var result = line.GetProperty("result").GetInt32();
                Requests.Add(Request(line, Text(line, "node")!, Text(line, "access") == "ReadOnly", result, Text(line, "after")));
                break;
            case "open":
                Opens.Add(new ExpectedOpen(Text(line, "node")!, Text(line, "access") == "ReadOnly", line.GetProperty("errno").GetInt32()));
                break;
            case "attribute" when Text(line, "text") is { } text && !Has(line, "errno"):
                Attributes[Text(line, "path")!] = Encoding.UTF8.GetBytes(text);
                break;
            case "attribute" when !Has(line, "errno"):
                Attributes[Text(line, "path")!] = Convert.FromHexString(Text(line, "hex")!);
                break;
            case "mounts":
                Mounts = Text(line, "text");
                break;
            default:
                break;
        }
    }

    /// <summary>As a preloaded library writes it: -1 and an errno, as the C library returns it.</summary>
    private static ExpectedRequest Bare(JsonElement line, string device)
    {
        var name = device.Replace("/dev/", "", StringComparison.Ordinal);
        var (kind, id) = (name.TrimEnd([.. "0123456789"]), name[name.IndexOfAny([.. "0123456789"])..]);
        var node = (kind == "nmem" ? kind : "ndctl") + int.Parse(id, CultureInfo.InvariantCulture);
        var rc = line.GetProperty("rc").GetInt32();
        return Request(line, node, false, rc < 0 ? -line.GetProperty("errno").GetInt32() : rc, rc < 0 ? null : Text(line, "after"));
    }

    private static ExpectedRequest Request(JsonElement line, string node, bool isReadOnly, int result, string? after)
    {
        var before = Text(line, "before")!;
        var number = uint.Parse(Text(line, "request")![2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        var hidden = before.Where((_, i) => i % 2 == 0).Select(c => c == 'x').ToArray();
        return new ExpectedRequest(node, isReadOnly, number, result, Bytes(before), hidden, after is null ? null : Bytes(after));
    }

    private static byte[] Bytes(string digits) => Convert.FromHexString(digits.Replace('x', '0'));

    private static bool Has(JsonElement line, string name) =>
        line.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null;

    private static string? Text(JsonElement line, string name) => Has(line, name) ? line.GetProperty(name).GetString() : null;
}
