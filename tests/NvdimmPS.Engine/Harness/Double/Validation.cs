using System.Collections;
using System.Management.Automation;
using System.Reflection;

namespace NvdimmPS.Engine.Harness;

/// <summary>What the engine's validation attributes and [Parameter(Mandatory)] refuse (Attributes.cs, ParameterBinderBase.cs).</summary>
internal static class Validation
{
    /// <returns>The error id, null when the value is fine.</returns>
    public static string? Refusal(BindableParameter parameter, object? value, string set)
    {
        bool mandatory = parameter.In(set) is { Mandatory: true };
        return value switch
        {
            null when mandatory && !Allows<AllowNullAttribute>() => "ParameterArgumentValidationErrorNullNotAllowed",
            "" when mandatory && !Allows<AllowEmptyStringAttribute>() => "ParameterArgumentValidationErrorEmptyStringNotAllowed",
            Array { Length: 0 } when mandatory && !Allows<AllowEmptyCollectionAttribute>() => "ParameterArgumentValidationErrorEmptyArrayNotAllowed",
            _ => parameter.Property.GetCustomAttributes().All(rule => Accepts(rule, value)) ? null : "ParameterArgumentValidationError",
        };

        bool Allows<T>() where T : Attribute => parameter.Property.IsDefined(typeof(T));
    }

    private static bool Accepts(Attribute rule, object? value) => rule switch
    {
        ValidateNotNullAttribute => value is not null && (value as IList)?.Contains(null) is not true,
        ValidateNotNullOrEmptyAttribute => value is not (null or "" or ICollection { Count: 0 }) && Elements(value).All(element => element is not (null or "")),
        ValidateRangeAttribute range => Elements(value).All(element => IsWithin(range, element)),
        _ => true,
    };

    private static IEnumerable<object?> Elements(object? value) => LanguagePrimitives.GetEnumerable(value)?.Cast<object?>() ?? [value];

    private static bool IsWithin(ValidateRangeAttribute range, object? value) =>
        Conversion.TryConvert(value, range.MinRange.GetType(), out object? number)
        && ((IComparable)range.MinRange).CompareTo(number) <= 0 && ((IComparable)range.MaxRange).CompareTo(number) >= 0;
}
