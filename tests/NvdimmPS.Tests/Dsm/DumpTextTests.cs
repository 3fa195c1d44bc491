using NvdimmPS.Cli;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Bytes in the texts of other tools: what xxd, hexdump and strace print, and what this product prints.</summary>
public sealed class DumpTextTests
{
    private static readonly string Dumps = Path.Combine(AppContext.BaseDirectory, "Golden", "dumps");
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

    public static TheoryData<string> ReadFiles => Files("read");

    public static TheoryData<string> RefusedFiles => Files("refused");

    [Theory]
    [MemberData(nameof(ReadFiles))]
    public void What_a_tool_prints_of_an_answer_is_that_answer(string name)
    {
        var bytes = DumpText.ReadFile(Path.Combine(Dumps, "read", name));
        Assert.Equal(File.ReadAllBytes(Path.Combine(Dumps, "the-bytes.bin")), bytes);
    }

    [Theory]
    [MemberData(nameof(RefusedFiles))]
    public void What_could_stand_for_other_bytes_is_refused(string name)
    {
        var error = Assert.Throws<NvdimmException>(() => DumpText.ReadFile(Path.Combine(Dumps, "refused", name)));
        Assert.Matches(@"^Nvdimm\.Decode\.(Text|Ambiguous|Encoding)$", error.ErrorId);
        Assert.NotNull(error.NextStep);
    }

    [Theory]
    [InlineData("words-without-text.txt", "Nvdimm.Decode.Ambiguous", "words")]
    [InlineData("od-words-without-offsets.txt", "Nvdimm.Decode.Ambiguous", "words")]
    [InlineData("c-words.txt", "Nvdimm.Decode.Ambiguous", "words")]
    [InlineData("star-of-two-lengths.txt", "Nvdimm.Decode.Ambiguous", "octal")]
    [InlineData("utf16-without-mark.txt", "Nvdimm.Decode.Encoding", "UTF-16")]
    [InlineData("two-dumps.txt", "Nvdimm.Decode.Text", "line 10: a second dump")]
    [InlineData("other-line.txt", "Nvdimm.Decode.Text", "line 3: it does not begin with an offset")]
    [InlineData("line-missing.txt", "Nvdimm.Decode.Text", "line 3: its offset is not 0x20")]
    [InlineData("words-without-length.txt", "Nvdimm.Decode.Text", "the length, is missing")]
    [InlineData("od-octal.txt", "Nvdimm.Decode.Text", "octal or decimal")]
    [InlineData("decimal.txt", "Nvdimm.Decode.Text", "decimal")]
    [InlineData("c-one-too-few.txt", "Nvdimm.Decode.Text", "is said to have 132")]
    [InlineData("text-of-others.txt", "Nvdimm.Decode.Text", "line 1: the text behind")]
    public void The_reason_names_what_it_is(string name, string id, string why)
    {
        var error = Assert.Throws<NvdimmException>(() => DumpText.ReadFile(Path.Combine(Dumps, "refused", name)));
        Assert.Equal(id, error.ErrorId);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0000000 0000 0000 0e7f 0041\n0000007", "000000007f0e41")]
    [InlineData("0000000 00000000 00000e7f\n0000007", "000000007f0e00")]
    [InlineData("00000000: 00000000   000e7f                    .......", "000000007f0e00")]
    [InlineData("nvdimm in  00000000: 00000002 00000460                    ....`...\nnvdimm in  00000008: 01 02 03  ...",
        "0200000060040000" + "010203")]
    [InlineData("00000000: 0001 0203", "00010203")]
    [InlineData("00000000: 6241 6443                                AbCd", "41624364")]
    [InlineData("00000000: 00000000", "00000000")]
    [InlineData("0x0000: 00 01 ff", "0001ff")]
    [InlineData("00000000  00 01 02", "000102")]
    [InlineData("0000000 00000000 07000000\n0000008", "0000000000000007")]
    [InlineData("0x7, 0x0,0xe", "07000e")]
    [InlineData("0x03000500", "03000500")]
    [InlineData("0000:0011", "00000011")]
    [InlineData("{ 0x00, 0x7f, }", "007f")]
    [InlineData("\uFEFF00\u00A001\u200B 02\u2028\u202F03", "00010203")]
    [InlineData("b'\\x00\\'a'", "002761")]
    [InlineData("00000000 07000000\n00000000 07000000", "00000000070000000000000007000000")]
    public void Words_and_short_lines_are_put_right(string text, string expected) =>
        Assert.Equal(expected, HexText.Format(DumpText.Read(text)));

    [Theory]
    [InlineData("0000000 0000 0e7f\n0000003", "filled up")]
    [InlineData("0000000 0000 0000 0000 0000 0000 0000 0000 0000\n*\n0000100", "octal")]
    [InlineData("00000000: 00000001 00000e7f", "words")]
    [InlineData("0x0300 0x0500", "words")]
    [InlineData("0000: 00 00 00 00 07 00 00 00  01 02 03 04 05 06 07 08", "text behind")]
    [InlineData("1 2 3 4", "odd number")]
    [InlineData("0 0 0 0 127 14", "odd number")]
    [InlineData("{ 0x00, 0x100 }", "words")]
    [InlineData("u8 a[3] = { 0x00, 0x01 };", "said to have 3")]
    [InlineData("{ 0x00 }, { 0x01 }", "more than one list")]
    [InlineData("{ 0x00, 0x01", "part of one")]
    [InlineData("{ }", "no bytes")]
    [InlineData("[  1.5] smart00000000: 00000000\n[  1.6] nfit: done", "line 2")]
    [InlineData("00000000: 00 01\n00000000: 00 01", "second dump")]
    public void What_is_no_bytes_is_refused(string text, string why)
    {
        var error = Assert.Throws<NvdimmException>(() => DumpText.Read(text));
        Assert.StartsWith("Nvdimm.Decode.", error.ErrorId, StringComparison.Ordinal);
        Assert.Contains(why, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_text_is_its_bytes()
    {
        byte[][] files = [[0xFF, 0xFE, 0, 0], [0xEF, 0xBB, 0xBF, 1], [0x10], [0, 0, 0, 0, 0x20, 0, 0, 0], [0xC2]];
        var path = Path.GetTempFileName();
        try
        {
            foreach (var bytes in files)
            {
                File.WriteAllBytes(path, bytes);
                Assert.Equal(bytes, DumpText.ReadFile(path));
            }
        }
        finally
        {
            File.Delete(path);
        }
    }

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
    [InlineData("00000000: 0001 02  ...\n00000010: 03  .", "line 2", "its offset is not 0x3")]
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

    private static TheoryData<string> Files(string folder) =>
        [.. Directory.GetFiles(Path.Combine(Dumps, folder)).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];
}
