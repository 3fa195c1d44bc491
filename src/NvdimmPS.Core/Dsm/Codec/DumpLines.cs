using NvdimmPS.Abi;

namespace NvdimmPS.Dsm;

/// <summary>
/// Puts together what came line by line. A line with offset zero begins a dump, and the lines behind it with other offsets, stars and
/// blanks belong to it; so do the lines of a list of C, up to its brace. Every other text is one of its own.
/// </summary>
internal sealed class DumpLines
{
    private readonly List<string> _lines = [];
    private int _length;
    private bool _hasOpened, _hasClosed; // a brace

    /// <summary>Takes the next text.</summary>
    /// <returns>What ended before it; null where nothing did.</returns>
    public string? Add(string text)
    {
        var ended = _lines.Count > 0 && !Belongs(text) ? End() : null;
        _lines.Add(text);
        _length += text.Length;
        _hasOpened |= text.Contains('{');
        _hasClosed |= text.Contains('}');
        return ended;
    }

    /// <summary>What is there, at the end; null where nothing is.</summary>
    public string? End()
    {
        var text = _lines.Count > 0 ? string.Join('\n', _lines) : null;
        _lines.Clear();
        (_length, _hasOpened, _hasClosed) = (0, false, false);
        return text;
    }

    private bool Belongs(string text) => !_lines[0].Contains('\n') && !text.Contains('\n') && _length + text.Length <= NdCommands.MaxLength
        && (IsOfDump(text) || IsOfList(text));

    private bool IsOfDump(string text)
    {
        // The form of some dumps shows in their second line.
        string[] lines = [_lines[0], _lines.Count > 1 ? _lines[1] : text, text];
        var isKernel = KernelLog.Strip(lines);
        var (first, next) = (lines[0].Trim(), lines[^1].Trim());
        var (zero, end) = (DumpForm.OffsetEnd(first), DumpForm.OffsetEnd(next));
        return zero > 0 && !HasOffset(first, zero) && DumpForm.Find(lines, 0, isKernel) is not null
            && (end > 0 ? end == zero && HasOffset(next, end) : next is "" or "*");
    }

    private static bool HasOffset(string line, int end) => line.AsSpan(0, end).ContainsAnyExcept('0', 'x');

    /// <summary>Up to the brace, and behind it the line in which <c>xxd -i</c> counts the bytes.</summary>
    private bool IsOfList(string text) => _hasOpened && (!_hasClosed || text.Contains("_len", StringComparison.Ordinal));
}
