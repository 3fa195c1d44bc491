using System.Globalization;

namespace NvdimmPS.Findings.FirmwareBaselines;

/// <summary>A version that can be compared: decimal parts with dots between them, or one hexadecimal number.</summary>
internal sealed class FirmwareNumber
{
    private readonly bool _isHex;
    private readonly ulong[] _parts;

    private FirmwareNumber(bool isHex, ulong[] parts) => (_isHex, _parts) = (isHex, parts);

    /// <summary>Null where the text is no version.</summary>
    public static FirmwareNumber? Parse(string text)
    {
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
        {
            return ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var hex)
                ? new FirmwareNumber(true, [hex])
                : null;
        }

        var parts = text.Split('.');
        var numbers = new ulong[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!ulong.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return null;
            }
        }

        return parts.Length > 1 ? new FirmwareNumber(false, numbers) : null;
    }

    /// <summary>Below 0, 0 or above 0; null where the two are of different forms.</summary>
    public int? CompareTo(FirmwareNumber other) => _isHex == other._isHex && _parts.Length == other._parts.Length
        ? _parts.AsSpan().SequenceCompareTo(other._parts)
        : null;
}
