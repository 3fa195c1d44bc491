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
