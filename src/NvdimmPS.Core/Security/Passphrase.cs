using System.Runtime.InteropServices;
using System.Security;
using System.Security.Cryptography;
using NvdimmPS.Kernel;

namespace NvdimmPS.Security;

/// <summary>
/// A passphrase as a DIMM takes it: 32 bytes, zeros after the text, as firmware and the platform's setup have it too. It stands in one
/// place of memory, which is zeroed when it is disposed of, and shows nowhere.
/// </summary>
public sealed class Passphrase : IDisposable
{
    private readonly byte[] _bytes = GC.AllocateArray<byte>(EncryptedKey.Length, pinned: true);

    private Passphrase()
    {
    }

    /// <summary>As many characters it may have.</summary>
    public static int MostCharacters => EncryptedKey.Length;

    internal ReadOnlySpan<byte> Span => _bytes;

    /// <summary>The passphrase that a person typed.</summary>
    /// <exception cref="NvdimmException">It is empty, too long, or has other characters than those of ASCII.</exception>
    public static Passphrase From(SecureString text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length is 0 or > EncryptedKey.Length)
        {
            throw text.Length == 0 ? SecurityErrors.Empty() : SecurityErrors.TooLong();
        }

        var made = new Passphrase();
        var plain = Marshal.SecureStringToGlobalAllocUnicode(text);
        try
        {
            for (var i = 0; i < text.Length; i++)
            {
                var character = (ushort)Marshal.ReadInt16(plain, i * sizeof(char));
                if (character is < ' ' or > '~')
                {
                    made.Dispose();
                    throw SecurityErrors.NotAscii();
                }

                made._bytes[i] = (byte)character;
            }
        }
        finally
        {
            Marshal.ZeroFreeGlobalAllocUnicode(plain);
        }

        return made;
    }

    /// <inheritdoc/>
    public void Dispose() => CryptographicOperations.ZeroMemory(_bytes);

    /// <inheritdoc/>
    public override string ToString() => "(hidden)";
}
