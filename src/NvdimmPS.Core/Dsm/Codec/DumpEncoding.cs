using System.Text;

namespace NvdimmPS.Dsm;

/// <summary>Tells texts from bare bytes, and takes away what editors, browsers and shells put into a text unseen.</summary>
internal static class DumpEncoding
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true, throwOnInvalidBytes: true);
    private static readonly Encoding[] Marked = [Utf8,
        new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        new UnicodeEncoding(bigEndian: true, byteOrderMark: true, throwOnInvalidBytes: true)];

    /// <summary>The text that the bytes are; null where they are none. Windows PowerShell redirects as UTF-16 with a mark.</summary>
    /// <exception cref="NvdimmException">It may be UTF-16, but nothing says so.</exception>
    public static string? TextOf(byte[] bytes)
    {
        if (bytes.Length == 0)
        {
            return null;
        }

        if (IsUnmarkedUtf16(bytes))
        {
            throw CodecErrors.NoEncodingMark();
        }

        try
        {
            var marked = Array.Find(Marked, encoding => bytes.AsSpan().StartsWith(encoding.Preamble));
            var text = marked is null ? Utf8.GetString(bytes) : marked.GetString(bytes.AsSpan(marked.Preamble.Length));
            return text.Any(c => char.IsControl(c) && c is not ('\t' or '\n' or '\r' or '\f')) ? null : text;
        }
        catch (ArgumentException)
        {
            return null; // bytes of no such encoding
        }
    }

    /// <summary>
    /// Blanks of whatever width become blanks, and signs without width nothing: web pages and mail programs put them there.
    /// </summary>
    public static string Plain(string text)
    {
        text = text.ReplaceLineEndings("\n");
        return text.All(char.IsAscii) ? text : string.Concat(text
            .Where(c => c is not ('\uFEFF' or '\u2060' or (>= '\u200B' and <= '\u200F')))
            .Select(c => char.IsWhiteSpace(c) && c is not ('\n' or '\t') ? ' ' : c));
    }

    private static bool IsUnmarkedUtf16(byte[] bytes) =>
        bytes.Length >= 8 && bytes.Length % 2 == 0 && (IsEverySecond(bytes, 0) || IsEverySecond(bytes, 1));

    /// <summary>A letter and a zero, over and over.</summary>
    private static bool IsEverySecond(byte[] bytes, int zero)
    {
        for (var i = 0; i < bytes.Length; i++)
        {
            if (i % 2 == zero ? bytes[i] != 0 : bytes[i] is not (>= (byte)' ' and <= (byte)'~' or (byte)'\r' or (byte)'\n' or (byte)'\t'))
            {
                return false;
            }
        }

        return true;
    }
}
