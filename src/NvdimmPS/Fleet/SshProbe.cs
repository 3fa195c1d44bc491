using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using NvdimmPS.Fleet;

namespace NvdimmPS.Shell.Fleet;

/// <summary>
/// Asks ssh once more why a session could not be had: the engine writes ssh's words to the console and keeps none of
/// them. It goes the same way, to the same subsystem, and only after a failure.
/// </summary>
internal static class SshProbe
{
    /// <summary>The far side may write there too, and without end.</summary>
    private const int MostWords = 4096;

    /// <summary>More than this is no answer to an input that is closed.</summary>
    private const int MostBytes = 1 << 20;

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    /// <summary>How PowerShell's own packets begin, and what it says of an input that ends at once.</summary>
    private static readonly string[] OwnWords = ["<", "__NamedPipeError__"];

    /// <summary>What ssh says, or nothing where it connects. Where ssh is missing, that.</summary>
    public static async Task<(FleetFault Fault, string Words)> AskAsync(FleetConnection connection, FleetHost host,
        CancellationToken cancel)
    {
        var start =
            new ProcessStartInfo("ssh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in connection.SshArguments(host))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var ssh = Process.Start(start)!;
            ssh.StandardInput.Close();
            using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limited.CancelAfter(Longest);
            return await ReadAsync(ssh, limited.Token).ConfigureAwait(false);
        }
        catch (Win32Exception e)
        {
            return (FleetFault.Ssh, $"ssh cannot be started: {e.Message}");
        }
    }

    private static async Task<(FleetFault Fault, string Words)> ReadAsync(Process ssh, CancellationToken cancel)
    {
        try
        {
            var output = FirstAsync(ssh, cancel);
            var words = await LastAsync(ssh.StandardError, cancel).ConfigureAwait(false);
            var first = await output.ConfigureAwait(false);
            await ssh.WaitForExitAsync(cancel).ConfigureAwait(false);
            if (IsForeign(first) is { } foreign)
            {
                return (FleetFault.Protocol, $"'{foreign}'");
            }

            var said =
                string.Join(' ', words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(3));
            return ssh.ExitCode == 0 ? (FleetFault.Ended, string.Empty) : (SshDiagnosis.Diagnose(said, ssh.ExitCode), said);
        }
        catch (OperationCanceledException)
        {
            ssh.Kill();
            return (FleetFault.Ended, string.Empty);
        }
    }

    /// <summary>Output that came before PowerShell's own, such as a profile's; null where there was none.</summary>
    internal static string? IsForeign(string output) =>
        output.TrimStart() is { Length: > 0 } said && !Array.Exists(OwnWords, word => said.StartsWith(word, StringComparison.Ordinal))
            ? Printable.Line(said.Split('\n')[0].TrimEnd(), 100)
            : null;

    /// <summary>The beginning of what the far side says; the rest is read, or a full pipe would hold it up, but not without end.</summary>
    private static async Task<string> FirstAsync(Process ssh, CancellationToken cancel)
    {
        var first = new StringBuilder();
        var buffer = new char[MostWords];
        for (var total = 0L; total < MostBytes;)
        {
            var count = await ssh.StandardOutput.ReadAsync(buffer, cancel).ConfigureAwait(false);
            if (count == 0)
            {
                return first.ToString();
            }

            total += count;
            first.Append(buffer, 0, (int)Math.Min(count, MostWords - first.Length));
        }

        ssh.Kill();
        return first.ToString();
    }

    private static async Task<string> LastAsync(StreamReader reader, CancellationToken cancel)
    {
        var last = new StringBuilder();
        var buffer = new char[MostWords];
        while (await reader.ReadAsync(buffer, cancel).ConfigureAwait(false) is > 0 and var count)
        {
            last.Append(buffer, 0, count);
            last.Remove(0, Math.Max(last.Length - MostWords, 0));
        }

        return last.ToString();
    }
}
