using System.Collections;
using System.Management.Automation;
using NvdimmPS.Health.Baselines;

namespace NvdimmPS.Shell.Objects;

/// <summary>Health off objects: live ones, those of Import-Clixml and remoting, those of ConvertFrom-Json.</summary>
internal static class HealthObject
{
    /// <summary>The health that an object is; null where it is none.</summary>
    public static NvdimmHealth? Read(object? item) => item is null ? null : Read(new ForeignObject(PSObject.AsPSObject(item)));

    /// <summary>The same of one without its wrapper.</summary>
    public static NvdimmHealth? Read(ForeignObject item)
    {
        if (item.Item.BaseObject is not NvdimmHealth live)
        {
            return item.Item.BaseObject is PSCustomObject ? new HealthProperties(Properties(item)).ToHealth() : null;
        }

        // A live one has its host beside it: of a host without the module it was made here.
        live.Host = item.Sender;
        return live;
    }

    private static Func<string, object?> Properties(ForeignObject item) => name => Value(item.Get(name));

    private static object? Value(object? value) => value switch
    {
        ForeignObject inner => Properties(inner),
        IDictionary table => (Func<string, object?>)(name => Value(ForeignObject.Plain(table[name]))),
        object?[] list => Array.ConvertAll(list, Value),
        _ => value,
    };
}
