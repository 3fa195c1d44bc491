using NvdimmPS.Cli;
using NvdimmPS.Dsm;
using NvdimmPS.Tests.Dsm.Schema;

namespace NvdimmPS.Tests.Cli;

public sealed class SchemaTests : IDisposable
{
    private readonly IDisposable _isolated = DsmFamilies.Isolate();
    private readonly string _folder = Directory.CreateTempSubdirectory("nvdimm-schema-").FullName;

    private string File(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        System.IO.File.WriteAllText(path, text);
        return path;
    }

    [Fact]
    public void A_family_from_a_file_is_like_any_other()
    {
        var acme = File("acme.json", Example.Text);
        using var kernel = AcmeMachine.Start();
        var ran = Console.Run(["dsm", "nmem0", "--function", "GetHealth", "--schema", acme, "--json"], kernel);
        Assert.Equal((ExitCodes.Success, ""), (ran.Exit, ran.Error));
        var result = ran.Json.GetProperty("results")[0];
        Assert.Equal("Acme", result.GetProperty("family").GetString());
        Assert.Equal("Worn", result.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "Health").GetProperty("value").GetString());
    }

    [Fact]
    public void Several_files_are_taken_and_say_where_functions_come_from()
    {
        var (acme, more) = (File("acme.json", Example.Text), File("more.json", Example.Texts[1]));
        var ran = Console.Run(["--schema", acme, "functions", "--schema", more, "--json"]);
        Assert.Equal((ExitCodes.Success, ""), (ran.Exit, ran.Error));
        var origins = ran.Json.GetProperty("functions").EnumerateArray().Select(f => f.GetProperty("origin").GetString()).Distinct();
        Assert.Equal(["BuiltIn", more, acme], origins);
    }

    [Fact]
    public void A_family_can_be_explained_without_a_device()
    {
        var ran = Console.Run(["dsm", "nmem0", "--schema", File("acme.json", Example.Text), "--family", "Acme", "-f", "SetAlarm", "-a", "LifeUsed=90", "--what-if", "--sysfs-root", _folder]);
        Assert.Equal((ExitCodes.Success, ""), (ran.Exit, ran.Error));
        Assert.Matches(@"LifeUsed +90", ran.Out);
    }

    [Fact]
    public void A_sensitive_function_from_a_file_is_refused_like_any_other()
    {
        using var kernel = AcmeMachine.Start();
        var ran = Console.Run(["dsm", "nmem0", "--schema", File("acme.json", Example.Text), "-f", "SetPassphrase", "--input-hex", new string('a', 64)], kernel);
        Assert.Equal(ExitCodes.Refused, ran.Exit);
        Assert.Empty(kernel.Transcript);
    }

    [Theory]
    [InlineData("trailing-comma", "Nvdimm.Schema.Json")]
    [InlineData("newer", "Nvdimm.Schema.Format")]
    [InlineData("typo", "Nvdimm.Schema.Invalid")]
    [InlineData("built-in-function", "Nvdimm.Schema.Taken")]
    [InlineData("is-not-there", "Nvdimm.Schema.File")]
    public void A_bad_file_is_bad_input_in_the_same_words(string name, string id)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "Golden", "bad-schema", name + ".json");
        var expected = Assert.Throws<NvdimmException>(() => DsmFamilies.Import(DsmSchema.Load(path)));
        var ran = Console.Run(["functions", "--schema", path, "--json"]);
        Assert.Equal(ExitCodes.Usage, ran.Exit);
        Assert.Equal(id, ran.Json.GetProperty("error").GetProperty("id").GetString());
        Assert.Equal($"nvdimm: {expected.Message}\nnext: {expected.NextStep!.In(ConsoleWords.Instance)}\n", ran.Error);
        Assert.Empty(DsmFamilies.Imported);
    }

    [Fact]
    public void Pages_are_written_for_the_families_that_are_chosen()
    {
        var ran = Console.Run(["functions", "--schema", File("acme.json", Example.Text), "--family", "acme", "--markdown", _folder]);
        Assert.Equal((ExitCodes.Success, "", ""), (ran.Exit, ran.Out, ran.Error));
        Assert.StartsWith("# Acme: Acme persistent memory", System.IO.File.ReadAllText(Path.Combine(_folder, "Acme.md")).Split('\n')[2], StringComparison.Ordinal);
        Assert.Equal(["Acme.md", "acme.json"], Directory.EnumerateFiles(_folder).Select(f => Path.GetFileName(f)!).Order(StringComparer.Ordinal));
        Assert.Equal(ExitCodes.Usage, Console.Run(["functions", "nmem0", "--markdown", _folder]).Exit);
        Assert.Equal(ExitCodes.Usage, Console.Run(["functions", "--markdown", "/nowhere/at/all"]).Exit);
    }

    public void Dispose()
    {
        _isolated.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
