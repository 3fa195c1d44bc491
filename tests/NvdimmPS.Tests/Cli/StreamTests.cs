using System.Diagnostics;
using System.Text.Json;
using NvdimmPS.Cli;

namespace NvdimmPS.Tests.Cli;

/// <summary>The console as a process whose streams are closed, full, or read no further; and what it shows of foreign text.</summary>
public sealed class StreamTests
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "nvdimm.dll");

    [Theory]
    [InlineData("list --simulate 2>&-", 0)]
    [InlineData("list --simulate >/dev/full", 1)]
    [InlineData("list --simulate --json >/dev/full", 1)]
    [InlineData("list --simulate >/dev/full 2>/dev/full", 1)]
    [InlineData("list --simulate >/dev/full 2>&-", 1)]
    [InlineData("health --simulate --nagios >/dev/full", 3)]
    [InlineData("health nmem99 --simulate --nagios >/dev/full", 3)]
    [InlineData("health nmem99 --simulate >/dev/full", 1)]
    [InlineData("--help >/dev/full", 1)]
    [InlineData("bogus 2>/dev/full", 2)]
    [InlineData("bogus 2>&-", 2)]
    [InlineData("bogus --json >/dev/full", 2)]
    [InlineData("bogus >/dev/full 2>/dev/full", 2)]
    [InlineData("list nmem99 --simulate >&- 2>&- <&-", 3)]
    [InlineData("functions --json | head -n 1 >/dev/null", 0)]
    public void EndsWithAnExitCodeAndNeverAborts(string line, int exit)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and /dev/full");
        var (code, output, error) = Shell(line);
        Assert.True(code == exit, $"exit {code}: {output}{error}");
        Assert.DoesNotContain("Unhandled", output + error, StringComparison.Ordinal);
    }

    [Fact]
    public void OutputThatIsLostIsSaidOnTheOtherStream()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a shell and /dev/full");
        var (_, _, error) = Shell("list --simulate >/dev/full");
        Assert.Contains("nvdimm: The output cannot be written", error, StringComparison.Ordinal);
        Assert.Contains("next: ", error, StringComparison.Ordinal);
    }

    [Fact]
    public void TextIsWithoutWhatSteersATerminal()
    {
        using var inner = new StringWriter();
        using var writer = new PrintableWriter(inner);
        writer.Write(Hostile.Line);
        foreach (var c in "🚀\u001b")
        {
            writer.Write(c);
        }

        writer.Write("\ud83d");
        writer.Write("\ude80");
        writer.Write('\ud83d');
        writer.Flush();
        writer.WriteLine();

        Assert.EndsWith("🚀?🚀?" + Environment.NewLine, inner.ToString(), StringComparison.Ordinal);
        Assert.Empty(Hostile.In(inner.ToString()));
    }

    [Fact]
    public void JsonEscapesItAndLosesNothing()
    {
        const string text = Hostile.Text + "grün °C <&>' 🚀";
        var json = System.Text.Encoding.UTF8.GetString(JsonText.Build(w => w.WriteStringValue(text)).Span);
        Assert.True(Printable.IsLine(json), json);
        Assert.Contains("grün °C <&>' ", json, StringComparison.Ordinal);
        Assert.Equal(text, JsonDocument.Parse(json).RootElement.GetString());
    }

    public static TheoryData<string> Lines() => new("list {0}", "list {0} --json", "{0}", "--{0}", "dsm {0} --function 1", "dsm nmem0 --function {0}", "health {0}", "health --policy {0}", "health --baseline {0}",
        "list --replay {0}", "list --schema {0}", "functions --family {0}", "decode --family Intel --function 1 --output-hex {0}", "dsm nmem0 --function 17 --argument {0}=1", "watch {0} --timeout 1");

    [Theory]
    [MemberData(nameof(Lines))]
    public void WhateverIsGivenIsRepeatedAsSomethingThatCanBeShown(string line)
    {
        var hostile = Hostile.Line.Replace(" ", "", StringComparison.Ordinal);
        var ran = Console.Run([.. line.Split(' ').Select(word => word.Replace("{0}", hostile, StringComparison.Ordinal)), "--simulate=1x1"]);
        Assert.NotEqual(0, ran.Exit);
        Assert.Empty(Hostile.In(ran.Out + ran.Error));
    }

    private static (int Code, string Output, string Error) Shell(string line)
    {
        var parts = line.Split('|');
        var pipe = parts.Length > 1 ? $"set -o pipefail; dotnet '{Program}' {parts[0]} |{parts[1]}" : $"dotnet '{Program}' {line}";
        var start = new ProcessStartInfo("bash") { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(pipe);
        using var shell = Process.Start(start)!;
        shell.StandardInput.Close();
        var error = shell.StandardError.ReadToEndAsync();
        var output = shell.StandardOutput.ReadToEnd();
        Assert.True(shell.WaitForExit(Deadline), "it hangs");
        return (shell.ExitCode, output, error.Result);
    }
}
