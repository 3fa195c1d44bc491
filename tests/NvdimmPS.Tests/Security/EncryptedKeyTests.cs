using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Security;

/// <summary>Encrypted keys as the kernel makes them and takes them. The text below was
/// worked out by OpenSSL, taken by Linux 6.1 and given out again ("keyctl pipe").</summary>
public class EncryptedKeyTests
{
    private static readonly byte[] Kek = [.. "0123456789abcdef0123456789abcdef"u8];

    private const string OfTheKernel = "enc32 user:golden-kek 32 000102030405060708090a0b0c0d0e0f00ffe8d0b29bef6c580cba3bb52d64dbef29be6228b2811ca33f7430b772199f7a95a9d9ea4f37bfff89790d278a69b223c385d12fd2561b1ebeea13a022f8dddc";

    [Fact]
    public void The_kernels_own_is_opened()
    {
        var content = new byte[EncryptedKey.Length];
        Assert.True(EncryptedKey.Open(OfTheKernel, Kek, content));
        Assert.Equal([.. "golden passphrase"u8, .. new byte[15]], content);
        Assert.Equal("user:golden-kek", EncryptedKey.EncryptedBy(OfTheKernel));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(24)]
    [InlineData(32)]
    [InlineData(200)]
    public void What_is_sealed_is_opened_by_the_same_key_alone(int length)
    {
        var (kek, content, opened) = (new byte[length], Enumerable.Range(0, 32).Select(i => (byte)i).ToArray(), new byte[32]);
        Random.Shared.NextBytes(kek);
        var text = EncryptedKey.Seal("user:k", kek, content);
        Assert.True(EncryptedKey.Open(text, kek, opened));
        Assert.Equal(content, opened);
        kek[^1] ^= 1;
        Assert.False(EncryptedKey.Open(text, kek, opened));
    }

    [Fact]
    public void Every_digit_counts()
    {
        for (var at = OfTheKernel.LastIndexOf(' ') + 1; at < OfTheKernel.Length; at += 7)
        {
            var other = OfTheKernel[at] == '0' ? '1' : '0';
            Assert.False(EncryptedKey.Open($"{OfTheKernel[..at]}{other}{OfTheKernel[(at + 1)..]}", Kek, new byte[32]), $"at {at}");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("enc32 user:golden-kek 32 00")]
    [InlineData("default user:golden-kek 32 00")]
    [InlineData("enc32 user: 32 00")]
    [InlineData("enc32 logon:x 32 00")]
    public void What_is_no_such_text_is_not_opened(string text)
    {
        Assert.Null(EncryptedKey.EncryptedBy(text));
        Assert.False(EncryptedKey.Open(text, Kek, new byte[32]));
    }
}
