using NvdimmPS.Findings;

namespace NvdimmPS.Configuration;

/// <summary>Holds what there is against what is wanted. What is not wanted of a thing is not compared.</summary>
internal sealed class ConfigurationComparer
{
    private readonly NvdimmConfiguration _actual;

    private ConfigurationComparer(NvdimmConfiguration actual) => _actual = actual;

    /// <summary>The differences, in the order of the document.</summary>
    /// <exception cref="NvdimmException">The document names the DIMMs of another machine.</exception>
    public static IEnumerable<ConfigurationDifference> Compare(NvdimmConfiguration desired, NvdimmConfiguration actual)
    {
        EnsureOneMachine(desired, actual);
        return new ConfigurationComparer(actual).Parts(string.Empty, ConfigurationPart.All, desired.Root, actual.Root);
    }

    /// <summary>Holds the serial numbers of a document against those that are there.</summary>
    /// <exception cref="NvdimmException">The document names the DIMMs of another machine.</exception>
    public static void EnsureOneMachine(NvdimmConfiguration desired, NvdimmConfiguration actual)
    {
        var (there, here) = (desired.Serials.ToList(), actual.Serials.ToList());
        if (there.Count > 0 && here.Count > 0 && !there.Intersect(here, StringComparer.OrdinalIgnoreCase).Any())
        {
            throw ConfigurationErrors.OfOther(desired.Name, desired.Machine, there, here);
        }
    }

    private IEnumerable<ConfigurationDifference> Parts(string path, IReadOnlyList<ConfigurationPart> parts, ConfigurationItem desired,
        ConfigurationItem actual)
    {
        foreach (var part in parts)
        {
            var place = path + part.Name;
            if (!desired.Parts.TryGetValue(part.Name, out var wanted))
            {
                if (desired.Unknown.TryGetValue(part.Name, out var why) && actual.Parts.ContainsKey(part.Name))
                {
                    yield return Row(place, "Unknown", FindingSeverity.Information, reason: $"not known when the document was made: {why}");
                }

                continue;
            }

            if (!actual.Parts.TryGetValue(part.Name, out var there))
            {
                yield return actual.Unknown.TryGetValue(part.Name, out var why)
                    ? Row(place, "Unknown", FindingSeverity.Warning, reason: why)
                    : Row(place, "Missing", part.Absent);
                continue;
            }

            foreach (var difference in ConfigurationMatch.Pairs(part, wanted, there)
                .SelectMany(pair => Pair(part, place, pair.Desired, pair.Actual)))
            {
                yield return difference;
            }
        }
    }

    private IEnumerable<ConfigurationDifference> Pair(ConfigurationPart part, string place, ConfigurationItem? desired,
        ConfigurationItem? actual)
    {
        var path = part.IsOne ? place : $"{place}/{(desired ?? actual)!.Name}";
        return (desired, actual) switch
        {
            (null, { } extra) => [Row(path, "Extra", FindingSeverity.Warning, actual: Whole(part, extra))],
            ({ } missing, null) => [Row(path, "Missing", part.Absent, Whole(part, missing))],
            _ => Values(part, path, desired!, actual!).Concat(Parts(path + "/", part.Children, desired!, actual!)),
        };
    }

    private IEnumerable<ConfigurationDifference> Values(ConfigurationPart part, string path, ConfigurationItem desired,
        ConfigurationItem actual)
    {
        foreach (var property in part.Properties.Where(p => p.Severity is not null))
        {
            var has = actual.Values.GetValueOrDefault(property.Name);
            if (desired.Values.TryGetValue(property.Name, out var wanted))
            {
                if (has is not null && !Same(wanted, has))
                {
                    yield return Row($"{path}/{property.Name}", "Different", property.Severity!.Value, wanted, has);
                }
                else if (has is null)
                {
                    yield return actual.Unknown.TryGetValue(property.Name, out var why)
                        ? Row($"{path}/{property.Name}", "Unknown", FindingSeverity.Warning, wanted, reason: why)
                        : Row($"{path}/{property.Name}", "Missing", property.Severity!.Value, wanted);
                }
            }
            else if (has is not null && desired.Unknown.TryGetValue(property.Name, out var why))
            {
                yield return Row($"{path}/{property.Name}", "Unknown", FindingSeverity.Information, actual: has,
                    reason: $"not known when the document was made: {why}");
            }
        }
    }

    private ConfigurationDifference Row(string path, string kind, FindingSeverity severity, object? desired = null, object? actual = null,
        string? reason = null) => new()
    {
        Path = path, Kind = kind, Severity = severity.ToString(), Desired = Shown(desired), Actual = Shown(actual), Reason =
            reason, Machine = _actual.Machine, Source = _actual.Source,
    };

    /// <summary>A whole thing in a few words.</summary>
    private static string Whole(ConfigurationPart part, ConfigurationItem item) =>
        string.Join(' ', part.Properties.Select(p => item.Values.GetValueOrDefault(p.Name))
            .Take(3).OfType<object>().Select(v => v is string[] texts ? string.Join(' ', texts) : Shown(v)?.ToString()));

    /// <summary>Sizes are whole numbers to everybody.</summary>
    private static object? Shown(object? value) => value is double number && number == Math.Truncate(number) && Math.Abs(number) < 1L << 53
        ? (long)number
        : value;

    private static bool Same(object wanted, object has) => (wanted, has) switch
    {
        (string[] a, string[] b) => a.SequenceEqual(b, StringComparer.OrdinalIgnoreCase),
        (string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase),
        _ => Equals(wanted, has),
    };
}
