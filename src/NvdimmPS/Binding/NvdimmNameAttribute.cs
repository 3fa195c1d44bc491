using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;
using NvdimmPS.Shell.Objects;

namespace NvdimmPS.Shell.Binding;

/// <summary>
/// Turns what people give for a DIMM, bus, region or namespace into the kernel's names: names and patterns, numbers,
/// objects of that kind, and objects of the neighbouring kinds that know the name.
/// </summary>
/// <param name="noun">What the parameter names.</param>
/// <param name="neighbours">The other kinds whose objects are taken too.</param>
[AttributeUsage(AttributeTargets.Property)]
internal sealed partial class NvdimmNameAttribute(NvdimmNoun noun, params NvdimmNoun[] neighbours) : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var names = new List<string>();
        if (Nested.Items(inputData).All(item => Add(names, item)))
        {
            return names.ToArray();
        }

        // The engine takes a refusal with this cause for "try its properties, and other parameters".
        var why = $"'{Printable.Quote($"{inputData}")}' is neither a name nor an object that has one.";
        throw new ArgumentTransformationMetadataException(why, new PSInvalidCastException(why));
    }

    private bool Add(List<string> names, object? input, bool isProperty = false)
    {
        if (input is null)
        {
            return false;
        }

        var item = PSObject.AsPSObject(input);
        switch (item.BaseObject)
        {
            case string text:
                names.Add(Name(text));
                return true;
            case int or uint or long or ulong or short or ushort or byte:
                names.Add(Name(Convert.ToString(item.BaseObject, CultureInfo.InvariantCulture)!));
                return true;
            case double or decimal when noun == NvdimmNoun.Namespace:
                // 0.0 typed at the prompt is a number that remembers its text; in an array it has forgotten it.
                var number = item.ToString();
                names.Add(Name(number.Contains('.', StringComparison.Ordinal) ? number : number + ".0"));
                return true;
            case IEnumerable and not IDictionary:
                return false;
            default:
                // A property that names it holds names; an object in it would be one that may hold itself.
                return !isProperty && NvdimmObject.Property(item, noun, neighbours) is { } known
                    && Nested.Items(known).All(name => Add(names, name, isProperty: true));
        }
    }

    /// <summary>The kernel's name of a number, of a node and of a node's path.</summary>
    private string Name(string text)
    {
        var name = text.Trim().ToLowerInvariant();
        name = name.StartsWith("/dev/", StringComparison.Ordinal) ? name[5..] : name;
        return noun switch
        {
            NvdimmNoun.Bus when name.StartsWith("ndctl", StringComparison.Ordinal) => "ndbus" + name[5..],
            _ when Number().IsMatch(name) => Prefix + name,
            _ => name,
        };
    }

    private string Prefix => noun switch
    {
        NvdimmNoun.Dimm => "nmem",
        NvdimmNoun.Bus => "ndbus",
        NvdimmNoun.Region => "region",
        _ => "namespace",
    };

    [GeneratedRegex(@"^\d+(\.\d+)?$", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
