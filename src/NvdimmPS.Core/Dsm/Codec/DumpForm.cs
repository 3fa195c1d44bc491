using System.Globalization;

namespace NvdimmPS.Dsm;

/// <summary>How a dump writes its lines.</summary>
internal enum DumpShape
{
    /// <summary>A colon behind the offset: xxd, the kernel, acpidump.</summary>
    Colon,

    /// <summary><c>hexdump -C</c>.</summary>
    Canonical,

    /// <summary>The module's views, and Format-Hex.</summary>
    View,

    /// <summary>The console's own.</summary>
    Console,

    /// <summary>hexdump without an option, and od: the offset, and numbers of one size.</summary>
    Plain,
}

/// <summary>What the first line says of a dump.</summary>
/// <param name="Shape">How lines are written.</param>
/// <param name="Radices">What the digits of offsets may count in.</param>
/// <param name="IsKernel">It is out of the kernel's log, which prints words as the machine has them.</param>
internal sealed record DumpForm(DumpShape Shape, int[] Radices, bool IsKernel)
{
    private const int LongestOffset = 16, OdOffset = 7;

    // Behind the offset: eight pairs with a blank before each.
    private const int HalfLine = 24;

    /// <summary>The form of a text; null where it is no dump with offsets.</summary>
    public static DumpForm? Find(string[] lines, int first, bool isKernel)
    {
        var line = lines[first].Trim();
        return isKernel ? new(DumpShape.Colon, [16], true)
            : ShapeOf(line) is { } shape ? new(shape, shape == DumpShape.Plain ? Radix(line) : [16], false)
            : IsCounted(lines, first) ? new(OffsetEnd(line) == OdOffset - 1 ? DumpShape.Plain : DumpShape.View, [16], false)
            : null;
    }

    /// <summary>Where the digits of an offset end; 0 where the line does not begin with one.</summary>
    public static int OffsetEnd(string line)
    {
        var end = 0;
        while (end < line.Length && (char.IsAsciiHexDigit(line[end]) || (end == 1 && line[end] == 'x' && line[0] == '0')))
        {
            end++;
        }

        return end is >= 3 and <= LongestOffset && (end == line.Length || line[end] is ' ' or '\t' or ':') ? end : 0;
    }

    private static DumpShape? ShapeOf(string line)
    {
        var end = OffsetEnd(line);
        var behind = line.AsSpan(end);
        var gap = behind.Length - behind.TrimStart(' ').Length;
        var body = behind.TrimStart([':', ' ', '\t']);
        if (end == 0 || body is not [var high, var low, ..] || !char.IsAsciiHexDigit(high) || !char.IsAsciiHexDigit(low))
        {
            return null;
        }

        // Bytes are pairs of digits: an odd number of them is an offset, an even one needs another sign of a dump.
        var (isOdd, isPair) = (end % 2 != 0, body.Length == 2 || body[2] == ' ');
        return behind is [':', ' ' or '\t', ..] ? DumpShape.Colon
            : gap == 2 && !isOdd && (isPair || behind.Contains('|')) ? DumpShape.Canonical
            : gap == 3 && isPair ? DumpShape.Console
            : isOdd && gap > 0 ? (gap == 1 && isPair && IsView(line, end) ? DumpShape.View : DumpShape.Plain)
            : null;
    }

    /// <summary>od has seven digits and never a second blank in the middle of a line, which views have.</summary>
    private static bool IsView(string line, int end) =>
        end != OdOffset || (line.Length > end + HalfLine && line.AsSpan(end + HalfLine).StartsWith("  ") && !line.Contains('>'));

    /// <summary>hexdump counts in hexadecimal digits, od in octal ones, or decimal ones with <c>-A d</c>; hexdump has no pairs.</summary>
    private static int[] Radix(string line) =>
        OffsetEnd(line) != OdOffset ? [16]
            : line.AsSpan(OdOffset).TrimStart(' ') is [_, _, ' ', ..] or [_, _] ? [8, 10]
            : [16, 8, 10];

    /// <summary>
    /// Even digits and one blank (Format-Hex, <c>od -A x</c>) are offsets where the second line's counts the bytes of the first.
    /// </summary>
    private static bool IsCounted(string[] lines, int first)
    {
        var (line, second) = (lines[first].Trim(), lines.Skip(first + 1).FirstOrDefault(l => !string.IsNullOrWhiteSpace(l))?.Trim());
        var end = OffsetEnd(line);
        if (second is null || end < 4 || OffsetEnd(second) != end || line.AsSpan(0, end).ContainsAnyExcept('0')
            || !long.TryParse(second.AsSpan(0, end), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var count))
        {
            return false;
        }

        var groups = line[end..].TrimStart().Split(' ').TakeWhile(group => group.Length > 0 && group.All(char.IsAsciiHexDigit));
        var bytes = groups.Take(16).Sum(group => group.Length) / 2;
        return count > 0 && (count == bytes || (second.Length == end && count <= bytes));
    }
}
