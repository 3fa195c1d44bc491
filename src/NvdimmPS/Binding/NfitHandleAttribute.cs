using System.Globalization;
using System.Management.Automation;

namespace NvdimmPS.Shell.Binding;

/// <summary>Reads NFIT device handles. Text is hexadecimal, with or without 0x, as Windows and firmware tools print it.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NfitHandleAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        var handles = new List<uint>();
        return Nested.Items(inputData).All(item => Add(handles, item)) ? handles.ToArray() : inputData;
    }

    private static bool Add(List<uint> handles, object? input)
    {
        switch (input is null ? null : PSObject.AsPSObject(input).BaseObject)
        {
            case string text when Parse(text) is { } handle:
                handles.Add(handle);
                return true;
            case int or uint or long or ulong or short or ushort
                or byte when Convert.ToInt64(PSObject.AsPSObject(input!).BaseObject, CultureInfo.InvariantCulture) is >= 0
                    and <= uint.MaxValue and var number:
                handles.Add((uint)number);
                return true;
            default:
                return false;
        }
    }

    private static uint? Parse(string text)
    {
        var digits = text.Trim();
        digits = digits.StartsWith("0x", StringComparison.OrdinalIgnoreCase) ? digits[2..] : digits;
        return uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var handle) ? handle : null;
    }
}
