using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace NvdimmPS.Shell.Output;

/// <summary>Text for the views: sizes, numbers, places.</summary>
public static class ViewText
{
    /// <summary>Deeper than this no layout is, and an object that holds itself is not shown further.</summary>
    internal const int MaxDepth = 16;

    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB", "PiB"];

    /// <summary>A size in the largest unit that it fills, to two digits.</summary>
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

    /// <summary>
    /// What a view shows: numbers and times as they are, and of everything else a text without what would steer the terminal.
    /// </summary>
    public static object? Show(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        null => null,
        string text => Printable.Text(text),
        IConvertible or IFormattable => value,
        IDictionary table => table.Cast<DictionaryEntry>().Select(e => Printable.Line($"[{e.Key}, {e.Value}]")).ToArray(),
        IEnumerable list =>
            list.Cast<object?>().Select(item => item is IConvertible and not string ? item : Printable.Line($"{item}")).ToArray(),
        _ => $"{value}" is var text && Printable.IsText(text) ? value : Printable.Text(text),
    };

    /// <summary>
    /// A status or severity, in the colours that the person chose for warnings and errors; without any where output is plain or not on
    /// a terminal.
    /// </summary>
    /// <param name="status">The word.</param>
    /// <param name="style">PowerShell's <c>$PSStyle</c>; null where the session has none.</param>
    public static object? Status(object? status, PSObject? style)
    {
        var text = Show(status);
        var kind = $"{text}" switch
        {
            "Warning" => "Warning",
            "Unhealthy" or "Critical" => "Error",
            _ => null,
        };
        return kind is null || style is null || !HasColour(style) || Value(style, "Formatting") is not { } formatting
            ? text
            : $"{Value(PSObject.AsPSObject(formatting), kind)}{text}{Value(style, "Reset")}";
    }

    /// <summary>By itself PowerShell takes colours out on the way to a file or a text, but not to another program.</summary>
    private static bool HasColour(PSObject style) => $"{Value(style, "OutputRendering")}" switch
    {
        "PlainText" => false,
        "Ansi" => true,
        _ => !Console.IsOutputRedirected,
    };

    /// <summary>A text of a column that wraps, for 80 columns where PowerShell would break it within words.</summary>
    /// <param name="text">The text.</param>
    /// <param name="width">The column's width there.</param>
    public static object? Wrap(object? text, int width) =>
        text is null || WordWrap.IsDoneByHost ? text : WordWrap.Text($"{text}", width);

    /// <summary>A number and its unit; nothing where there is no number.</summary>
    public static string WithUnit(object? number, string unit) => number is null ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"{Show(number)} {unit}");

    /// <summary>The kernel's flags of a DIMM. That it tells of its health by events (smart_notify) is no alarm and is left out.</summary>
    public static string Flags(object? flags) => flags is null ? string.Empty
        : string.Join(' ', (flags is string one ? [one] : Items(flags).Select(f => $"{f}")).Where(f => f != "smart_notify"));

    /// <summary>A number as 0x….</summary>
    public static string Hex(object? number) => number is null ? string.Empty
        : string.Create(CultureInfo.InvariantCulture, $"0x{Convert.ToUInt64(number, CultureInfo.InvariantCulture):x}");

    /// <summary>A DIMM's place, read off its NFIT handle.</summary>
    public static string Location(PSObject device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return Value(device, "Handle") is null
            ? string.Empty
            : $"node {Value(device, "Node")}, socket {Value(device, "Socket")}, controller {Value(device, "Controller")}, channel "
                + $"{Value(device, "Channel")}, slot {Value(device, "Slot")}";
    }

    /// <summary>A property's value without its wrapper, read by name so that objects from remoting and files do as well.</summary>
    internal static object? Value(PSObject item, string name) =>
        item.Properties[name]?.Value is PSObject { BaseObject: not PSCustomObject } wrapped
            ? wrapped.BaseObject
            : item.Properties[name]?.Value;

    /// <summary>The elements of a list.</summary>
    internal static IEnumerable<PSObject> Items(object? list) =>
        list is IEnumerable elements and not string ? elements.Cast<object?>().OfType<object>().Select(PSObject.AsPSObject) : [];
}
