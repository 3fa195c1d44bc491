using System.Collections;
using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Dsm;

namespace NvdimmPS.Shell.Binding;

/// <summary>
/// Takes bytes, numbers and <see cref="SecretBytes"/> for bytes. It refuses the rest itself: the engine's own words would repeat
/// what was given, which may be a passphrase.
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class NvdimmBytesAttribute : ArgumentTransformationAttribute
{
    /// <inheritdoc/>
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData)
    {
        if (inputData is null)
        {
            return null;
        }

        var why = Read(inputData, out var bytes);
        return why is null ? bytes : throw new ArgumentTransformationMetadataException(why, new PSInvalidCastException(why));
    }

    /// <summary>Reads bytes.</summary>
    /// <returns>Why it cannot be, without what was given; or null.</returns>
    public static string? Read(object value, out byte[] bytes)
    {
        bytes = [];
        switch (PSObject.AsPSObject(value).BaseObject)
        {
            case byte[] ready:
                bytes = ready;
                return null;
            case SecretBytes secret:
                bytes = secret.GetBytes();
                return null;
            case IEnumerable list and not string and not IDictionary:
                var found = new List<byte>();
                foreach (var element in list)
                {
                    if (!TryByte(element, out var one))
                    {
                        return $"Element {found.Count} is no byte, 0 to 255.";
                    }

                    found.Add(one);
                }

                bytes = [.. found];
                return null;
            case var single when TryByte(single, out var one):
                bytes = [one];
                return null;
            default:
                return "This is no list of bytes, each of them 0 to 255; digits as a text go to -InputHex or -OutputHex.";
        }
    }

    private static bool TryByte(object? element, out byte number)
    {
        number = 0;
        switch (element is null ? null : PSObject.AsPSObject(element).BaseObject)
        {
            case string text:
                var isHex = text.StartsWith("0x", StringComparison.OrdinalIgnoreCase);
                return byte.TryParse(isHex ? text.AsSpan(2) : text, isHex ? NumberStyles.AllowHexSpecifier : NumberStyles.None,
                    CultureInfo.InvariantCulture, out number);
            case byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal:
                var value = Convert.ToDouble(PSObject.AsPSObject(element!).BaseObject, CultureInfo.InvariantCulture);
                number = value is >= 0 and <= byte.MaxValue ? (byte)value : (byte)0;
                return value == number;
            default:
                return false;
        }
    }
}
