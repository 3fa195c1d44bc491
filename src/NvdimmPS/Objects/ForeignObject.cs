using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Objects;

/// <summary>An object of ours, live or as remoting, CLIXML or JSON left it: its properties without wrappers, and whose it is.</summary>
internal sealed class ForeignObject(PSObject item)
{
    /// <summary>The object.</summary>
    public PSObject Item => item;

    /// <summary>The host that sent it; null where it was made here.</summary>
    public string? Sender => Text("PSComputerName");

    /// <summary>The host that it is of; this machine where it does not say.</summary>
    public string Host => Sender is { } host && !string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        ? host
        : Environment.MachineName;

    /// <summary>Objects one by one, out of lists too.</summary>
    /// <exception cref="NvdimmException">They are nested too deep, or have no end.</exception>
    public static IEnumerable<ForeignObject> Each(object? items) =>
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

    /// <summary>A property's plain value; null where there is none.</summary>
    public object? Get(string name) => Plain(item.Properties[name]?.Value);

    /// <summary>A property's text; null where there is none, or it is empty.</summary>
    public string? Text(string name) => item.Properties[name]?.Value?.ToString() is { Length: > 0 } text ? Printable.Line(text) : null;

    /// <summary>A time (UTC); the default where there is none.</summary>
    public DateTime Time(string name) => Get(name) switch
    {
        DateTime time => time.ToUniversalTime(),
        string text when DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) =>
            time.UtcDateTime,
        _ => default,
    };

    /// <summary>The object that a property holds, of whatever type; null where there is none.</summary>
    public ForeignObject? Inner(string name) =>
        item.Properties[name]?.Value is { } value ? new ForeignObject(PSObject.AsPSObject(value)) : null;

    /// <summary>A value without wrappers, text on one line and an object of properties as one of these.</summary>
    /// <exception cref="NvdimmException">It is nested too deep, or has no end.</exception>
    public static object? Plain(object? value) => (value is PSObject wrapped ? wrapped.BaseObject : value) switch
    {
        PSCustomObject => new ForeignObject(PSObject.AsPSObject(value!)),
        string text => Printable.Line(text),
        var plain when Nested.AsList(plain) is { } list => Nested.Items(list).Select(Plain).ToArray(),
        var plain => plain,
    };

    /// <summary>The text of the whole.</summary>
    public override string ToString() => Printable.Line(item.ToString());
}
