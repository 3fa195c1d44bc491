using System.Text.Json;
using System.Text.RegularExpressions;

[assembly: AssemblyFixture(typeof(NvdimmPS.Tests.Pester.PesterWorkers))]

namespace NvdimmPS.Tests.Pester;

/// <summary>Ring 3: the staged module in PowerShell, one test case a Pester file.</summary>
public sealed partial class PesterTests(PesterWorkers workers, ITestOutputHelper log)
{
    // Only against hangs.
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(15);
    private static readonly string Folder = Path.Combine(PowerShellEngine.RepositoryRoot, "tests", "Pester");

    /// <summary>The files beside this one, the longest first: the last to end decides how long it takes.</summary>
    public static TheoryData<string> Files() =>
        new(Directory.EnumerateFiles(Folder, "*.Tests.ps1").OrderByDescending(file => new FileInfo(file).Length).Select(Path.GetFileName)!);

    /// <summary>What depends on Pester's version, and one file of cmdlets, with each other version.</summary>
    public static TheoryData<string, string> FilesOfOtherPesters() => new(
        from version in PowerShellEngine.Pesters.Skip(1)
        from file in (string[])["Testing.Tests.ps1", "Testing.Fixtures.Tests.ps1", "Module.Tests.ps1", "Invoke-NvdimmDsm.Tests.ps1"]
        select (file, version));

    [Theory]
    [MemberData(nameof(Files))]
    public Task Passes(string file) => Run(file, PowerShellEngine.Pesters[0]);

    [Theory]
    [MemberData(nameof(FilesOfOtherPesters))]
    public Task Passes_with_another_Pester(string file, string version) => Run(file, version);

    [Fact]
    public void The_tool_is_the_PowerShell_that_the_tests_run_in()
    {
        using var manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(PowerShellEngine.RepositoryRoot, ".config", "dotnet-tools.json")));
        Assert.Equal(manifest.RootElement.GetProperty("tools").GetProperty("powershell").GetProperty("version").GetString(), PowerShellEngine.Version);
    }

    private async Task Run(string file, string version)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(Deadline);
        var (line, output) = await workers.Run(Path.Combine(Folder, file), version, limit.Token);
        var counts = Counts().Match(line ?? string.Empty);
        Report($"pester-{version}-{file}.txt", [counts.Success ? counts.Value : "0 passed, 1 failed, 0 skipped", .. Skipped().Matches(output).Select(skipped => skipped.Value)]);
        log.WriteLine($"Pester {version}, {file}: {line}");
        Assert.True(counts.Success && counts.Groups[1].Value == "0", $"{file} (Pester {version}): {line ?? "PowerShell ended"}\n{output}");
    }

    private static void Report(string name, IEnumerable<string> lines)
    {
        if (Environment.GetEnvironmentVariable("NVDIMMPS_RING_REPORT") is { Length: > 0 } folder)
        {
            File.WriteAllLines(Path.Combine(folder, name), lines);
        }
    }

    [GeneratedRegex(@"^\d+ passed, (\d+) failed, \d+ skipped$", RegexOptions.CultureInvariant)]
    private static partial Regex Counts();

    [GeneratedRegex(@"^skipped .+\.Tests\.ps1: .*$", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Skipped();
}
