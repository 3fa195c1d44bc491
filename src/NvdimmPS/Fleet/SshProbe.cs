using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace NvdimmPS.Fleet;

/// <summary>
/// Asks ssh once more why a session could not be had: the engine writes ssh's words to the console and keeps none of
/// them. It goes the same way, to the same subsystem, and only after a failure.
/// </summary>
internal static class SshProbe
{
    /// <summary>The far side may write there too, and without end.</summary>
    private const int MostWords = 4096;

    /// <summary>What ssh says, or nothing where it connects. Where ssh is missing, that.</summary>
    public static async Task<(FleetFault Fault, string Words)> AskAsync(FleetConnection connection, FleetHost host, CancellationToken cancel)
    {
        var start = new ProcessStartInfo("ssh") { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in connection.SshArguments(host))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            using var ssh = Process.Start(start)!;
            ssh.StandardInput.Close();
            return await ReadAsync(ssh, cancel).ConfigureAwait(false);
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
            // Whatever the far side says is of no interest here, but a full pipe would hold it up.
            var output = ssh.StandardOutput.BaseStream.CopyToAsync(Stream.Null, cancel);
            var words = await LastAsync(ssh.StandardError, cancel).ConfigureAwait(false);
            await output.ConfigureAwait(false);
            await ssh.WaitForExitAsync(cancel).ConfigureAwait(false);
            var said = string.Join(' ', words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).TakeLast(3));
            return ssh.ExitCode == 0 ? (FleetFault.Ended, string.Empty) : (SshDiagnosis.Of(said, ssh.ExitCode), said);
        }
        catch (OperationCanceledException)
        {
            ssh.Kill();
            return (FleetFault.Ended, string.Empty);
        }
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
