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
        foreach (var item in Nested.AsList(inputData) is ICollection list ? Nested.Items(list) : [inputData])
        {
            // The engine would put the words of 'A,B' together to a third one.
            if (PSObject.AsPSObject(item ?? string.Empty).BaseObject is string text && text.Contains(',', StringComparison.Ordinal))
            {
                throw new ArgumentTransformationMetadataException(
                    $"'{Printable.Quote(text)}' is several words in one text: give one word, or a list of words where the parameter takes one.");
            }
        }

        return inputData;
    }
}
