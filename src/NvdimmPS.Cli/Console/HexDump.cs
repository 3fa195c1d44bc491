using System.Globalization;
using System.Text;

namespace NvdimmPS.Cli;

/// <summary>Bytes as offset, hexadecimal digits and ASCII, 16 a line, with the names of the fields that begin in the line.</summary>
internal static class HexDump
{
    private const int Width = 16;

    public static void Write(TextWriter output, string title, ReadOnlySpan<byte> bytes, IReadOnlyList<(int Offset, string Name)> fields)
    {
        output.WriteLine($"{title}, {Plural.Of(bytes.Length, "byte")}");
        var skipped = false;
        for (var offset = 0; offset < bytes.Length; offset += Width)
        {
            var end = Math.Min(offset + Width, bytes.Length);
            var line = bytes[offset..end];
            string[] names = [.. fields.Where(f => f.Offset >= offset && f.Offset < end).Select(f => f.Name)];

            // As hexdump(1) does: a run of lines of zeros is one star.
            var zeros = offset > 0 && names.Length == 0 && end < bytes.Length && !line.ContainsAnyExcept((byte)0);
            if (!zeros)
            {
                output.WriteLine(Line(offset, line, names));
            }
            else if (!skipped)
            {
                output.WriteLine("*");
            }

            skipped = zeros;
        }
    }

    private static string Line(int offset, ReadOnlySpan<byte> line, string[] names)
    {
        var text = new StringBuilder(120).Append(CultureInfo.InvariantCulture, $"{offset:x4} ");
        for (var i = 0; i < Width; i++)
        {
            text.Append(i % 8 == 0 ? "  " : " ").Append(i < line.Length ? line[i].ToString("x2", CultureInfo.InvariantCulture) : "  ");
        }

        text.Append("  ");
        foreach (var b in line)
        {
            text.Append(b is >= 0x20 and < 0x7F ? (char)b : '.');
        }

        return text.Append(' ', Width - line.Length).Append("  ").AppendJoin(' ', names).ToString().TrimEnd();
    }
}
