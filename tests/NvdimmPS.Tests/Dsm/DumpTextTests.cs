using NvdimmPS.Cli;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Bytes in the texts of other tools: what xxd, hexdump and strace print, and what this product prints.</summary>
public sealed class DumpTextTests
{
    private static readonly byte[] Sample = [.. Enumerable.Range(0, 40).Select(i => (byte)(i * 7))];

    [Theory]
    [InlineData("00000000 02 08 01", "00000000020801")]
    [InlineData("0x01,0x02, 0xff", "0102ff")]
    [InlineData("0000 0011", "00000011")]
    [InlineData("aa:bb-cc\n dd", "aabbccdd")]
    [InlineData("00000000: 6162 6364 6566                           abcdef\n", "616263646566")]
    [InlineData("00000000: 0001 0203 0405 0607 0809 0a0b 0c0d 0e0f  ................\n00000010: 1011  ..", "000102030405060708090a0b0c0d0e0f1011")]
    [InlineData("00000000  ab cd 00                                          |abc|\n00000003\n", "abcd00")]
    [InlineData("00000000  01 02 03 04 05 06 07 08  01 02 03 04 05 06 07 08  |........|\n*\n00000030  09  |.|\n00000031",
        "010203040506070801020304050607080102030405060708010203040506070801020304050607080102030405060708" + "09")]
    [InlineData("read(3, \"\\x00\\x01a\\n\\\\\\\"\", 6)", "0001610a5c22")]
    [InlineData("\\x41\\0\\377", "4100ff")]
    public void It_is_read(string text, string expected) => Assert.Equal(expected, HexText.Format(DumpText.Read(text)));

    [Fact]
    public void What_the_views_print_is_read_back()
    {
        foreach (var length in new[] { 1, 15, 16, 17, 40, 5000 })
        {
            byte[] bytes = [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))];
            Assert.Equal(bytes, DumpText.Read(Shell.Output.HexDump.Text(bytes)));
        }
    }

    [Fact]
    public void What_the_console_prints_is_read_back()
    {
        byte[] bytes = [.. Sample, .. new byte[100], 1];
        using var text = new StringWriter();
        HexDump.Write(text, "Reply", bytes, [(4, "Abc")]);
        Assert.Equal(bytes, DumpText.Read(text.ToString()[text.ToString().IndexOf('\n', StringComparison.Ordinal)..]));
    }

    [Theory]
    [InlineData("", "line 1", "no bytes")]
    [InlineData(" \n ", "line 1", "no bytes")]
    [InlineData("0g", "line 1", "position 2")]
    [InlineData("012", "line 1", "odd number")]
    [InlineData("00000000: 0001 02  ...\n00000010: 03  .", "line 2", "0x10 where 0x3 belongs")]
    [InlineData("00000000: 0001  ..\nsomething", "line 2", "offset")]
    [InlineData("00000000  00 01  |..|\n*\n00000040  01  |.|", "line 3", "star")]
    [InlineData("\\x1", "line 1", "escape")]
    [InlineData("\\x00\\q", "line 1", "escape")]
    [InlineData("\\x00\\", "line 1", "escape")]
    [InlineData("\\x00\\777", "line 1", "more than a byte")]
    [InlineData("00000000: 00\n*\nffffffff: 01", "line 3", "star")]
    public void Anything_else_is_refused_with_its_line(string text, string line, string why)
    {
        var error = Assert.Throws<NvdimmException>(() => DumpText.Read(text));
        Assert.Equal("Nvdimm.Decode.Text", error.ErrorId);
        Assert.Contains(line, error.Message, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_texts_are_read_or_refused()
    {
        const string letters = "0123456789abcdefx\\ :|*\n\"-,";
        var random = new Random(4711);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => letters[random.Next(letters.Length)]));
            try
            {
                DumpText.Read(text);
            }
            catch (NvdimmException e)
            {
                Assert.NotNull(e.NextStep);
            }
        }
    }
}
