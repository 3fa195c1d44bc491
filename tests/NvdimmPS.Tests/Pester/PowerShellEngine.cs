using System.Diagnostics;

namespace NvdimmPS.Tests.Pester;

/// <summary>A PowerShell with Pester 5, looked for once, or the reason why there is none.</summary>
internal sealed class PowerShellEngine
{
    private const string Probe =
        "$p = if ($env:NVDIMMPS_PESTER) { $env:NVDIMMPS_PESTER } else { 'Pester' }; "
        + "$m = Get-Module -ListAvailable $p | Where-Object Version -GE ([version] '5.0') | Sort-Object Version -Descending | Select-Object -First 1; "
        + "\"PowerShell $($PSVersionTable.PSVersion) Pester $($m.Version)\"; $m.Path; exit ($PSVersionTable.PSVersion -ge [version] '7.4' ? ($m ? 0 : 3) : 4)";

    private static readonly Lazy<PowerShellEngine> Shared = new(Look);

    private PowerShellEngine(string[] command, string? pester, string description, string? missing)
    {
        Command = command;
        Pester = pester;
        Description = description;
        Missing = missing;
    }

    /// <summary>The one of this machine.</summary>
    public static PowerShellEngine Current => Shared.Value;

    /// <summary>How it is started: a program and its first arguments.</summary>
    public string[] Command { get; }

    /// <summary>Where Pester is.</summary>
    public string? Pester { get; }

    /// <summary>Both versions.</summary>
    public string Description { get; }

    /// <summary>Why ring 3 cannot run, or null.</summary>
    public string? Missing { get; }

    /// <summary>Runs it to the end, without a user.</summary>
    public static (int ExitCode, string Output) Run(string[] command, params string[] arguments)
    {
        var start = new ProcessStartInfo(command[0]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var argument in (string[])[.. command[1..], "-NoProfile", "-NonInteractive", .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        start.Environment["NO_COLOR"] = "1";
        start.Environment["POWERSHELL_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start) ?? throw new InvalidOperationException($"{command[0]} did not start.");
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    private static PowerShellEngine Look()
    {
        var reason = "no PowerShell was found: NVDIMMPS_PWSH, PATH, dotnet tool 'powershell'";
        foreach (var command in Candidates())
        {
            try
            {
                var (code, output) = Run(command, "-Command", Probe);
                var lines = output.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                switch (code)
                {
                    case 0: return new PowerShellEngine(command, lines[1], lines[0], null);
                    case 3: reason = $"{lines[0]} is too old or missing; version 5 is needed: Install-PSResource Pester, or ./build.ps1 -Task Test"; break;
                    case 4: reason = $"{lines[0]} is older than 7.4"; break;
                    default: break;
                }
            }
            catch (Exception e) when (e is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                // There is none of that name: the next one.
            }
        }

        return new PowerShellEngine([], null, string.Empty, reason);
    }

    private static IEnumerable<string[]> Candidates()
    {
        if (Environment.GetEnvironmentVariable("NVDIMMPS_PWSH") is { Length: > 0 } given)
        {
            yield return [given];
            yield break;
        }

        yield return ["pwsh"];
        yield return [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".dotnet", "tools", "pwsh")];
        yield return ["dotnet", "tool", "run", "pwsh", "--"];
    }
}
