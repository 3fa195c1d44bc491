using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>Takes PowerShell's wrappers off values, so that the core sees what was meant.</summary>
internal static class PlainValues
{
    /// <summary>A hashtable's entries.</summary>
    /// <exception cref="NvdimmException">It is nested too deep, or has no end.</exception>
    public static Dictionary<string, object?> From(IDictionary table) => From(table, new NestingBudget());

    /// <summary>One value.</summary>
    /// <exception cref="NvdimmException">It is nested too deep, or has no end.</exception>
    public static object? From(object? value) => From(value, new NestingBudget());

    private static Dictionary<string, object?> From(IDictionary table, NestingBudget budget) => budget.Inside(() =>
    {
        var values = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase);
        foreach (DictionaryEntry entry in table)
        {
            values[Convert.ToString(entry.Key, CultureInfo.InvariantCulture) ?? string.Empty] = From(entry.Value, budget);
        }

        return values;
    });

    private static object? From(object? value, NestingBudget budget) => value switch
    {
        PSObject { BaseObject: PSCustomObject } custom =>
            budget.Inside(() => custom.Properties.ToDictionary(p => p.Name, p => From(p.Value, budget), StringComparer.OrdinalIgnoreCase)),
        PSObject wrapper => From(wrapper.BaseObject, budget),
        SwitchParameter given => given.IsPresent,
        byte[] bytes => bytes,
        PSCredential credential => credential.Password,
        IDictionary table => From(table, budget),
        object?[] list => budget.Inside(() => Array.ConvertAll(list, item => From(item, budget))),
        _ => value,
    };
}
