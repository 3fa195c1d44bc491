using System.Collections;
using System.Globalization;
using System.Management.Automation;

namespace NvdimmPS.Binding;

/// <summary>Reads NFIT device handles. Text is hexadecimal, with or without 0x, as Windows and firmware tools print it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NfitHandleAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) => inputData switch
    {
        null => null,
        PSObject wrapper when wrapper.BaseObject is not PSCustomObject => Transform(engineIntrinsics, wrapper.BaseObject),
        string text => Parse(text) is { } handle ? new[] { handle } : inputData,
        IList list when list.Cast<object?>().Select(element => (Transform(engineIntrinsics, element) as uint[])?[0] ?? element).ToArray() is var all => all,
        _ => inputData,
    };

    private static uint? Parse(string text)
    {
        var digits = text.Trim();
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var handle) ? handle : null;
    }
}
