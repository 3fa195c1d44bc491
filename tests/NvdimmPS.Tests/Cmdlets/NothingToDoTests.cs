using System.Text.RegularExpressions;
using NvdimmPS.Tests.Cli;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>A change that is there already is said: with -WhatIf in a line, which would otherwise be silent, and else with -Verbose.</summary>
public sealed partial class NothingToDoTests(CmdletFixture fixture) : CmdletTest(fixture, "nfit_test-labelled")
{
    public static TheoryData<string, Dictionary<string, object>, string> Changes => new()
    {
        { "Set-NvdimmThreshold", new() { ["Dimm"] = "nmem0", ["MediaTemperature"] = 40 }, "nmem0: MediaTemperature is already 40 °C; nothing would be sent." },
        { "Set-NvdimmThreshold", new() { ["Dimm"] = "nmem0", ["Enable"] = "MediaTemperature" }, "nmem0: the armed alarms are already MediaTemperature" },
        { "Enable-NvdimmRegion", new() { ["Region"] = "region0" }, "region0 is already enabled; nothing would be written." },
        { "Set-NvdimmRegion", new() { ["Region"] = "region0", ["ReadOnly"] = false }, "region0 is already in that state; nothing would be written." },
        { "Enable-NvdimmDevice", new() { ["Dimm"] = "nmem0" }, "nmem0 is already enabled; nothing would be written." },
        { "Clear-NvdimmBadBlock", new() { ["Namespace"] = "namespace0.0" }, "namespace0.0 has no bad block that the kernel knows of; nothing would be sent." },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void WhatIf_says_so_in_a_line(string command, Dictionary<string, object> parameters, string line)
    {
        Set40();
        var run = Run(command, new Dictionary<string, object>(parameters) { ["WhatIf"] = true });
        Assert.Empty(run.Errors);
        Assert.StartsWith(line, Assert.Single(run.Information).ToString(), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Without_it_only_Verbose_does(string command, Dictionary<string, object> parameters, string line)
    {
        Set40();
        var run = Run(command, parameters);
        Assert.Empty(run.Errors);
        Assert.Empty(run.Information);
        Assert.Contains(run.Verbose, v => v.StartsWith(line.Split(';')[0], StringComparison.Ordinal) && v.Contains("Nothing was ", StringComparison.Ordinal));
    }

    /// <summary>One mechanism: a cmdlet that said it by itself would be silent with -WhatIf.</summary>
    [Fact]
    public void No_cmdlet_says_it_by_itself() => Assert.Empty(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "src/NvdimmPS/Cmdlets"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Said().Matches(File.ReadAllText(file)).Any(said => said.Value.Contains("Nothing was ", StringComparison.Ordinal)
                && !said.Value.Contains("{done}", StringComparison.Ordinal)))
            .Select(Path.GetFileName));

    [GeneratedRegex(@"WriteVerbose\(.*?\);", RegexOptions.Singleline)]
    private static partial Regex Said();

    private void Set40() => Assert.Empty(Run("Set-NvdimmThreshold", new { Dimm = "nmem0", MediaTemperature = 40 }).Errors);
}
