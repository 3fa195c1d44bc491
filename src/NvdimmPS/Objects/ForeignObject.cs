using System.Collections;
using System.Management.Automation;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Objects;

/// <summary>An object of ours, live or as remoting, CLIXML or JSON left it: its properties without wrappers, and whose it is.</summary>
internal sealed class ForeignObject(PSObject item)
{
    /// <summary>The object.</summary>
    public PSObject Item => item;

    /// <summary>The host that it came from; this machine where it does not say.</summary>
    public string Host => Get("PSComputerName")?.ToString() is { Length: > 0 } host
        && !string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) ? host : Environment.MachineName;

    /// <summary>Objects one by one, out of lists too.</summary>
    /// <exception cref="NvdimmException">They are nested too deep, or have no end.</exception>
    public static IEnumerable<ForeignObject> Each(IEnumerable items) =>
        Nested.Items(items).OfType<object>().Select(item => new ForeignObject(PSObject.AsPSObject(item)));

    /// <summary>The text or file that a parameter was given; null where it is something else.</summary>
    public static string? Path(object given) => (given is PSObject wrapped ? wrapped.BaseObject : given) switch
    {
        string text => text,
        FileSystemInfo file => file.FullName,
        _ => null,
    };

    /// <summary>Whether there is such a property.</summary>
    public bool Has(string name) => item.Properties[name] is not null;

    /// <summary>A property's value; null where there is none.</summary>
    public object? Get(string name) => Plain(item.Properties[name]?.Value);

    /// <summary>A property's text; null where there is none, or it is empty.</summary>
    public string? Text(string name) => Get(name)?.ToString() is { Length: > 0 } text ? Printable.Line(text) : null;

    private static object? Plain(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        PSCustomObject => Printable.Line(value!.ToString()!),
        string text => Printable.Line(text),
        var plain when Nested.AsList(plain) is { } list => Nested.Items(list).Select(Plain).ToArray(),
        var plain => plain,
    };
}
