using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace NvdimmPS.Cmdlets;

/// <summary>Takes PowerShell's wrappers off values, so that the core sees what was meant.</summary>
internal static class PlainValues
{
    /// <summary>A hashtable's entries.</summary>
    public static Dictionary<string, object?> Of(IDictionary table)
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            values[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty] = Of(entry.Value);
        }

        return values;
    }

    /// <summary>One value.</summary>
    public static object? Of(object? value) => value switch
    {
        PSObject { BaseObject: PSCustomObject } custom => custom.Properties.ToDictionary(p => p.Name, p => Of(p.Value), StringComparer.OrdinalIgnoreCase),
        PSObject wrapper => Of(wrapper.BaseObject),
        SwitchParameter given => given.IsPresent,
        byte[] bytes => bytes,
        PSCredential credential => credential.Password,
        IDictionary table => Of(table),
        object?[] list => list.Select(Of).ToArray(),
        _ => value,
    };
}
