using System.Diagnostics;
using NvdimmPS.Cli;

namespace NvdimmPS.Tests.Cli;

/// <summary>What shells and man(1) get.</summary>
public sealed class ShellTests
{
    [Theory]
    [InlineData("nvdimm ", "completion decode dsm functions health labels list")]
    [InlineData("nvdimm he", "health")]
    [InlineData("nvdimm labels ", "check export import show")]
    [InlineData("nvdimm --simulate=1x2 list n", "namespace0.0 ndbus0 nmem0 nmem1")]
    [InlineData("nvdimm --simulate=1x2 dsm nmem1 --fu", "--function")]
    [InlineData("nvdimm dsm nmem0 -f GetSm", "GetSmart GetSmartThreshold")]
    [InlineData("nvdimm dsm nmem0 --family Hp", "Hpe1 Hpe2")]
    [InlineData("nvdimm decode --file ", "")]
    [InlineData("nvdimm nothing ", "")]
    [InlineData("", "")]
    public void Words_are_completed(string line, string expected)
    {
        var ran = Run("complete", "999", line);
        Assert.Equal(ExitCodes.Success, ran.Exit);
        var found = ran.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.All(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries), word => Assert.Contains(word, found));
        Assert.Equal(expected.Length == 0, found.Length == 0);
    }

    [Fact]
    public void What_stands_behind_the_cursor_does_not_count() =>
        Assert.Equal("health\n", Run("complete", "9", "nvdimm health --policy x").Output);

    [Fact]
    public void What_no_one_is_to_type_is_not_offered() =>
        Assert.DoesNotContain("complete", Run("complete", "7", "nvdimm ").Output.Split('\n'));

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    public void There_is_a_completion_for(string shell) => Assert.Contains("nvdimm complete ", Run("completion", shell).Output, StringComparison.Ordinal);

    [Fact]
    public void Another_shell_is_wrong_usage() => Assert.Equal(ExitCodes.Usage, Run("completion", "fish").Exit);

    [Fact]
    public void Bash_takes_it()
    {
        if (!File.Exists("/bin/bash"))
        {
            Assert.Skip("needs bash");
        }

        const string Script = """
            nvdimm() { printf '%s\n' nmem0 '$(touch evil)'; }
            COMP_LINE='nvdimm list n' COMP_POINT=13
            eval "$1"; _nvdimm; printf '<%s>' "${COMPREPLY[@]}"
            """;
        using var bash = Process.Start(new ProcessStartInfo("/bin/bash", ["-c", Script, "bash", Run("completion", "bash").Output]) { RedirectStandardOutput = true })!;
        var said = bash.StandardOutput.ReadToEnd();
        bash.WaitForExit();
        Assert.Equal("<nmem0><$(touch evil)>", said);
    }

    [Fact]
    public void The_manual_names_every_command_and_option()
    {
        var page = Run("man").Output;
        Assert.StartsWith(".TH NVDIMM 8 ", page, StringComparison.Ordinal);
        Assert.All(["list", "health", "watch", "labels import", "dsm", "decode", "functions", "completion"], c => Assert.Contains($".SS nvdimm {c}\n", page, StringComparison.Ordinal));
        Assert.All(["\\-\\-json", "\\-\\-policy", "\\-\\-what\\-if", "\\-f, \\-\\-function"], o => Assert.Contains(o, page, StringComparison.Ordinal));
        Assert.DoesNotContain("sysfs\\-root", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nvdimm complete\n", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Groff_has_nothing_to_say_of_it()
    {
        if (!File.Exists("/usr/bin/groff"))
        {
            Assert.Skip("needs groff");
        }

        using var groff = Process.Start(new ProcessStartInfo("/usr/bin/groff", ["-man", "-ww", "-Tutf8"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        groff.StandardInput.Write(Run("man").Output);
        groff.StandardInput.Close();
        _ = groff.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        Assert.Equal(string.Empty, groff.StandardError.ReadToEnd());
    }

    private static (int Exit, string Output) Run(params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        return (NvdimmPS.Cli.Cli.Run(words, output, error), output.ToString());
    }
}
