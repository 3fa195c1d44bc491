using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;

namespace NvdimmPS.Cli;

/// <summary>
/// Escapes in JSON what cannot be shown, so that a document on a terminal is harmless and loses nothing. Not made for HTML: the
/// units' letters and what an operator named a thing stay readable.
/// </summary>
internal sealed class PrintableEncoder : JavaScriptEncoder
{
    private static readonly JavaScriptEncoder Usual = UnsafeRelaxedJsonEscaping;

    public override int MaxOutputCharactersPerInputCharacter => Math.Max(Usual.MaxOutputCharactersPerInputCharacter, 2 * "\\u0000".Length);

    public override bool WillEncode(int unicodeScalar) => Usual.WillEncode(unicodeScalar) || !Printable.IsShown(new Rune(unicodeScalar));

    public override unsafe int FindFirstCharacterToEncode(char* text, int textLength)
    {
        var rest = new ReadOnlySpan<char>(text, textLength);
        for (var i = 0; i < textLength;)
        {
            if (Rune.DecodeFromUtf16(rest[i..], out var rune, out var length) != OperationStatus.Done || WillEncode(rune.Value))
            {
                return i;
            }

            i += length;
        }

        return -1;
    }

    public override unsafe bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        if (Usual.WillEncode(unicodeScalar))
        {
            return Usual.TryEncodeUnicodeScalar(unicodeScalar, buffer, bufferLength, out numberOfCharactersWritten);
        }

        var escaped =
            string.Concat(new Rune(unicodeScalar).ToString().Select(c => "\\u" + ((int)c).ToString("X4", CultureInfo.InvariantCulture)));
        numberOfCharactersWritten = escaped.Length <= bufferLength ? escaped.Length : 0;
        return escaped.AsSpan().TryCopyTo(new Span<char>(buffer, bufferLength));
    }
}
