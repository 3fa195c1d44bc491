using System.Globalization;
using System.Text;

namespace NvdimmPS.Shell.Output;

/// <summary>Bytes for people: 16 a line, offset, hexadecimal, ASCII.</summary>
public static class HexDump
{
    private const int Width = 16;

    /// <summary>The lines, or one that says there are no bytes.</summary>
    public static string[] Lines(byte[]? bytes)
    {
        if (bytes is null or { Length: 0 })
        {
            return ["(no bytes)"];
        }

        // An odd number of digits cannot be taken for bytes, so that a dump that is pasted somewhere can be read back.
        var digits = Math.Max(3, (bytes.Length - 1).ToString("x", CultureInfo.InvariantCulture).Length | 1);
        var lines = new string[(bytes.Length + Width - 1) / Width];
        for (var i = 0; i < lines.Length; i++)
        {
            lines[i] = Line(bytes, i * Width, $"x{digits}");
        }

        return lines;
    }

    /// <summary>All lines as one text.</summary>
    public static string Text(byte[]? bytes) => string.Join('\n', Lines(bytes));

    private static string Line(byte[] bytes, int start, string offset)
    {
        var line = new StringBuilder(80).Append(start.ToString(offset, CultureInfo.InvariantCulture));
        var end = Math.Min(start + Width, bytes.Length);
        for (var i = start; i < start + Width; i++)
        {
            line.Append(i == start + (Width / 2) ? "  " : " ")
                .Append(i < end ? bytes[i].ToString("x2", CultureInfo.InvariantCulture) : "  ");
        }

        line.Append(' ');
        for (var i = start; i < end; i++)
        {
            line.Append(bytes[i] is >= 0x20 and < 0x7f ? (char)bytes[i] : '.');
        }

        return line.ToString();
    }
}
