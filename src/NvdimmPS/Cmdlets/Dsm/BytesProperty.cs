using System.Collections;
using System.Management.Automation;
using NvdimmPS.Dsm;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>
/// Bytes in a property of an object that may have been to a file or another machine: an array, a list of numbers, digits.
/// </summary>
internal static class BytesProperty
{
    /// <summary>The bytes; null where there is no such property or nothing in it.</summary>
    public static byte[]? Read(PSObject item, string name) => PlainValues.From(item.Properties[name]?.Value) switch
    {
        string { Length: 0 } => [],
        string text => DumpText.Read(text),
        ICollection list and not IDictionary => Read(list, name),
        SecretBytes secret => secret.GetBytes(),
        _ => null,
    };

    private static byte[] Read(ICollection list, string name) =>
        NvdimmBytesAttribute.Read(list, out var bytes) is { } why ? throw CodecErrors.NoBytes($"list ({name}: {why.TrimEnd('.')})") : bytes;
}
