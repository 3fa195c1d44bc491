using System.Security.Cryptography;
using System.Text;

namespace NvdimmPS.Tests;

/// <summary>The hash that needs no OpenSSL is the one that everybody else makes.</summary>
public sealed class Sha256Tests
{
    /// <summary>FIPS 180-4's examples (NIST, "Examples with Intermediate Values", SHA256), and the empty message of its test vectors.</summary>
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void Published_examples(string message, string hash) =>
        Assert.Equal(hash, Convert.ToHexString(Sha256.Hash(Encoding.ASCII.GetBytes(message))), ignoreCase: true);

    [Fact]
    public void A_million_letters() => Assert.Equal("cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0",
        Convert.ToHexString(Sha256.Hash(Encoding.ASCII.GetBytes(new string('a', 1_000_000)))), ignoreCase: true);

    /// <summary>Each length around the ends of blocks, in one piece and in two.</summary>
    [Fact]
    public void The_same_as_the_runtimes()
    {
        var bytes = new byte[300];
        new Random(1804).NextBytes(bytes);
        for (var length = 0; length <= bytes.Length; length++)
        {
            var message = bytes.AsSpan(0, length);
            Assert.Equal(SHA256.HashData(message), Sha256.Hash(message));
            var pieces = new Sha256();
            pieces.Append(message[..(length / 3)]);
            Assert.Equal(SHA256.HashData(message[..(length / 3)]), pieces.Current());
            pieces.Append(message[(length / 3)..]);
            Assert.Equal(SHA256.HashData(message), pieces.Current());
        }
    }
}
