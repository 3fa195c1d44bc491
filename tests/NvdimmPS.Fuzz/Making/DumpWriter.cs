using System.Globalization;
using System.Text;

namespace NvdimmPS.Fuzz.Making;

/// <summary>Bytes as other tools print them, and as the product itself does.</summary>
internal static class DumpWriter
{
    private const int Width = 16;

    /// <summary>Writes bytes; of a form with offsets each line says where it belongs.</summary>
    public delegate string Form(Dice dice, byte[] bytes);

    /// <summary>Forms in which each line begins with its offset.</summary>
    public static IReadOnlyList<Form> WithOffsets { get; } = [Xxd, HexdumpC, View, Console];

    /// <summary>Forms of words, of which one with a line less may be another whole dump: hexdump and od differ in their offsets alone.</summary>
    public static IReadOnlyList<Form> OfWords { get; } = [Hexdump, Od, Kernel];

    public static IReadOnlyList<Form> Every { get; } = [.. WithOffsets, .. OfWords, Digits, Array, CArray, StraceHex, Strace, Escapes];

    /// <summary>xxd(1), with groups and columns as -g and -c have them, and -a for zeros.</summary>
    private static string Xxd(Dice dice, byte[] bytes)
    {
        var (group, columns, skips) = (dice.Of(2, 1, 4, 0, 8), dice.OneIn(4) ? dice.Between(1, 40) : Width, dice.OneIn(4));
        var format = dice.OneIn(4) ? "X2" : "x2";
        var blanks = 2 * columns + (group == 0 ? 0 : (columns - 1) / group);
        return Lines(bytes, columns, skips,
            (line, previous) => previous is not null && !line.AsSpan().ContainsAnyExcept((byte)0)
            && !previous.AsSpan().ContainsAnyExcept((byte)0), (offset, line) =>
        {
            var hex = new StringBuilder();
            for (var i = 0; i < line.Length; i++)
            {
                hex.Append(group > 0 && i > 0 && i % group == 0 ? " " : "").Append(line[i].ToString(format, CultureInfo.InvariantCulture));
            }

            return $"{offset:x8}: {hex.ToString().PadRight(blanks)}  {Ascii(line)}";
        });
    }

    /// <summary>hexdump(1) -C.</summary>
    private static string HexdumpC(Dice dice, byte[] bytes) =>
        Lines(bytes, Width, true, (line, previous) => previous is not null && line.AsSpan().SequenceEqual(previous), (offset, line) =>
    {
        var hex = new StringBuilder();
        for (var i = 0; i < Width; i++)
        {
            hex.Append(i == 8 ? "  " : " ").Append(i < line.Length ? line[i].ToString("x2", CultureInfo.InvariantCulture) : "  ");
        }

        return $"{offset:x8} {hex}  |{Ascii(line)}|";
    }) + $"{bytes.Length:x8}\n";

    /// <summary>hexdump(1) without an option.</summary>
    private static string Hexdump(Dice dice, byte[] bytes) => Words(dice, bytes, 2, offset => $"{offset:x7}");

    /// <summary>od(1) with words, or with bytes.</summary>
    private static string Od(Dice dice, byte[] bytes) =>
        Words(dice, bytes, dice.Of(1, 2, 4, 8), offset => Convert.ToString(offset, 8).PadLeft(7, '0'));

    private static string Words(Dice dice, byte[] bytes, int size, Func<int, string> at) =>
        Lines(bytes, Width, dice.OneIn(2), (line, previous) => previous is not null && line.AsSpan().SequenceEqual(previous), (offset, line) =>
        at(offset) + string.Concat(line.Chunk(size).Select(word => " " + Word(word, size)))) + at(bytes.Length) + "\n";

    /// <summary>print_hex_dump() of the kernel, as dmesg and journalctl show it.</summary>
    private static string Kernel(Dice dice, byte[] bytes)
    {
        var prefix = dice.Of("<7>", "[   12.345678] ", "Nov 29 08:41:37 node7 kernel: ", "") + dice.Of("nvdimm in  ", "cmd_call", "get_data");
        return Lines(bytes, Width, false, (_, _) => false, (offset, line) =>
        {
            // A line that is no whole number of words is printed in bytes.
            var size = line.Length % 4 == 0 ? 4 : 1;
            return $"{prefix}{offset:x8}: {string.Join(' ', line.Chunk(size).Select(word => Word(word, size))).PadRight(48)} {Ascii(line)}";
        });
    }

    private static string Word(byte[] bytes, int size) =>
        string.Concat(bytes.Concat(new byte[size - bytes.Length]).Reverse().Select(b => b.ToString("x2", CultureInfo.InvariantCulture)));

    private static string CArray(Dice dice, byte[] bytes) =>
        $"unsigned char a[{dice.Of("", bytes.Length.ToString(CultureInfo.InvariantCulture))}] = {{ /* {bytes.Length} */\n"
        + string.Join(dice.OneIn(2) ? ", " : ",\n  ", bytes.Select(b => $"0x{b:x}")) + "\n};\n";

    private static string View(Dice dice, byte[] bytes) => Shell.Output.HexDump.Text(bytes) + "\n";

    private static string Console(Dice dice, byte[] bytes)
    {
        using var text = new StringWriter { NewLine = "\n" };
        Cli.HexDump.Write(text,
            "Reply", bytes, [.. Enumerable.Range(0, dice.Below(6))
            .Select(i => (dice.Below(bytes.Length + 1), dice.Of("Status", "ValidFlags", "a b", "Abc")))]);
        return text.ToString()[(text.ToString().IndexOf('\n', StringComparison.Ordinal) + 1)..];
    }

    private static string Digits(Dice dice, byte[] bytes)
    {
        var separator = dice.Of("", " ", ":", "-", ", ", "_");
        return string.Join(separator, bytes.Select(b => b.ToString(dice.OneIn(5) ? "X2" : "x2", CultureInfo.InvariantCulture)));
    }

    private static string Array(Dice dice, byte[] bytes) =>
        string.Join(dice.OneIn(2) ? ", " : ",\n  ", bytes.Select(b => $"0x{b:x2}"));

    private static string StraceHex(Dice dice, byte[] bytes) =>
        $"ioctl(3, _IOC(_IOC_READ|_IOC_WRITE, 0x4e, 0xa, 0x40), \"{string.Concat(bytes.Select(b => $"\\x{b:x2}"))}\") = 0\n";

    /// <summary>strace(1) without -x: letters stand for themselves, and an octal number is as short as what follows lets it be.</summary>
    private static string Strace(Dice dice, byte[] bytes)
    {
        var text = new StringBuilder("read(3, \"");
        for (var i = 0; i < bytes.Length; i++)
        {
            var isDigitNext = i + 1 < bytes.Length && bytes[i + 1] is >= (byte)'0' and <= (byte)'7';
            _ = bytes[i] switch
            {
                (byte)'"' or (byte)'\\' => text.Append('\\').Append((char)bytes[i]),
                (byte)'\n' => text.Append("\\n"),
                (byte)'\t' => text.Append("\\t"),
                (byte)'\r' => text.Append("\\r"),
                11 => text.Append("\\v"),
                12 => text.Append("\\f"),
                >= 0x20 and < 0x7f => text.Append((char)bytes[i]),
                _ => text.Append('\\').Append(Convert.ToString(bytes[i], 8).PadLeft(isDigitNext ? 3 : 1, '0')),
            };
        }

        // One escape in hexadecimal says of the whole text what it is.
        return text.Append("\\x00\", ").Append(bytes.Length).Append(") = 0\n").ToString();
    }

    private static string Escapes(Dice dice, byte[] bytes) =>
        string.Concat(bytes.Select((b, i) => $"\\x{b:x2}{(i % Width == Width - 1 ? dice.Of("\n", "\r\n") : "")}"));

    private static string Lines(byte[] bytes, int width, bool skips, Func<byte[], byte[]?, bool> isSame, Func<int, byte[], string> write)
    {
        var text = new StringBuilder();
        var (previous, skipped) = ((byte[]?)null, false);
        for (var offset = 0; offset < bytes.Length; offset += width)
        {
            var line = bytes[offset..Math.Min(offset + width, bytes.Length)];
            var isLast = offset + width >= bytes.Length;
            if (skips && !isLast && line.Length == width && isSame(line, previous))
            {
                text.Append(skipped ? "" : "*\n");
                skipped = true;
                continue;
            }

            text.Append(write(offset, line)).Append('\n');
            (previous, skipped) = (line, false);
        }

        return text.ToString();
    }

    private static string Ascii(byte[] line) => string.Concat(line.Select(b => b is >= 0x20 and < 0x7f ? (char)b : '.'));
}
