using System.Collections;
using System.Globalization;
using System.Management.Automation;
using System.Reflection;

namespace NvdimmPS.Engine.Harness;

/// <summary>The usual argument conversions; the engine has many more (LanguagePrimitives.cs), such as "0x10" and "1KB" to numbers.</summary>
internal static class Conversion
{
    public static bool TryConvert(object? value, Type type, out object? result)
    {
        try
        {
            result = Convert(value is PSObject { BaseObject: not PSCustomObject } wrapper && type != typeof(PSObject) ? wrapper.BaseObject : value, type);
            return true;
        }
        catch (Exception e) when (e is InvalidCastException or FormatException or OverflowException or ArgumentException or MissingMethodException or TargetInvocationException)
        {
            result = null;
            return false;
        }
    }

    private static object? Convert(object? value, Type type)
    {
        Type plain = Nullable.GetUnderlyingType(type) ?? type;
        return value switch
        {
            null => type.IsValueType && plain == type ? throw new InvalidCastException() : null,
            _ when type.IsInstanceOfType(value) => value,
            _ when type == typeof(PSObject) => PSObject.AsPSObject(value),
            _ when type.IsArray => ToArray(LanguagePrimitives.GetEnumerable(value) ?? new[] { value }, type.GetElementType()!),
            bool given when plain == typeof(SwitchParameter) => new SwitchParameter(given),
            "" when plain.IsPrimitive => System.Convert.ChangeType(0, plain, CultureInfo.InvariantCulture),
            string or SwitchParameter when plain == typeof(bool) => throw new InvalidCastException(),
            string text when plain.IsEnum => Enum.Parse(plain, text, ignoreCase: true),
            _ when plain.IsEnum => Enum.ToObject(plain, value),
            _ when plain == typeof(string) => PSObject.AsPSObject(value).ToString(null, CultureInfo.InvariantCulture),
            IConvertible when typeof(IConvertible).IsAssignableFrom(plain) => System.Convert.ChangeType(value, plain, CultureInfo.InvariantCulture),
            string text when plain.GetMethod("Parse", [typeof(string)]) is { IsStatic: true } parse => parse.Invoke(null, [text]),
            _ => Activator.CreateInstance(plain, value),
        };
    }

    private static Array ToArray(IEnumerable elements, Type type)
    {
        object?[] converted = [.. elements.Cast<object?>().Select(element => Convert(element, type))];
        var array = Array.CreateInstance(type, converted.Length);
        converted.CopyTo(array, 0);
        return array;
    }
}
