using System.Management.Automation;
using System.Reflection;

namespace NvdimmPS.Engine.Harness;

/// <summary>A property of a cmdlet that has at least one [Parameter].</summary>
internal sealed class BindableParameter
{
    private readonly ParameterAttribute[] _declarations;
    private readonly string[] _names;

    private BindableParameter(PropertyInfo property)
    {
        Property = property;
        _declarations = [.. property.GetCustomAttributes<ParameterAttribute>()];
        _names = [property.Name, .. property.GetCustomAttribute<AliasAttribute>()?.AliasNames ?? []];
    }

    public PropertyInfo Property { get; }
    public string Name => Property.Name;
    public IEnumerable<string> Sets => _declarations.Select(declaration => declaration.ParameterSetName);

    public static IEnumerable<BindableParameter> Of(Type cmdlet) =>
        cmdlet.GetProperties().Select(property => new BindableParameter(property)).Where(parameter => parameter._declarations.Length > 0);

    public bool IsCalled(string name) => _names.Contains(name, StringComparer.OrdinalIgnoreCase);

    public ParameterAttribute? In(string set) =>
        Array.Find(_declarations, declaration => declaration.ParameterSetName == set)
        ?? Array.Find(_declarations, declaration => declaration.ParameterSetName == ParameterAttribute.AllParameterSets);

    public bool TakesPipeline(string set) => In(set) is { } declaration && (declaration.ValueFromPipeline || declaration.ValueFromPipelineByPropertyName);

    /// <summary>What an item of the pipeline is for this parameter: the whole of it, or its property of that name; as it is, or converted.</summary>
    public bool TryTake(object? item, string set, bool byName, bool convert, out object? value)
    {
        value = item;
        if (In(set) is not { } declaration || !(byName ? declaration.ValueFromPipelineByPropertyName : declaration.ValueFromPipeline))
        {
            return false;
        }

        if (byName)
        {
            var property = item is null ? null : _names.Select(name => PSObject.AsPSObject(item).Properties[name]).FirstOrDefault(found => found is not null);
            if (property is null)
            {
                return false;
            }

            value = property.Value;
        }

        return TryTransform(ref value) && (convert ? Conversion.TryConvert(value, Property.PropertyType, out value) : Fits(value));
    }

    public object? Transform(object? argument)
    {
        try
        {
            return Property.GetCustomAttributes<ArgumentTransformationAttribute>().Aggregate(argument, (value, attribute) => attribute.Transform(null, value));
        }
        catch (ArgumentTransformationMetadataException e)
        {
            throw StandInBinder.Refused("ParameterArgumentTransformationError", e.Message, ErrorCategory.InvalidData, e);
        }
    }

    // CmdletParameterBinderController.cs, BindPipelineParameter: a refusal for want of a conversion leaves the item to
    // other parameters; any other one is the item's error.
    private bool TryTransform(ref object? value)
    {
        try
        {
            value = Transform(value);
            return true;
        }
        catch (RuntimeException e) when (e.InnerException?.InnerException is PSInvalidCastException)
        {
            return false;
        }
    }

    // ParameterBinderBase.cs, ShouldContinueUncoercedBind: one element for an array is no conversion.
    private bool Fits(object? value) => value is null
        ? !Property.PropertyType.IsValueType
        : new[] { Property.PropertyType, Property.PropertyType.GetElementType() }.Any(type => type?.IsInstanceOfType((value as PSObject)?.BaseObject ?? value) is true);
}
