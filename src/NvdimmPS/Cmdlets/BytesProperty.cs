using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Dsm;

namespace NvdimmPS.Cmdlets;

/// <summary>Bytes in a property of an object that may have been to a file or another machine: an array, a list of numbers, digits.</summary>
internal static class BytesProperty
{
    /// <summary>The bytes; null where there is no such property or nothing in it.</summary>
    public static byte[]? Of(PSObject item, string name) => PlainValues.Of(item.Properties[name]?.Value) switch
    {
        byte[] bytes => bytes,
        string text => DumpText.Read(text),
        ICollection list and not IDictionary => [.. list.Cast<object?>().Select(element => Byte(element, name))],
        _ => null,
    };

    private static byte Byte(object? element, string name) =>
        element is byte or short or int or long or decimal or double && Convert.ToDecimal(element, CultureInfo.InvariantCulture) is >= 0 and <= byte.MaxValue and var number && decimal.IsInteger(number)
            ? (byte)number
            : throw Errors.NoBytes($"list ({name}), which holds '{element}'");
}
