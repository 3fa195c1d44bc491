namespace NvdimmPS.Configuration;

/// <summary>One thing of a configuration.</summary>
/// <param name="Name">What the document calls it.</param>
internal sealed record ConfigurationItem(string Name)
{
    /// <summary>What is said of it: a text, a double, a bool or texts. What is not there is not known, or not wanted.</summary>
    public Dictionary<string, object> Values { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Why something is not known: property or part → reason.</summary>
    public Dictionary<string, string> Unknown { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The things within it, by part. A part that is not there is not spoken of.</summary>
    public Dictionary<string, List<ConfigurationItem>> Parts { get; } = new(StringComparer.OrdinalIgnoreCase);

    public T? Get<T>(string property)
        where T : class => Values.GetValueOrDefault(property) as T;

    /// <summary>Puts in a value, or why there is none.</summary>
    public void Put(string property, object? value, string? reason)
    {
        if (value is not null)
        {
            Values[property] = value switch
            {
                string or bool => value,
                IEnumerable<string> words => words.ToArray(),
                _ => Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture),
            };
        }
        else if (reason is not null)
        {
            Unknown[property] = reason;
        }
    }
}
