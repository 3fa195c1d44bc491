using System.Globalization;

namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>The fields of one decoded answer, by name.</summary>
internal sealed class SpecimenAnswer(IReadOnlyList<DsmFieldValue> fields)
{
    /// <summary>A field's value; null when it is not reported.</summary>
    public object? this[string name] => Field(name).Value;

    /// <summary>Whether a mask has a word; null when the mask is not reported.</summary>
    public bool? Has(string name, string word) => this[name] is string[] words ? words.Contains(word) : null;

    /// <summary>The field's bytes as a number, reported or not.</summary>
    public ulong Number(string name) =>
        ulong.Parse(Convert.ToHexString([.. Convert.FromHexString(Field(name).Raw).Reverse()]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private DsmFieldValue Field(string name) => fields.Single(f => f.Name == name);
}
