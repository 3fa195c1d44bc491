using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace NvdimmPS.Cli;

/// <summary>
/// Escapes in JSON what cannot be shown, so that a document on a terminal is harmless and loses nothing. Not made for HTML: the
/// units' letters and what an operator named a thing stay readable. .NET's own encoders make a table of all characters when they are
/// first used, which takes longer than the document.
/// </summary>
internal sealed class PrintableEncoder : JavaScriptEncoder
{
    private const int LastOfPlane = 0xFFFF;

    public override int MaxOutputCharactersPerInputCharacter => 2 * "\\u0000".Length;

    public override bool WillEncode(int unicodeScalar) => unicodeScalar switch
    {
        '"' or '\\' => true,
        >= ' ' and <= '~' => false,
        > LastOfPlane => true,
        _ => !Printable.IsShown(new Rune(unicodeScalar))
            || CharUnicodeInfo.GetUnicodeCategory(unicodeScalar) == UnicodeCategory.SpaceSeparator,
    };

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var all = new ReadOnlySpan<char>(text, textLength);
        if (!all.ContainsAnyExceptInRange(' ', '~'))
        {
            return all.IndexOfAny('"', '\\');
        }

        for (var i = 0; i < textLength;)
        {
            if (Rune.DecodeFromUtf16(all[i..], out var rune, out var length) != OperationStatus.Done || WillEncode(rune.Value))
            {
                return i;
            }

            i += length;
        }

        return -1;
    }

    public override int FindFirstCharacterToEncodeUtf8(ReadOnlySpan<byte> utf8Text) =>
        utf8Text.ContainsAnyExceptInRange((byte)' ', (byte)'~') ? base.FindFirstCharacterToEncodeUtf8(utf8Text)
            : utf8Text.IndexOfAny((byte)'"', (byte)'\\');

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        Span<char> units = stackalloc char[2];
        var count = new Rune(unicodeScalar).EncodeToUtf16(units);
        var text = new Span<char>(buffer, bufferLength);
        var letter = Letter(unicodeScalar);
        numberOfCharactersWritten = letter == 0 ? count * "\\u0000".Length : "\\n".Length;
        if (numberOfCharactersWritten > bufferLength)
        {
            numberOfCharactersWritten = 0;
            return false;
        }

        if (letter != 0)
        {
            (text[0], text[1]) = ('\\', letter);
            return true;
        }

        foreach (var unit in units[..count])
        {
            (text[0], text[1]) = ('\\', 'u');
            _ = ((int)unit).TryFormat(text[2..], out _, "X4", CultureInfo.InvariantCulture);
            text = text["\\u0000".Length..];
        }

        return true;
    }

    /// <summary>What stands behind the backslash where one letter is enough; 0 elsewhere.</summary>
    private static char Letter(int unicodeScalar) => unicodeScalar switch
    {
        '"' => '"',
        '\\' => '\\',
        '\b' => 'b',
        '\f' => 'f',
        '\n' => 'n',
        '\r' => 'r',
        '\t' => 't',
        _ => '\0',
    };
}
