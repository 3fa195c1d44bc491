using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Dsm;

namespace NvdimmPS.Output;

/// <summary>
/// Text for the views. Reads properties by name, so that objects from remoting and from files look as live ones do.
/// </summary>
public static class ViewText
{
    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A size in the largest unit that keeps it exact to two digits.</summary>
    public static string Size(ulong? bytes)
    {
        if (bytes is not { } value)
        {
            return string.Empty;
        }

        var unit = 0;
        double amount = value;
        while (amount >= 1024 && unit < Units.Length - 1)
        {
            amount /= 1024;
            unit++;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{amount:0.##} {Units[unit]}");
    }

    /// <summary>A number as 0x….</summary>
    public static string Hex(object? number) => number is null ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"0x{Convert.ToUInt64(number, CultureInfo.InvariantCulture):x}");

    /// <summary>A DIMM's place, read off its NFIT handle.</summary>
    public static string Location(PSObject device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Value(device, "Handle") is null
            ? string.Empty
            : $"node {Value(device, "Node")}, socket {Value(device, "Socket")}, controller {Value(device, "Controller")}, channel {Value(device, "Channel")}, slot {Value(device, "Slot")}";
    }

    /// <summary>How much came back, and whether that is all.</summary>
    public static string Received(PSObject result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var length = (Value(result, "OutputBytes") as byte[])?.Length ?? 0;
        return $"{length} bytes" + (Value(result, "Truncated") is true ? $", cut off: the firmware had {Value(result, "FirmwareSize")}, so give -OutputSize" : string.Empty);
    }

    /// <summary>An answer: who said what, then the fields one a line, or the bytes where they are not decoded.</summary>
    public static string Answer(PSObject result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var lines = Items(Value(result, "Fields")).Any() ? Fields(result).Split('\n') : HexDump.Lines(Value(result, "OutputBytes") as byte[]);
        var latency = Value(result, "Latency") is TimeSpan time ? string.Create(CultureInfo.InvariantCulture, $" in {time.TotalMilliseconds:0.##} ms") : string.Empty;
        return $"{Value(result, "Target")}: {Value(result, "Family")} {Value(result, "Function")} {Value(result, "FunctionName")}, {Value(result, "Status")}, "
            + $"{Received(result)} by route {Value(result, "Route")}{latency}\n  {string.Join("\n  ", lines)}\n";
    }

    /// <summary>Decoded fields alone, one a line.</summary>
    public static string Decoded(PSObject decoded)
    {
        ArgumentNullException.ThrowIfNull(decoded);
        var width = decoded.Properties.Select(p => p.Name.Length).DefaultIfEmpty().Max();
        return string.Join('\n', decoded.Properties.Select(p => $"{p.Name.PadRight(width)} : {Plain(Value(decoded, p.Name))}"));
    }

    /// <summary>The first decoded fields of an answer on one line.</summary>
    public static string Summary(PSObject result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var fields = Items(Value(result, "Fields")).Where(f => Value(f, "Name") is not "ValidFlags").Select(f => $"{Value(f, "Name")} {Value(f, "Text")}").ToArray();
        return fields.Length > 0 ? string.Join(", ", fields)
            : Value(result, "OutputBytes") is byte[] { Length: > 0 } bytes ? HexText.Of(bytes)
            : "(no bytes)";
    }

    /// <summary>The decoded fields of an answer, one a line, records below their field.</summary>
    public static string Fields(PSObject result)
    {
        ArgumentNullException.ThrowIfNull(result);
        var fields = Items(Value(result, "Fields")).ToArray();
        if (fields.Length == 0)
        {
            return "(not decoded)";
        }

        var width = fields.Max(f => $"{Value(f, "Name")}".Length);
        return string.Join('\n', fields.Select(f => $"{$"{Value(f, "Name")}".PadRight(width)} : {Value(f, "Text")}{Records(Value(f, "Value"))}"));
    }

    private static string Plain(object? value) => value switch
    {
        null => string.Empty,
        byte[] bytes => HexText.Of(bytes.AsSpan(0, Math.Min(bytes.Length, 32))) + (bytes.Length > 32 ? "…" : string.Empty),
        string[] words => string.Join(", ", words),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        IEnumerable list and not string => $"{list.Cast<object?>().Count()} records",
        var other => $"{other}",
    };

    /// <summary>A property's value without its wrapper.</summary>
    internal static object? Value(PSObject item, string name) =>
        item.Properties[name]?.Value is PSObject { BaseObject: not PSCustomObject } wrapped ? wrapped.BaseObject : item.Properties[name]?.Value;

    /// <summary>The elements of a list property.</summary>
    internal static IEnumerable<PSObject> Items(object? list) =>
        list is IEnumerable elements and not string ? elements.Cast<object?>().OfType<object>().Select(PSObject.AsPSObject) : [];

    private static string Records(object? value) => string.Concat(Items(value is byte[] or string[] ? null : value)
        .Select(record => "\n  - " + string.Join(", ", Items(record.BaseObject).Select(f => $"{Value(f, "Name")} {Value(f, "Text")}"))));
}
