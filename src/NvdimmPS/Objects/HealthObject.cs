using System.Collections;
using System.Management.Automation;
using NvdimmPS.Health.Baselines;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Objects;

/// <summary>Health off objects: live ones, those of Import-Clixml and remoting, those of ConvertFrom-Json.</summary>
internal static class HealthObject
{
    /// <summary>The health that an object is; null where it is none.</summary>
    public static NvdimmHealth? Read(object? item)
    {
        var wrapped = item is null ? null : PSObject.AsPSObject(item);
        return wrapped?.BaseObject switch
        {
            NvdimmHealth health => Named(health, wrapped),
            PSCustomObject => new HealthProperties(name => Value(wrapped, name)).ToHealth(),
            _ => null,
        };
    }

    /// <summary>A live one has its host beside it: of a host without the module it was made here.</summary>
    private static NvdimmHealth Named(NvdimmHealth health, PSObject item)
    {
        health.Host = item.Properties["PSComputerName"]?.Value?.ToString() is { Length: > 0 } host ? host : null;
        return health;
    }

    private static object? Value(PSObject item, string name) => Plain(item.Properties[name]?.Value);

    private static object? Plain(object? value)
    {
        switch (value is null ? null : PSObject.AsPSObject(value).BaseObject)
        {
            case PSCustomObject:
                var item = PSObject.AsPSObject(value!);
                return (Func<string, object?>)(name => Value(item, name));
            case IDictionary table:
                return (Func<string, object?>)(name => Plain(table[name]));
            case var plain when Nested.AsList(plain) is { } list:
                return Nested.Items(list).Select(Plain).ToArray();
            case var plain:
                return plain;
        }
    }
}
