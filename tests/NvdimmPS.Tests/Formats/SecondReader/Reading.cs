using System.Globalization;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>What a reader makes of a DIMM, under the keys that ndctl prints.</summary>
internal sealed class Reading(Specimen specimen)
{
    public Specimen Specimen => specimen;

    public SortedDictionary<string, string> Values { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Sets a value; null is one that is not reported.</summary>
    public Reading Set(string key, object? value)
    {
        switch (value)
        {
            case null:
                Values.Remove(key);
                break;
            case bool flag:
                Values[key] = flag ? "true" : "false";
                break;
            case double number:
                // "R" keeps the sign of minus zero.
                Values[key] = number.ToString("R", CultureInfo.InvariantCulture);
                break;
            default:
                Values[key] = Convert.ToString(value, CultureInfo.InvariantCulture)!;
                break;
        }

        return this;
    }

    public Reading Copy() => new(specimen) { Values = new(Values, StringComparer.Ordinal) };
}
