using System.Collections;
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
        ICollection list and not IDictionary => LanguagePrimitives.TryConvertTo<byte[]>(list, out var bytes) ? bytes : throw Errors.NoBytes($"{name}, a list of something else"),
        _ => null,
    };
}
