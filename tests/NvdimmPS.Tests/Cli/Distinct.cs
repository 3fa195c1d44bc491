using System.Reflection;
using System.Runtime.CompilerServices;

namespace NvdimmPS.Tests.Cli;

/// <summary>
/// Objects of which each property has a value of its own, so that a writer that takes one for another is seen. Of booleans there are two
/// only: in some round of <see cref="Rounds"/> two of them differ.
/// </summary>
internal sealed class Distinct(int round)
{
    public const int Rounds = 6;

    private int _number = 100;

    public T Of<T>() => (T)Value(typeof(T));

    private object Value(Type type)
    {
        type = Nullable.GetUnderlyingType(type) ?? type;
        var number = ++_number;
        return type == typeof(string) ? $"text {number}"
            : type == typeof(bool) ? (number >> round & 1) != 0
            : type == typeof(DateTime) ? new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddMinutes(number)
            : type.IsEnum ? Enum.GetValues(type).GetValue(number % Enum.GetValues(type).Length)!
            : type.IsPrimitive ? Convert.ChangeType(number, type, System.Globalization.CultureInfo.InvariantCulture)
            : type.IsArray ? Items(type.GetElementType()!)
            : type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ItemList<>)
                ? Activator.CreateInstance(type, BindingFlags.Instance | BindingFlags.NonPublic, null, [Items(type.GenericTypeArguments[0])], null)!
            : type == typeof(IReadOnlyDictionary<string, string>) ? new Dictionary<string, string> { [$"Key{number}"] = $"reason {number}" }
            : type.IsGenericType ? Items(type.GenericTypeArguments[0]) // a list by its interface
            : Filled(type);
    }

    private Array Items(Type type)
    {
        var items = Array.CreateInstance(type, 2);
        items.SetValue(Value(type), 0);
        items.SetValue(Value(type), 1);
        return items;
    }

    private object Filled(Type type)
    {
        var filled = RuntimeHelpers.GetUninitializedObject(type);
        foreach (var property in type.GetProperties().Where(p => p.SetMethod is not null))
        {
            property.SetValue(filled, Value(property.PropertyType));
        }

        return filled;
    }
}
