using System.Reflection;

namespace NvdimmPS.Tests.Inventory;

internal static class Reasons
{
    public static IReadOnlyDictionary<string, string> Of(object item) =>
        (IReadOnlyDictionary<string, string>)item.GetType().GetProperty("Unavailable")!.GetValue(item)!;

    /// <summary>A null property has a reason; a reason belongs to a property; a property that is a value needs none.</summary>
    public static void AssertComplete(object item)
    {
        var reasons = Of(item);
        var properties = item.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance);
        Assert.Empty(reasons.Keys.Except(properties.Select(p => p.Name)));
        foreach (var property in properties)
        {
            var value = property.GetValue(item);
            Assert.True(value is not null || reasons.ContainsKey(property.Name), $"{item}.{property.Name} is null without a reason.");
            Assert.True(value is null or System.Collections.IList || !reasons.ContainsKey(property.Name), $"{item}.{property.Name} is {value}, but has a reason.");
            Assert.False(property.PropertyType.IsEnum || Nullable.GetUnderlyingType(property.PropertyType)?.IsEnum == true, property.Name);
        }
    }
}
