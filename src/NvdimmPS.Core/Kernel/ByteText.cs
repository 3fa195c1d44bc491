using System.Buffers;
using System.Globalization;
using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>Bytes that ought to be text: UTF-8 that can be shown stays, each other byte is written <c>\xNN</c>.</summary>
internal static class ByteText
{
    public static string Escape(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var isWhole = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done;
            if (isWhole && Printable.IsShown(rune))
            {
                text.Append(rune.ToString());
            }
            else
            {
                foreach (var value in bytes[..length])
                {
                    text.Append(CultureInfo.InvariantCulture, $"\\x{value:x2}");
                }
            }

            bytes = bytes[length..];
        }

        return text.ToString();
    }
}
