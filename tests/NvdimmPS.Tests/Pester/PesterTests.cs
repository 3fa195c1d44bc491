using System.Reflection;
using System.Text.RegularExpressions;

namespace NvdimmPS.Tests.Pester;

/// <summary>Ring 3: the staged module in a real PowerShell, one test case a Pester file.</summary>
public sealed partial class PesterTests(ITestOutputHelper log)
{
    private static readonly string Root = typeof(PesterTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(m => m.Key == "RepositoryRoot").Value!;

    /// <summary>The files of tests/Pester.</summary>
    public static TheoryData<string> Files() => new(Directory.EnumerateFiles(Path.Combine(Root, "tests", "Pester"), "*.Tests.ps1").Select(Path.GetFileName).Order()!);

    [Theory]
    [MemberData(nameof(Files))]
    public void Passes(string file)
    {
        var engine = PowerShellEngine.Current;
        if (engine.Missing is { } reason)
        {
            Report("reason.txt", reason);
            Assert.Skip(reason);
        }

        var (code, output) = PowerShellEngine.Run(engine.Command, "-File", Path.Combine(Root, "tests", "Pester", "Invoke-TestFile.ps1"),
            "-Path", Path.Combine(Root, "tests", "Pester", file), "-Module", Path.Combine(AppContext.BaseDirectory, "staged", "NvdimmPS"), "-Pester", engine.Pester!);
        var counts = Counts().Match(output) is { Success: true } found ? found.Value : "0 passed, 1 failed, 0 skipped";
        Report($"pester-{file}.txt", counts);
        log.WriteLine($"{engine.Description}, {file}: {counts}");
        Assert.True(code == 0, $"{file} ({engine.Description}): {counts}\n{output}");
    }

    private static void Report(string name, string line)
    {
        if (Environment.GetEnvironmentVariable("NVDIMMPS_RING_REPORT") is { Length: > 0 } folder)
        {
            File.WriteAllText(Path.Combine(folder, name), line + "\n");
        }
    }

    [GeneratedRegex(@"\d+ passed, \d+ failed, \d+ skipped", RegexOptions.RightToLeft | RegexOptions.CultureInvariant)]
    private static partial Regex Counts();
}
