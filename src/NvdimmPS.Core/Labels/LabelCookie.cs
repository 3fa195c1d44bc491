using System.Buffers.Binary;
using System.Globalization;

namespace NvdimmPS.Labels;

/// <summary>
/// What ties labels to an interleave set (drivers/acpi/nfit/core.c, <c>acpi_nfit_init_interleave_set</c>). Version 1.1 and 1.2 make
/// it of other records, and sysfs shows the one of the version that the DIMMs have.
/// </summary>
internal static class LabelCookie
{
    /// <summary>Whether a label belongs to a region; null where that cannot be told.</summary>
    /// <param name="label">The label.</param>
    /// <param name="region">The region.</param>
    /// <param name="shown">The label form of the region's first DIMM, by which sysfs chooses the form; null where it is not known.</param>
    /// <param name="device">The label's DIMM.</param>
    public static bool? Matches(NvdimmLabel label, NvdimmRegion region, LabelForm? shown, NvdimmDevice? device)
    {
        if (label.Cookie is not { } cookie)
        {
            return true; // CXL's labels have none.
        }

        if (Parse(region.InterleaveSetCookie) is not { } own)
        {
            return null;
        }

        if (cookie == own)
        {
            return true;
        }

        var form = label.Form == nameof(LabelForm.Efi11) ? LabelForm.Efi11 : LabelForm.Efi12;
        return shown == form ? false
            : region.Mappings.Count == 1 && device is not null && OfOne(device, form) is { } computed ? cookie == computed
            : null;
    }

    /// <summary>The cookie of a region on one DIMM alone; null where sysfs does not say enough of the DIMM.</summary>
    public static ulong? OfOne(NvdimmDevice device, LabelForm form)
    {
        if (Parse(device.Serial) is not { } serial || serial > uint.MaxValue)
        {
            return null;
        }

        // Region offset 0; sysfs shows the NFIT's bytes swapped.
        var record = new byte[form == LabelForm.Efi11 ? 16 : 48];
        BinaryPrimitives.WriteUInt32BigEndian(record.AsSpan(8), (uint)serial);
        if (form == LabelForm.Efi12)
        {
            if (Parse(device.Vendor) is not { } vendor || vendor > ushort.MaxValue)
            {
                return null;
            }

            BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(12), (ushort)vendor);

            // vendor-location-date-serial, or vendor-serial where the NFIT has neither place nor date.
            if (device.UniqueId?.Split('-') is [_, var place, var date, _])
            {
                if (!byte.TryParse(place, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out record[16])
                    || !ushort.TryParse(date, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var made))
                {
                    return null;
                }

                BinaryPrimitives.WriteUInt16BigEndian(record.AsSpan(14), made);
            }
        }

        return LabelChecksum.Compute(record);
    }

    private static ulong? Parse(string? text) => text is ['0', 'x' or 'X', .. var digits]
        && ulong.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) ? number : null;
}
