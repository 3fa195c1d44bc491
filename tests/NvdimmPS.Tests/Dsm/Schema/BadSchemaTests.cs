using System.Text;
using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Schema;
using NvdimmPS.Tests.Golden;

namespace NvdimmPS.Tests.Dsm.Schema;

/// <summary>Golden/bad-schema: files that are wrong, each with the line and the words that its error must have.</summary>
public sealed class BadSchemaTests
{
    private static readonly string Folder = Path.Combine(GoldenFile.Folder, "bad-schema");

    public static TheoryData<string, string, string, string> Cases()
    {
        var cases = new TheoryData<string, string, string, string>();
        foreach (var line in File.ReadLines(Path.Combine(Folder, "expected.txt")).Where(l => !l.StartsWith('#')))
        {
            var parts = line.Split(' ', 4);
            cases.Add(parts[0].TrimEnd(':'), parts[1], parts[2], parts[3]);
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void It_is_refused_with_its_line_and_the_reason(string file, string id, string line, string words)
    {
        using var isolated = DsmFamilies.Isolate();
        var before = DsmFamilies.Current;
        var path = Path.Combine(Folder, file + ".json");
        var error = Assert.Throws<NvdimmException>(() => DsmFamilies.Import(DsmSchema.Load(path)));
        Assert.Equal("Nvdimm.Schema." + id, error.ErrorId);
        Assert.Equal(path, error.Target);
        Assert.Contains(line == "-" ? "cannot be imported" : $"line {line}, column ", error.Message, StringComparison.Ordinal);
        Assert.Contains(words, error.Message + error.NextStep, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was imported.", error.Message, StringComparison.Ordinal);
        Assert.False(string.IsNullOrEmpty($"{error.NextStep}"));
        Assert.Same(before, DsmFamilies.Current);
    }

    [Fact]
    public void Every_file_is_expected() => Assert.Equal(
        Directory.EnumerateFiles(Folder, "*.json").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(), Cases().Select(c => c.Data.Item1).Order());

    [Fact]
    public void The_column_counts_characters()
    {
        var error = Assert.Throws<NvdimmException>(() => DsmSchema.Parse("x", "{ \"format\": \"nvdimmps-dsm-schema\", \"version\": 1, \"µ°\": 1, \"families\": 7 }"));
        Assert.Contains("line 1, column 56, $.µ°: a schema has no 'µ°'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_byte_order_mark_is_no_mistake()
    {
        using var isolated = DsmFamilies.Isolate();
        byte[] bytes = [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Example.Text)];
        Assert.Equal(5, DsmFamilies.Import(DsmSchema.Parse("x", bytes)).Count);
        bytes[3] = (byte)'?';
        Assert.Contains("line 1, column 1:", Assert.Throws<NvdimmException>(() => DsmSchema.Parse("x", bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_huge_file_is_refused_before_it_is_read()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using (var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 4096, FileOptions.None))
        {
            file.SetLength(100 << 20);
        }

        try
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var error = Assert.Throws<NvdimmException>(() => DsmSchema.Load(path));
            Assert.Equal(("Nvdimm.Schema.TooLarge", NvdimmErrorKind.LimitsExceeded), (error.ErrorId, error.Kind));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, SchemaFile.MaxSize / 2);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("/nowhere/acme.json", "Nvdimm.Schema.File")]
    [InlineData("/", "Nvdimm.Schema.File")]
    [InlineData("/dev/zero", "Nvdimm.Schema.File")]
    [InlineData("/dev/null", "Nvdimm.Schema.File")]
    public void What_is_no_file_of_ours_says_so(string path, string id)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the paths are Linux's");
        Assert.Equal(id, Assert.Throws<NvdimmException>(() => DsmSchema.Load(path)).ErrorId);
    }
}
