using System.Diagnostics;
using NvdimmPS.Cli;
using NvdimmPS.Dsm;

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
    [InlineData("nvdimm decode --file ", "<FILE>")]
    [InlineData("nvdimm labels export ", "<FILE>")]
    [InlineData("nvdimm completion ", "bash zsh")]
    [InlineData("nvdimm dsm nmem0 --route l", "legacy")]
    [InlineData("nvdimm list --simulate=q", "--simulate=qemu --simulate=qemu-labelled")]
    [InlineData("nvdimm list --simulate=1x2:m", "--simulate=1x2:msft")]
    [InlineData("nvdimm list --simulat", "--simulate")]
    [InlineData("nvdimm list --simulate", "--simulate --simulate=")]
    [InlineData("nvdimm list --simulate nmem1", "nmem1 nmem10 nmem11")]
    [InlineData("nvdimm dsm --simulate ", "nmem0 ndbus0")]
    [InlineData("nvdimm dsm --simulate=hyperv nmem0 -f Get", "GetHealthInformation")]
    [InlineData("nvdimm decode -f ", "GetSmart GetHealthInformation")]
    [InlineData("nvdimm dsm --simulate=1x2 nmem9 --timeou", "")]
    [InlineData("nvdimm m", "man")]
    [InlineData("nvdimm vendor --simulate=1x2 ", "nmem0 nmem1")]
    [InlineData("nvdimm vendor nmem0 GetId", "GetIdentity")]
    [InlineData("nvdimm bundle -o ", "<FILE>")]
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

    /// <summary>Those of the target that is named, of the machine that is named; a real one is another.</summary>
    [Theory]
    [InlineData("nvdimm dsm --simulate=1x2 nmem0 --function ", "Intel")]
    [InlineData("nvdimm dsm --simulate=1x2:msft nmem* -f ", "Msft")]
    [InlineData("nvdimm dsm --simulate ndbus0 --function ", "NfitBus IntelBus")]
    [InlineData("nvdimm dsm --family papr --simulate nmem0 -f ", "Papr")]
    public void Functions_are_those_of_the_target(string line, string families)
    {
        var names = Run("complete", "999", line).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Contains(families.Split(' '), f => DsmFamilies.All.Single(a => a.Name == f).Functions.Any(x => x.Name == name)));
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

    /// <summary>Of --simulate=q bash takes what stands behind the equals sign; files only where the program says so.</summary>
    [Theory]
    [InlineData("--simulate=q", "--simulate=qemu", "<qemu>")]
    [InlineData("--simulate=1x2:m", "--simulate=1x2:msft", "<msft>")]
    [InlineData("nmem", "nmem0", "<nmem0>")]
    [InlineData("", "<FILE>", "<> compopt -o default")]
    [InlineData("", "", "<>")]
    public void Bash_puts_the_word_where_it_belongs(string typed, string offered, string becomes)
    {
        if (!File.Exists("/bin/bash"))
        {
            Assert.Skip("needs bash");
        }

        const string Script = """
            nvdimm() { [ -z "$OFFERED" ] || printf '%s\n' "$OFFERED"; }
            compopt() { said=" compopt $*"; }
            COMP_WORDBREAKS=$' \t\n"\'><=;|&(:' COMP_LINE="nvdimm list $TYPED" COMP_POINT=$((12 + ${#TYPED}))
            eval "$1"; _nvdimm; printf '<%s>' "${COMPREPLY[@]}"; printf '%s' "$said"
            """;
        var start = new ProcessStartInfo("/bin/bash", ["-c", Script, "bash", Run("completion", "bash").Output]) { RedirectStandardOutput = true };
        (start.Environment["TYPED"], start.Environment["OFFERED"]) = (typed, offered);
        using var bash = Process.Start(start)!;
        Assert.Equal(becomes, bash.StandardOutput.ReadToEnd());
    }

    [Fact]
    public void The_help_says_what_it_is_for_and_what_may_be_left_out()
    {
        var help = Run("--help").Output;
        Assert.StartsWith("Health and management of NVDIMMs", help, StringComparison.Ordinal);
        Assert.Contains("\n  list [NAME...] ", help, StringComparison.Ordinal);
        Assert.Contains("\n  man ", help, StringComparison.Ordinal);
        Assert.DoesNotContain("Exit codes of health", help, StringComparison.Ordinal);
        Assert.Contains("\n  --simulate[=TOPOLOGY] ", help, StringComparison.Ordinal);
        Assert.EndsWith(ExitCodes.Help + "\n", help, StringComparison.Ordinal);
        Assert.Contains("--all", Run("list", "--help").Output, StringComparison.Ordinal);
    }

    /// <summary>The page goes alone into the archive and the tool's package: no other file is beside it there, and no source.</summary>
    [Fact]
    public void The_page_stands_alone()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/cli.md"));
        Assert.DoesNotMatch(@"\]\((?!#)", page);
        Assert.True(page.IndexOf("dotnet publish", StringComparison.Ordinal) > page.IndexOf("## From the source", StringComparison.Ordinal));
    }

    /// <summary>The same words as the page's, so that they cannot drift apart.</summary>
    [Fact]
    public void Exit_codes_are_those_of_the_page()
    {
        var page = File.ReadAllText(Path.Combine(Repository.Root, "docs/cli.md"));
        Assert.All(ExitCodes.Help.Split('\n').Select(l => l.Trim()).Where(l => char.IsAsciiDigit(l[0])), line =>
        {
            var (code, meaning) = (line[..line.IndexOf(' ', StringComparison.Ordinal)], line[line.IndexOf(' ', StringComparison.Ordinal)..].Trim());
            Assert.Contains($"| {code} | {meaning}", page, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData(HealthExit.Nothing, "Did you mean --simulate=2x6?", "health", "--simulate", "2x6")]
    [InlineData(ExitCodes.Usage, "Did you mean --simulate=qemu?", "list", "--simulate", "qemu")]
    [InlineData(ExitCodes.Usage, "Did you mean '--simulate'?", "list", "--sim")]
    [InlineData(ExitCodes.Usage, "Did you mean 'health'?", "hea")]
    [InlineData(ExitCodes.Usage, "nvdimm: No command was given.")]
    [InlineData(ExitCodes.Usage, "\n  health [TARGET...] ")]
    public void What_was_meant_is_said(int exit, string expected, params string[] words)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        Assert.Equal(exit, NvdimmPS.Cli.Cli.Run(words, output, error));
        Assert.Contains(expected, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_manual_names_every_command_and_option()
    {
        var page = Run("man").Output;
        Assert.Matches(@"^\.TH NVDIMM 8 ""\d{4}-\d\d-\d\d"" ", page);
        Assert.All(["list", "health", "watch", "labels import", "dsm", "decode", "functions", "completion", "man"], c => Assert.Contains($".SS nvdimm {c}\n", page, StringComparison.Ordinal));
        Assert.All(["\\-\\-json", "\\-\\-policy", "\\-\\-what\\-if", "\\-f, \\-\\-function"], o => Assert.Contains(o, page, StringComparison.Ordinal));
        Assert.DoesNotContain("sysfs\\-root", page, StringComparison.Ordinal);
        Assert.DoesNotContain("nvdimm complete\n", page, StringComparison.Ordinal);
    }

    /// <summary>Roff would fill the last code's line up with the sentence behind the codes.</summary>
    [Fact]
    public void What_follows_an_indented_line_begins_a_line_of_its_own() =>
        Assert.Contains("critical\n.br\nWhat a policy mutes", Run("man").Output, StringComparison.Ordinal);

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
