using System.Diagnostics;
using System.Reflection;

namespace NvdimmPS.Tests.Pester;

/// <summary>
/// The PowerShell of ring 3: the one in the .NET tool's package, or the program that NVDIMMPS_PWSH names; and the Pesters that were
/// downloaded with it.
/// </summary>
internal static class PowerShellEngine
{
    private static readonly string PackageRoot = Metadata("PackageRoot");

    /// <summary>Where the repository is.</summary>
    public static string RepositoryRoot { get; } = Metadata("RepositoryRoot");

    /// <summary>The module: the one that was built with the tests, or the one that NVDIMMPS_MODULE names.</summary>
    public static string Module { get; } = Environment.GetEnvironmentVariable("NVDIMMPS_MODULE") is { Length: > 0 } given ? given
        : Path.Combine(AppContext.BaseDirectory, "staged", "NvdimmPS");

    /// <summary>The version in the package.</summary>
    public static string Version { get; } = Metadata("PowerShellVersion");

    /// <summary>The versions of Pester; the first one runs every file. NVDIMMPS_PESTER puts one of them first.</summary>
    public static string[] Pesters { get; } = [.. Metadata("PesterVersions").Split(';').OrderBy(version => version != Environment.GetEnvironmentVariable("NVDIMMPS_PESTER"))];

    /// <summary>The program.</summary>
    public static string Program { get; } = Environment.GetEnvironmentVariable("NVDIMMPS_PWSH") is { Length: > 0 } given ? given
        : Path.Combine(PackageRoot, "powershell", Version, "tools", "net10.0", "any", OperatingSystem.IsWindows() ? @"win\pwsh.exe" : "unix/pwsh");

    /// <summary>The module file of a version of Pester.</summary>
    public static string Pester(string version) => Path.Combine(PackageRoot, "pester", version, "tools", "Pester.psd1");

    /// <summary>Starts it without a user: its standard input is at its end.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program, ["-NoProfile", "-NonInteractive", .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        start.Environment["POWERSHELL_UPDATECHECK"] = "Off";
        start.Environment["DOTNET_ROOT"] = Metadata("DotnetRoot"); // the package's program brings no runtime
        start.Environment["DOTNET_TieredPGO"] = "0"; // short lives: measuring for faster code costs more than it gives
        var process = Process.Start(start) ?? throw new InvalidOperationException($"{Program} did not start.");
        process.StandardInput.Close();
        return process;
    }

    private static string Metadata(string key) =>
        typeof(PowerShellEngine).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == key).Value!;
}
