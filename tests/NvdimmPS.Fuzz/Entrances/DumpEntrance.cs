using NvdimmPS.Dsm;
using NvdimmPS.Fuzz.Making;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Reads the text of a dump.</summary>
internal delegate byte[] DumpReader(string text);

/// <summary>
/// Dumps: what a tool prints of bytes is read as these bytes. Where lines are missing, doubled or in another order it is refused,
/// and so is any other text that is none.
/// </summary>
internal sealed class DumpEntrance(DumpReader? read = null) : Entrance("dumps", "bytes in the texts of other tools, whole and damaged")
{
    // A star stands for what it does not show, up to the kernel's limit, and a list grows by doubling.
    private const long Most = 40 << 20;

    private const string Letters = "0123456789abcdefABCDEFx\\ :|*\n\r\t\"'-,_.;\0é０";

    private readonly DumpReader _read = read ?? DumpText.Read;

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var bytes = Bytes(dice);
        switch (dice.Below(5))
        {
            case 0:
                Whole(current, bytes);
                break;
            case 1:
                LinesElsewhere(current, bytes);
                break;
            case 2:
                DigitMissing(current, bytes);
                break;
            case 3:
                Any(current, Damaged(dice, dice.Of(DumpWriter.Every)(dice, bytes)));
                break;
            default:
                Any(current, dice.Text(Letters, dice.Below(200)));
                break;
        }
    }

    /// <summary>Repetitions and zeros, of which dumps make stars, and letters, which may be taken for digits.</summary>
    private static byte[] Bytes(Dice dice)
    {
        var bytes = dice.Bytes(1 + dice.Below(dice.Of(8, 40, 300, 5000)));
        if (dice.OneIn(3))
        {
            Array.Fill(bytes, dice.Of<byte>(0, 0xFF, (byte)'a', (byte)'|', (byte)' ', (byte)'"'), dice.Below(bytes.Length), 0);
            bytes.AsSpan(dice.Below(bytes.Length)).Fill(dice.Of<byte>(0, 0xFF, (byte)'a', (byte)'|', (byte)' ', (byte)'"', (byte)'7'));
        }

        if (dice.OneIn(4))
        {
            bytes.AsSpan(dice.Below(bytes.Length)).Clear();
        }

        return bytes;
    }

    private void Whole(FuzzCase current, byte[] bytes)
    {
        var dice = current.Dice;
        var form = dice.Of(DumpWriter.Every);
        var text = form(dice, bytes);
        var expected = form.Method.Name == "Strace" ? [.. bytes, 0] : bytes;
        if (dice.OneIn(4))
        {
            text = dice.Of("\n\n", "  \r\n", "") + text.ReplaceLineEndings("\r\n") + dice.Of("", "\r\n", "  \n");
        }

        current.Throws(text, () => $"{form.Method.Name} of {Convert.ToHexStringLower(bytes)}:");
        var has = Product(current, Most, () => _read(text), out var refusal);
        if (refusal?.ErrorId == "Nvdimm.Decode.Ambiguous" && form.Method.Name is "Xxd" or "Hexdump" or "Od")
        {
            return; // words without a letter in their text, or a star that is of two lengths
        }

        Hold(has is not null, $"what {form.Method.Name} prints is refused: {refusal?.Message}");
        Hold(has.AsSpan().SequenceEqual(expected), $"what {form.Method.Name} prints is read as {Convert.ToHexStringLower(has!)}");
    }

    /// <summary>
    /// Without a line, with one twice, or with two of them exchanged; the last lines may be missing, which nobody can see.
    /// </summary>
    private void LinesElsewhere(FuzzCase current, byte[] bytes)
    {
        var dice = current.Dice;
        var form = dice.Of(DumpWriter.WithOffsets);
        var lines = form(dice, bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries).ToList();
        if (lines.Count < 3 || lines.Contains("*"))
        {
            return;
        }

        var (one, other) = (dice.Below(lines.Count), dice.Below(lines.Count));
        switch (dice.Below(3))
        {
            case 0:
                lines.RemoveAt(one);
                break;
            case 1:
                lines.Insert(other, lines[one]);
                break;
            default:
                (lines[one], lines[other]) = (lines[other], lines[one]);
                break;
        }

        var text = string.Join('\n', lines);
        current.Throws(text, () => $"{form.Method.Name}, lines elsewhere:");
        var has = Product(current, Most, () => _read(text), out _);
        Hold(has is null || bytes.AsSpan().StartsWith(has),
            $"lines of {form.Method.Name} are elsewhere, and it is read as {Convert.ToHexStringLower(has ?? [])}");
    }

    /// <summary>A digit that was lost between tool and reader is never a byte less.</summary>
    private void DigitMissing(FuzzCase current, byte[] bytes)
    {
        const int behindOffset = 11;
        var dice = current.Dice;
        var form = dice.Of([.. DumpWriter.WithOffsets, .. DumpWriter.OfWords]);
        var lines = form(dice, bytes).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var line = dice.Below(lines.Length);
        var at = Enumerable.Range(0, lines[line].Length).FirstOrDefault(i => i >= behindOffset && char.IsAsciiHexDigit(lines[line][i]));
        if (at == 0)
        {
            return;
        }

        lines[line] = lines[line].Remove(at, 1);
        var text = string.Join('\n', lines);
        current.Throws(text, () => $"{form.Method.Name}, a digit missing in line {line + 1}:");
        var has = Product(current, Most, () => _read(text), out _);
        Hold(has is null || has.Length == bytes.Length, $"a digit of {form.Method.Name} is missing, and {bytes.Length} bytes are read as {has?.Length}");
    }

    private void Any(FuzzCase current, string text)
    {
        current.Throws(text, () => "text:");
        var has = Product(current, Most, () => _read(text), out _);
        Hold(has is null || has.Length <= text.Length || text.Contains('*', StringComparison.Ordinal),
            $"{text.Length} characters are read as {has?.Length} bytes");
        Hold(has is null || has.Length <= (4 << 20) + text.Length, $"{text.Length} characters are read as {has?.Length} bytes");
    }

    private static string Damaged(Dice dice, string text)
    {
        for (var changes = dice.Between(1, 4); changes > 0; changes--)
        {
            var at = dice.Below(text.Length + 1);
            text = dice.Below(4) switch
            {
                0 => text.Insert(at, dice.Text(Letters, dice.Between(1, 20))),
                1 => text.Remove(at, dice.Below(Math.Min(20, text.Length - at) + 1)),
                2 => text.Insert(at, text[at..Math.Min(text.Length, at + dice.Below(100))]),
                _ => text.Insert(at,
                    dice.Of("\n*\n", "\n", "ffffffffffffffffffff\n", "\nffffffffffffffff: 00\n", "00000000", "\\", "\"", "\\x", "|", ":")),
            };
        }

        return text;
    }
}
