using System.Collections;
using System.Management.Automation;

namespace NvdimmPS.Shell.Binding;

/// <summary>
/// Refuses a list that is nested too deep, or holds itself. The engine goes into a list that is given for a word of an
/// enumeration as deep as it is, and its stack ends the process.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FlatAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        object?[] items = Nested.AsList(inputData) is ICollection list ? [.. Nested.Items(list)] : [inputData];
        foreach (var item in items)
        {
            // The engine would put the words of 'A,B', and in a single one those of a list, together to a third one.
            if (PSObject.AsPSObject(item ?? string.Empty).BaseObject is string text && (text.Contains(',', StringComparison.Ordinal)
                || (IsSingle && !text.Trim().All(char.IsAsciiLetter))))
            {
                throw Refused($"'{Printable.Quote(text)}'");
            }
        }

        return IsSingle && items.Length > 1 ? throw Refused("A list") : inputData;
    }

    /// <summary>True where one word is wanted.</summary>
    public bool IsSingle { get; set; }

    private static ArgumentTransformationMetadataException Refused(string what) =>
        new($"{what} is not one word: give one word, or a list of words where the parameter takes one.");
}
