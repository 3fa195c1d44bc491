using System.Globalization;

namespace NvdimmPS.Dsm;

/// <summary>Puts a dump with offsets together again: each line where its offset says, words with their bytes in order.</summary>
internal sealed class DumpReader
{
    private const int Width = 16;

    private readonly DumpForm _form;
    private readonly int _radix;
    private readonly bool _isSwapped;
    private readonly List<byte> _bytes = [];
    private byte[] _last = [];
    private int _widest;
    private bool _isOver;

    private DumpReader(DumpForm form, int radix, bool isSwapped) => (_form, _radix, _isSwapped) = (form, radix, isSwapped);

    /// <summary>Reads a dump in each way in which it may be meant. There must be one that fits, or all must give the same bytes.</summary>
    public static byte[] Read(string[] lines, DumpForm form)
    {
        NvdimmException? refusal = null;
        var found = new List<DumpReader>();
        bool[] orders = form.IsKernel || form.Shape == DumpShape.Plain ? [true] : form.Shape == DumpShape.Colon ? [false, true] : [false];
        foreach (var way in from radix in form.Radices from isSwapped in orders select new DumpReader(form, radix, isSwapped))
        {
            try
            {
                way.ReadLines(lines);
                found.Add(way);
            }
            catch (NvdimmException e)
            {
                refusal ??= e;
            }
        }

        if (found.Count == 0)
        {
            throw refusal!;
        }

        // By itself xxd makes groups of two bytes, in their order.
        var one = found[0]._bytes;
        return found.TrueForAll(way => way._bytes.SequenceEqual(one)) || (form.Shape == DumpShape.Colon && found[0]._widest == 2) ? [.. one]
            : throw (form.Shape == DumpShape.Colon ? CodecErrors.UnknownByteOrder() : CodecErrors.UnknownOffsets());
    }

    private void ReadLines(string[] lines)
    {
        var skipped = false;
        for (var i = 0; i < lines.Length; i++)
        {
            var line = lines[i].Trim();
            if (line.Length == 0 || line == "*")
            {
                skipped |= line == "*";
                continue;
            }

            var end = DumpForm.OffsetEnd(line);
            if (end == 0 || _isOver)
            {
                throw CodecErrors.BadDump(i + 1, _isOver
                    ? "it stands behind the line that is the dump's length"
                    : "it does not begin with an offset, and so is no line of the dump");
            }

            var offset = Offset(line[..end], i + 1);
            if (skipped)
            {
                Fill(offset, i + 1);
                skipped = false;
            }

            ReadLine(line, end, offset, i + 1);
        }

        if (_widest > 1 && _form.Shape == DumpShape.Plain && !_isOver)
        {
            throw CodecErrors.BadDump(lines.Length,
                "the last line of hexdump and od, which is the length, is missing: the last word may be half of one");
        }
    }

    private void ReadLine(string line, int end, long offset, int number)
    {
        var body = line[end..];
        _isOver = body.Trim(' ', ':').Length == 0;
        if (_isOver && _form.Shape == DumpShape.Plain && offset < _bytes.Count && offset > _bytes.Count - _widest)
        {
            Cut((int)offset, number);
        }

        if (offset != _bytes.Count)
        {
            throw CodecErrors.BadDump(number, offset == 0
                ? "a second dump begins there: give one at a time"
                : $"its offset is not 0x{_bytes.Count:x}, which belongs there: lines are missing or in another order");
        }

        if (!_isOver)
        {
            _last = DumpBody.Read(_form.Shape, body, _isSwapped, number, out var widest);
            _widest = Math.Max(_widest, widest);
            _bytes.AddRange(_last);
        }
    }

    /// <summary>hexdump and od fill the last word up with zeros.</summary>
    private void Cut(int length, int number)
    {
        if (_bytes.Skip(length).Any(b => b != 0))
        {
            throw CodecErrors.BadDump(number, "the length that it says ends within a word that is not filled up with zeros");
        }

        _bytes.RemoveRange(length, _bytes.Count - length);
    }

    private long Offset(string digits, int line)
    {
        digits = digits.StartsWith("0x", StringComparison.Ordinal) ? digits[2..] : digits;
        var isNumber = _radix == 16
            ? long.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var offset)
            : long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out offset);
        if (_radix == 8 && isNumber)
        {
            isNumber = digits.All(c => c is >= '0' and <= '7');
            offset = digits.Aggregate(0L, (sum, c) => sum * 8 + (c - '0'));
        }

        return isNumber ? offset : throw CodecErrors.BadDump(line, "its offset is no number that the others count in");
    }

    /// <summary>
    /// A star: of hexdump and od the line before again and again, of xxd more zeros after a line of them, and of this product's own
    /// zeros.
    /// </summary>
    private void Fill(long offset, int line)
    {
        var isZeros = _form.Shape is DumpShape.Colon or DumpShape.Console;
        if (_bytes.Count == 0 || offset < _bytes.Count || offset > Abi.NdCommands.MaxLength
            || (isZeros ? _form.Shape == DumpShape.Colon && _last.AsSpan().ContainsAnyExcept((byte)0) : _last.Length != Width))
        {
            throw CodecErrors.BadDump(line, $"the star before it cannot lead to offset 0x{offset:x}");
        }

        while (_bytes.Count < offset)
        {
            _bytes.Add(isZeros ? (byte)0 : _bytes[^Width]);
        }
    }
}
