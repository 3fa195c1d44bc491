namespace NvdimmPS.Configuration;

/// <summary>Finds to each thing that is wanted the one that is there. The kernel's numbers are the last thing to go by.</summary>
internal static class ConfigurationMatch
{
    private delegate bool Test(ConfigurationItem desired, ConfigurationItem actual);

    private static readonly Test SameName = (d, a) => string.Equals(d.Name, a.Name, StringComparison.OrdinalIgnoreCase);

    private static readonly Test SameMembers = (d, a) =>
        d.Get<string[]>("dimms") is { Length: > 0 } wanted && a.Get<string[]>("dimms") is { } has
        && wanted.Order(StringComparer.OrdinalIgnoreCase)
            .SequenceEqual(has.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase)
        && Equal(d, a, "type");

    private static readonly Test SameLabel = (d, a) => d.Get<string>("name") is not null && Equal(d, a, "name");

    private static readonly Test SameShape = (d, a) => Equal(d, a, "mode") && Equal(d, a, "size");

    private static readonly Dictionary<string, Test[]> Tests = new(StringComparer.Ordinal)
    {
        [ConfigurationPart.Dimms.Name] = [SameName],
        [ConfigurationPart.Regions.Name] = [(d, a) => SameName(d, a) && SameMembers(d, a), SameMembers, SameName],
        [ConfigurationPart.Namespaces.Name] = [SameLabel, SameName, SameShape],
        [ConfigurationPart.Thresholds.Name] = [(_, _) => true],
        [ConfigurationPart.Capacity.Name] = [(_, _) => true],
    };

    /// <summary>Pairs in the order of what is wanted, then what is there and not wanted; null stands for the missing side.</summary>
    public static IEnumerable<(ConfigurationItem? Desired, ConfigurationItem? Actual)> Pairs(ConfigurationPart part,
        IReadOnlyList<ConfigurationItem> desired, IEnumerable<ConfigurationItem> actual)
    {
        var left = actual.ToList();
        var found = new ConfigurationItem?[desired.Count];
        foreach (var test in Tests[part.Name])
        {
            for (var i = 0; i < desired.Count; i++)
            {
                if (found[i] is null && left.Find(a => test(desired[i], a)) is { } match)
                {
                    found[i] = match;
                    left.Remove(match);
                }
            }
        }

        return desired.Select((d, i) => ((ConfigurationItem?)d, found[i]))
            .Concat(left.Select(a => ((ConfigurationItem?)null, (ConfigurationItem?)a)));
    }

    private static bool Equal(ConfigurationItem desired, ConfigurationItem actual, string property) =>
        Equals(desired.Values.GetValueOrDefault(property), actual.Values.GetValueOrDefault(property));
}
