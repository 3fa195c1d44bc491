using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace NvdimmPS.Kernel;

/// <summary>
/// An encrypted key of 32 bytes in the form in which the kernel gives it out and takes it (Documentation/security/keys/
/// trusted-encrypted.rst): <c>enc32 user:nvdimm-master 32</c>, then in hexadecimal digits the initialisation vector, a zero byte, the
/// content by AES-256-CBC, and HMAC-SHA256 of all that. Both keys are hashes of the key that encrypts.
/// </summary>
internal static class EncryptedKey
{
    /// <summary>As long as every passphrase of a DIMM (NVDIMM_PASSPHRASE_LEN).</summary>
    public const int Length = 32;

    public const string Type = "encrypted", Format = "enc32";

    private const int VectorLength = 16, HashLength = 32, BlobLength = VectorLength + 1 + Length + HashLength;

    /// <summary>The text with which the kernel makes one of random content.</summary>
    public static byte[] New(string encryptedBy) => Encoding.ASCII.GetBytes($"new {Format} {encryptedBy} {Length}");

    /// <summary>The text with which it takes one that is there already.</summary>
    public static byte[] Load(string blob) => Encoding.ASCII.GetBytes("load " + blob);

    /// <summary>One of this content.</summary>
    /// <param name="encryptedBy">The key that encrypts, such as <c>user:nvdimm-master</c>.</param>
    /// <param name="kek">Its content.</param>
    /// <param name="content">32 bytes.</param>
    public static string Seal(string encryptedBy, ReadOnlySpan<byte> kek, ReadOnlySpan<byte> content)
    {
        var blob = new byte[BlobLength];
        RandomNumberGenerator.Fill(blob.AsSpan(0, VectorLength));
        using var aes = Cipher(kek);
        aes.EncryptCbc(content, blob.AsSpan(0, VectorLength), blob.AsSpan(VectorLength + 1, Length), PaddingMode.None);
        Sign(encryptedBy, kek, blob, blob.AsSpan(BlobLength - HashLength));
        return $"{Format} {encryptedBy} {Length} {Convert.ToHexString(blob).ToLowerInvariant()}";
    }

    /// <summary>Decrypts one; false where it is damaged, or encrypted by another key.</summary>
    public static bool Open(string text, ReadOnlySpan<byte> kek, Span<byte> content)
    {
        if (Parse(text) is not var (encryptedBy, blob))
        {
            return false;
        }

        Span<byte> hash = stackalloc byte[HashLength];
        Sign(encryptedBy, kek, blob, hash);
        if (!CryptographicOperations.FixedTimeEquals(hash, blob.AsSpan(BlobLength - HashLength)))
        {
            return false;
        }

        using var aes = Cipher(kek);
        aes.DecryptCbc(blob.AsSpan(VectorLength + 1, Length), blob.AsSpan(0, VectorLength), content, PaddingMode.None);
        return true;
    }

    /// <summary>Which key encrypts one; null where it is no such text.</summary>
    public static string? EncryptedBy(string text) => Parse(text)?.EncryptedBy;

    private static (string EncryptedBy, byte[] Blob)? Parse(string text) =>
        text.Split(' ') is [Format, var by, var length, { Length: 2 * BlobLength } hex]
            && int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number == Length
            && IsMaster(by) && hex.All(char.IsAsciiHexDigit)
            ? (by, Convert.FromHexString(hex))
            : null;

    /// <summary>A type and a name of printable ASCII without spaces, as the kernel splits it.</summary>
    public static bool IsMaster(string name) => name.Length < 256
        && (name.StartsWith("user:", StringComparison.Ordinal) || name.StartsWith("trusted:", StringComparison.Ordinal))
        && name.Length > name.IndexOf(':', StringComparison.Ordinal) + 1 && name.All(c => c is > ' ' and < '\x7f');

    private static Aes Cipher(ReadOnlySpan<byte> kek)
    {
        var aes = Aes.Create();
        var key = Derive("ENC_KEY\0"u8, kek);
        aes.Key = key;
        CryptographicOperations.ZeroMemory(key);
        return aes;
    }

    private static void Sign(string encryptedBy, ReadOnlySpan<byte> kek, ReadOnlySpan<byte> blob, Span<byte> hash)
    {
        var key = Derive("AUTH_KEY\0"u8, kek);
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        CryptographicOperations.ZeroMemory(key);
        hmac.AppendData(Encoding.ASCII.GetBytes($"{Format}\0{encryptedBy}\0{Length}\0"));
        hmac.AppendData(blob[..(BlobLength - HashLength)]);
        hmac.GetHashAndReset(hash);
    }

    /// <summary>Nine bytes and the key, or 32 where that is more; what is free is zero.</summary>
    private static byte[] Derive(ReadOnlySpan<byte> purpose, ReadOnlySpan<byte> kek)
    {
        var buffer = new byte[Math.Max("AUTH_KEY\0".Length + kek.Length, HashLength)];
        purpose.CopyTo(buffer);
        kek.CopyTo(buffer.AsSpan(purpose.Length));
        var hash = SHA256.HashData(buffer); // The runtime's wipes what it hashed, and the key needs it for the rest anyhow.
        CryptographicOperations.ZeroMemory(buffer);
        return hash;
    }
}
