using System.Collections;
using System.Management.Automation;
using NvdimmPS.Shell.Binding;

namespace NvdimmPS.Shell.Fleet;

/// <summary>An object that a host sent, fit to be shown: all its texts can be, and their names and types too.</summary>
internal static class FarObject
{
    private const string OurTypes = "Deserialized.NvdimmPS.";

    /// <summary>True for objects of this module's types.</summary>
    public static bool IsOurs(PSObject item) => item.TypeNames.Any(name => name.StartsWith(OurTypes, StringComparison.Ordinal));

    /// <summary>The object; the same one where nothing in it needs to be replaced.</summary>
    public static PSObject Clean(PSObject item) => PSObject.AsPSObject(Clean(item, 0) ?? string.Empty);

    private static object? Clean(object? value, int depth)
    {
        switch (value is PSObject wrapped ? wrapped.BaseObject : value)
        {
            case null:
                return value;
            case string text:
                return Printable.IsText(text) ? value : Printable.Text(text);
            case PSCustomObject:
                return depth < Nested.MaxDepth ? Properties((PSObject)value!, depth) : null;
            case IDictionary table:
                return depth < Nested.MaxDepth ? Table(value!, table, depth) : null;
            case IList list:
                return depth < Nested.MaxDepth ? List(value!, list, depth) : null;
            default:
                return value;
        }
    }

    private static PSObject Properties(PSObject item, int depth)
    {
        var properties = item.Properties.Select(p => (p.Name, p.Value, Shown: Clean(p.Value, depth + 1))).ToList();
        if (properties.TrueForAll(p => Printable.IsLine(p.Name) && ReferenceEquals(p.Value, p.Shown))
            && item.TypeNames.All(name => Printable.IsLine(name)) && Printable.IsText(item.ToString() ?? string.Empty))
        {
            return item;
        }

        // Made anew: what it says of itself as a whole cannot be replaced.
        var shown = new PSObject();
        shown.TypeNames.Clear();
        foreach (var name in item.TypeNames)
        {
            shown.TypeNames.Add(Printable.Line(name));
        }

        foreach (var (name, _, value) in properties.DistinctBy(p => Printable.Line(p.Name), StringComparer.OrdinalIgnoreCase))
        {
            shown.Properties.Add(new PSNoteProperty(Printable.Line(name), value));
        }

        return shown;
    }

    private static object Table(object value, IDictionary table, int depth)
    {
        var entries =
            table.Cast<DictionaryEntry>()
                .Select(e => (e.Key, e.Value, Name: Clean(e.Key, depth + 1), Shown: Clean(e.Value, depth + 1))).ToList();
        if (entries.TrueForAll(e => ReferenceEquals(e.Key, e.Name) && ReferenceEquals(e.Value, e.Shown)))
        {
            return value;
        }

        var shown = new Hashtable(StringComparer.OrdinalIgnoreCase);
        foreach (var entry in entries)
        {
            shown[entry.Name ?? string.Empty] = entry.Shown;
        }

        return shown;
    }

    private static object List(object value, IList list, int depth)
    {
        if (list is byte[])
        {
            return value;
        }

        var shown = list.Cast<object?>().Select(item => (Item: item, Shown: Clean(item, depth + 1))).ToList();
        return shown.TrueForAll(i => ReferenceEquals(i.Item, i.Shown)) ? value : new ArrayList(shown.ConvertAll(i => i.Shown));
    }
}
