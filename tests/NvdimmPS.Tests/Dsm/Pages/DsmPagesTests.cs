using NvdimmPS.Dsm;
using NvdimmPS.Dsm.Pages;
using NvdimmPS.Tests.Cli;
using NvdimmPS.Tests.Dsm.Schema;

namespace NvdimmPS.Tests.Dsm.Pages;

public sealed class DsmPagesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "dsm");

    public static TheoryData<string> Names() => [.. DsmPages.Page(DsmFamilies.All).Select(p => p.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_is_as_the_tables_are(string name)
    {
        var (_, made) = DsmPages.Page(DsmFamilies.All).Single(p => p.Name == name);
        var path = Path.Combine(Folder, name);
        var kept = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : string.Empty;
        Assert.True(kept == made, $"docs/dsm/{name} is not what the tables say. Run: dotnet run --project src/NvdimmPS.Cli -- functions --markdown docs/dsm");
    }

    [Fact]
    public void There_is_no_page_of_a_family_that_is_gone() =>
        Assert.Equal(DsmPages.Page(DsmFamilies.All).Select(p => p.Name).Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));

    [Fact]
    public void A_page_says_all_of_a_field()
    {
        var (name, page) = Assert.Single(DsmPages.Page([Example.Family]));
        Assert.Equal("Acme.md", name);
        Assert.Contains("| GUID | 0f1e2d3c-4b5a-4978-8695-a4b3c2d1e0f0 |", page, StringComparison.Ordinal);
        Assert.Contains("| 4 | [SetPassphrase](#4-setpassphrase) | destructive, sensitive | 32 | 4 | 1 | table 7 |", page, StringComparison.Ordinal);
        Assert.Contains("| 8 | 1 | `Health` | Enum |  | 0 Normal, 1 Worn, 2 Failed | ValidFlags has Health |  |  |", page, StringComparison.Ordinal);
        Assert.Contains("| 12 | 8 | `PowerCycles` | Unsigned |  |  |  | 0xffffffffffffffff: not counted |  |", page, StringComparison.Ordinal);
        Assert.Contains("| 1 | 1 | `LifeUsed` | Unsigned | % | 1 to 100 |  | when given, Change has LifeUsed |", page, StringComparison.Ordinal);
        Assert.Contains("| 8 | 8·n | `Events` | Records | counted by `Count` |", page, StringComparison.Ordinal);
        Assert.Contains("| 0 | 32 | `NewPassphrase` | Bytes | must be given; never shown |", page, StringComparison.Ordinal);
        Assert.Contains("| 0x10002 | AlarmFixed | InvalidOperation | this alarm is fixed |", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_told() =>
        Assert.Equal("Nvdimm.Schema.File", Assert.Throws<NvdimmException>(() => DsmPages.Write("/nowhere/at/all", DsmFamilies.All)).ErrorId);
}
