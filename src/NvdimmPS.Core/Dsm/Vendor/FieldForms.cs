using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Text;

namespace NvdimmPS.Dsm.Vendor;

/// <summary>Reads a field's bytes; null with a reason where they make no value.</summary>
internal delegate object? FormReader(ReadOnlySpan<byte> raw, out string? reason);

/// <summary>A way of writing what is neither a plain number nor bytes.</summary>
/// <param name="Name">Its name in a schema.</param>
/// <param name="Kind">The kind of the fields that have it.</param>
/// <param name="Size">Their size; null for any.</param>
/// <param name="Read">Reads it.</param>
internal sealed record FieldForm(string Name, DsmFieldKind Kind, int? Size, FormReader Read);

/// <summary>Some bits of a number.</summary>
/// <param name="First">The lowest one.</param>
/// <param name="Width">How many.</param>
internal readonly record struct FieldBits(int First, int Width)
{
    public ulong Take(ulong number) => (number >> First) & ((1UL << Width) - 1);

    public ulong Put(ulong value) => value << First;
}

/// <summary>How vendor commands write what is neither a plain number nor bytes.</summary>
internal static class FieldForms
{
    private const string NotDecimal = "its bytes are no decimal digits";

    /// <summary>A firmware version of five bytes, the last one first: <c>02.01.00.1034</c>. All zeros is none.</summary>
    public static FieldForm Revision { get; } = new("Revision", DsmFieldKind.Bytes, 5, ReadRevision);

    /// <summary>A version of the firmware interface: <c>1.15</c>.</summary>
    public static FieldForm Version { get; } = new("Version", DsmFieldKind.Unsigned, sizeof(ushort), ReadVersion);

    /// <summary>A text that may fill all of its room.</summary>
    public static FieldForm Text { get; } = new("Text", DsmFieldKind.Bytes, null, ReadText);

    /// <summary>A module's unique id, each part in the order of its bytes: <c>8089-a2-3718-04030201</c>.</summary>
    public static FieldForm UniqueId { get; } = new("UniqueId", DsmFieldKind.Bytes, 9, ReadUniqueId);

    /// <summary>A counter of 128 bits.</summary>
    public static FieldForm Counter { get; } = new("Counter", DsmFieldKind.Bytes, 16, (ReadOnlySpan<byte> raw, out string? reason) =>
    {
        reason = null;
        return new BigInteger(raw, isUnsigned: true);
    });

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FieldForm> All { get; } = [Revision, Version, Text, UniqueId, Counter];

    /// <summary>Two decimal digits of a byte; null where one is none.</summary>
    public static int? Decimal(byte bcd) => bcd >> 4 <= 9 && (bcd & 0xF) <= 9 ? ((bcd >> 4) * 10) + (bcd & 0xF) : null;

    private static string? ReadRevision(ReadOnlySpan<byte> raw, out string? reason)
    {
        reason = !raw.ContainsAnyExcept((byte)0) ? "there is none" : IsDecimal(raw) ? null : NotDecimal;
        return reason is null ? $"{raw[4]:x2}.{raw[3]:x2}.{raw[2]:x2}.{raw[1]:x2}{raw[0]:x2}" : null;
    }

    private static string? ReadVersion(ReadOnlySpan<byte> raw, out string? reason)
    {
        var version = FisVersion.FromBcd(BinaryPrimitives.ReadUInt16LittleEndian(raw));
        reason = version is null ? NotDecimal : null;
        return version?.ToString();
    }

    private static string? ReadText(ReadOnlySpan<byte> raw, out string? reason)
    {
        var end = raw.IndexOf((byte)0);
        reason = null;
        return Printable.Line(Encoding.Latin1.GetString(end < 0 ? raw : raw[..end]).TrimEnd());
    }

    private static string? ReadUniqueId(ReadOnlySpan<byte> raw, out string? reason)
    {
        reason = null;
        var digits = Convert.ToHexString(raw).ToLowerInvariant();
        return $"{digits[..4]}-{digits[4..6]}-{digits[6..10]}-{digits[10..]}";
    }

    private static bool IsDecimal(ReadOnlySpan<byte> raw)
    {
        foreach (var part in raw)
        {
            if (Decimal(part) is null)
            {
                return false;
            }
        }

        return true;
    }
}
