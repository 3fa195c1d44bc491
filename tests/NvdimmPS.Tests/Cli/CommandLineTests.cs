using NvdimmPS.Cli;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Cli;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("--simulate list", 12)]
    [InlineData("list --simulate", 12)]
    [InlineData("list --simulate nmem0", 1)]
    [InlineData("list --simulate=1x2", 2)]
    [InlineData("--simulate=nfit_test list", 6)]
    public void Simulate_stands_anywhere_and_takes_no_word_from_behind(string line, int dimms) =>
        Assert.Equal(dimms + 1, Console.Run(line).Lines.Length);

    [Fact]
    public void The_simulator_leaves_nothing_behind()
    {
        Assert.Equal(ExitCodes.Success, Console.Run("list --simulate=1x1").Exit);
        Assert.Equal(ExitCodes.NotFound, Console.Run("dsm nmem9 --function 1 --simulate=1x1").Exit);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("list --help")]
    [InlineData("dsm --help")]
    [InlineData("functions -?")]
    public void Help_is_no_failure(string line)
    {
        var ran = Console.Run(line);
        Assert.Equal((ExitCodes.Success, ""), (ran.Exit, ran.Error));
        Assert.Contains("Usage:", ran.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("--sysfs-root", ran.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Help_names_every_command() => Assert.All(["list", "health", "watch", "labels", "namespaces", "dsm", "vendor", "decode", "functions", "bundle"], c => Assert.Contains(c, Console.Run("--help").Out, StringComparison.Ordinal));

    [Fact]
    public void The_version_is_told() => Assert.Matches(@"^nvdimm \d+\.\d+\.\d+", Console.Run("--version").Out);

    [Theory]
    [InlineData("list --al", ExitCodes.Usage, "Did you mean '--all'?")]
    [InlineData("health --polici x", HealthExit.Nothing, "Did you mean '--policy'?")]
    [InlineData("health nmem0 -x", HealthExit.Nothing, "Use one of ")]
    [InlineData("watch --jsn", ExitCodes.Usage, "Did you mean '--json'?")]
    [InlineData("helth", ExitCodes.Usage, "Did you mean 'health'?")]
    [InlineData("dsm --functio 1", ExitCodes.Usage, "")]
    [InlineData("labels bogus", ExitCodes.Usage, "There is no command 'labels bogus'. Use one of show, check")]
    [InlineData("labels chekc", ExitCodes.Usage, "Did you mean 'check'?")]
    [InlineData("labels check --fiel x", ExitCodes.Usage, "See 'nvdimm labels check --help'.")]
    [InlineData("namespaces", ExitCodes.Usage, "See 'nvdimm namespaces --help'.")]
    [InlineData("namespaces", ExitCodes.Usage, "'nvdimm namespaces' needs one of its commands: test, check.")]
    [InlineData("labels", ExitCodes.Usage, "'nvdimm labels' needs one of its commands: show, check, export, import.")]
    [InlineData("labels import", ExitCodes.Usage, "'nvdimm labels import' needs FOLDER.")]
    [InlineData("vendor", ExitCodes.Usage, "'nvdimm vendor' needs DIMM and COMMAND.")]
    [InlineData("vendor nmem0", ExitCodes.Usage, "'nvdimm vendor' needs COMMAND.")]
    [InlineData("dsm", ExitCodes.Usage, "'nvdimm dsm' needs TARGET and --function.")]
    [InlineData("completion", ExitCodes.Usage, "'nvdimm completion' needs bash|zsh.")]
    [InlineData("functions --markdown", ExitCodes.Usage, "'--markdown'")]
    [InlineData("bogus", ExitCodes.Usage, "See 'nvdimm --help'.")]
    public void An_option_that_there_is_not_is_no_name(string line, int exit, string advice)
    {
        var ran = Console.Run(line + " --simulate=1x1");
        Assert.Equal(exit, ran.Exit);
        Assert.Empty(ran.Out);
        Assert.Contains(advice, ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("no DIMM", ran.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("sysfs-root", ran.Error, StringComparison.Ordinal);
    }

    /// <summary>Whatever its type, an option says what it takes, and no type of the runtime.</summary>
    [Theory]
    [InlineData("health --timeout", "whole seconds from 1 to 86400", HealthExit.Nothing)]
    [InlineData("bundle --step-timeout", "whole seconds from 1 to 86400", ExitCodes.Usage)]
    [InlineData("watch --heartbeat", "whole seconds from 1 to 86400", ExitCodes.Usage)]
    [InlineData("watch --timeout", "whole seconds from 1 to 2147483", ExitCodes.Usage)]
    [InlineData("dsm nmem0 -f 1 --output-size", "whole bytes from 0 to 4194304", ExitCodes.Usage)]
    public void A_number_that_is_none_is_refused_with_what_is_one(string line, string takes, int exit)
    {
        Assert.All(["abc", "-1", "1.5", "99999999999", "+3"], value =>
        {
            var ran = Console.Run($"{line} {value} --simulate=1x1");
            Assert.Equal((exit, string.Empty), (ran.Exit, ran.Out));
            Assert.Contains(takes, ran.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("System.", ran.Error, StringComparison.Ordinal);
            Assert.DoesNotContain("report it", ran.Error, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_option_with_a_number_checks_its_text()
    {
        foreach (var option in Commands().SelectMany(c => c.Options).Where(o => (Nullable.GetUnderlyingType(o.ValueType) ?? o.ValueType) == typeof(int)))
        {
            Assert.True(option.Validators.Count > 0, option.Name);
        }

        static IEnumerable<System.CommandLine.Command> Commands()
        {
            var host = new CliHost(TextWriter.Null, TextWriter.Null, null, null);
            var options = new GlobalOptions();
            return [new HealthCommand(host, options), new BundleCommand(host, options), new WatchCommand(host, options), new DsmCommand(host, options), new ModuleCommand(host, options), new ListCommand(host, options), new FunctionsCommand(host, options), new DecodeCommand(host, options)];
        }
    }

    [Fact]
    public void Help_fits_a_terminal_of_80_columns() => Assert.All(Console.Run("--help").Lines, l => Assert.InRange(l.Length, 0, 80));

    [Fact]
    public void An_output_that_cannot_be_written_is_a_failure()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        using var full = File.OpenHandle("/dev/full", FileMode.Open, FileAccess.Write);
        using var stream = new DescriptorStream((int)full.DangerousGetHandle(), ConsoleErrors.Output);
        Assert.Equal("Nvdimm.Output.Write", Assert.Throws<NvdimmException>(() => stream.Write("text"u8)).ErrorId);
    }

    /// <summary>Nothing is judged, made or saved of nothing: all say that there is none, as health does.</summary>
    [Theory]
    [InlineData("health", 1)]
    [InlineData("labels show", ExitCodes.NotFound)]
    [InlineData("labels check", ExitCodes.NotFound)]
    [InlineData("labels export FOLDER", ExitCodes.NotFound)]
    [InlineData("namespaces test", ExitCodes.NotFound)]
    [InlineData("namespaces check", ExitCodes.NotFound)]
    public void A_machine_without_DIMMs_is_none_in_which_all_is_well(string line, int exit)
    {
        using var tree = Inventory.SysfsTree.Generated(0);
        var folder = Path.Combine(tree.SysfsRoot, "export");
        var ran = Console.Run(line.Replace("FOLDER", folder, StringComparison.Ordinal), tree);
        Assert.Equal((exit, ""), (ran.Exit, ran.Out));
        Assert.Matches(@"No (DIMM|region) matches '\*'\. This machine has none\.", ran.Error);
        Assert.False(Directory.Exists(folder));
    }
}
