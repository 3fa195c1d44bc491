using System.Management.Automation;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Fleet;

/// <summary>An object with the host that it is of, as the engine's remoting marks it.</summary>
internal static class HostObject
{
    /// <param name="item">The object.</param>
    /// <param name="host">Its host, as it was named.</param>
    public static PSObject WithHost(object item, string host)
    {
        var marked = PSObject.AsPSObject(item);
        Set(marked, "PSComputerName", host);
        Set(marked, "PSShowComputerName", true); // views have a column more

        // What a list holds has the same host, also where somebody takes it out.
        foreach (var inner in Nested.AsList(item) is { } list
            ? Nested.Items(list).OfType<PSObject>().Where(i => i.BaseObject is PSCustomObject)
            : [])
        {
            Set(inner, "PSComputerName", host);
        }

        return marked;
    }

    private static void Set(PSObject item, string name, object value)
    {
        item.Properties.Remove(name);
        item.Properties.Add(new PSNoteProperty(name, value));
    }
}
