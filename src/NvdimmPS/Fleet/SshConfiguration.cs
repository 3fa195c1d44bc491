using System.ComponentModel;
using System.Diagnostics;

namespace NvdimmPS.Shell.Fleet;

/// <summary>
/// Hosts whose names the engine does not hand on to ssh as they are: it takes no IPv6 address and makes small letters of capitals.
/// ssh gets a name that the engine takes, and as options what its configuration says of the host that is meant.
/// </summary>
internal static class SshConfiguration
{
    private const string StandIn = "nvdimm-fleet-host";

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>The name for the engine; the name itself where it needs no other.</summary>
    public static string EngineName(string name) => name.Contains(':') || name.StartsWith('_') ? StandIn : name.ToLowerInvariant();

    /// <summary>The options by which ssh goes to the one name as to the other; none where ssh cannot say.</summary>
    /// <param name="arguments">The arguments of an ssh that says how it would go to a name.</param>
    /// <param name="name">The name that is meant.</param>
    /// <param name="other">The name that ssh is given.</param>
    public static IEnumerable<(string Option, string Value)> Differences(
        Func<string, IEnumerable<string>> arguments, string name, string other)
    {
        var usual = Ask(arguments(other)).ToHashSet();

        // Of several values of an option (IdentityFile) all are handed on, since one alone would take the place of the others.
        return Ask(arguments(name)).GroupBy(line => line.Split(' ', 2)[0]).Where(of => of.Key != "host" && !of.All(usual.Contains))
            .SelectMany(of => of.Select(line => line.Split(' ', 2)).Where(line => line.Length == 2).Select((line, i) =>
                (Spelled(of.Key, i), of.Key == "hostname" ? line[1].Replace("%", "%%", StringComparison.Ordinal) : line[1]))).ToList();
    }

    /// <summary>The engine takes a table, with one value a name. To ssh capitals make no other option, to a table they do.</summary>
    private static string Spelled(string option, int number) =>
        string.Concat(option.Select((letter, i) => i < sizeof(int) * 8 && (number >> i & 1) != 0 ? char.ToUpperInvariant(letter) : letter));

    private static string[] Ask(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("ssh", arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        try
        {
            using var ssh = Process.Start(start)!;
            ssh.StandardInput.Close();
            Task<string>[] said = [ssh.StandardOutput.ReadToEndAsync(), ssh.StandardError.ReadToEndAsync()];
            if (Task.WaitAll(said, Longest))
            {
                return said[0].Result.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
            }

            ssh.Kill(); // a command of a Match line may hang
        }
        catch (Win32Exception)
        {
            // No ssh: the engine says so.
        }

        return [];
    }
}
