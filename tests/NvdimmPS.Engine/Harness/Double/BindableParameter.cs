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

    public bool TryTake(object? item, string set, bool convert, out object? value)
    {
        value = item;
        ParameterAttribute? declaration = In(set);
        if (declaration is { ValueFromPipeline: true } && Fits(item, convert))
        {
            return true;
        }

        if (declaration is not { ValueFromPipelineByPropertyName: true } || item is null)
        {
            return false;
        }

        PSPropertyInfo? property = _names.Select(name => PSObject.AsPSObject(item).Properties[name]).FirstOrDefault(found => found is not null);
        value = property?.Value;
        return property is not null && Fits(value, convert);
    }

    public object? Transform(object? argument)
    {
        try
        {
            return Property.GetCustomAttributes<ArgumentTransformationAttribute>().Aggregate(argument, (value, attribute) => attribute.Transform(null, value));
        }
        catch (ArgumentTransformationMetadataException e)
        {
            throw StandInBinder.Refused("ParameterArgumentTransformationError", e.Message, ErrorCategory.InvalidData);
        }
    }

    // ParameterBinderBase.cs, ShouldContinueUncoercedBind: one element for an array is no conversion.
    private bool Fits(object? value, bool convert) =>
        new[] { Property.PropertyType, Property.PropertyType.GetElementType() }.Any(type => type?.IsInstanceOfType((value as PSObject)?.BaseObject ?? value) is true)
        || Property.PropertyType == typeof(PSObject)
        || (convert && (Property.IsDefined(typeof(ArgumentTransformationAttribute)) || Conversion.TryConvert(value, Property.PropertyType, out _)));
}
