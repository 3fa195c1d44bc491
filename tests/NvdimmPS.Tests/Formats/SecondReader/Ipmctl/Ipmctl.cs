using System.Diagnostics;
using System.Globalization;
using NvdimmPS.Tracing.Playback;

namespace NvdimmPS.Tests.Formats.SecondReader.Ipmctl;

/// <summary>
/// ipmctl as a second reader: it replays a playback file that we wrote and prints what it makes of the payloads. Its session is one a machine
/// (files in /tmp/pbr and shared memory), so those who use it take turns.
/// </summary>
internal static class Ipmctl
{
    private const string Program = "/usr/bin/ipmctl", Session = "/tmp/pbr";

    private static readonly Lock OneAtATime = new();

    /// <summary>Why it cannot be asked; null where it can.</summary>
    public static string? Missing => !File.Exists(Program) ? "ipmctl is missing (Debian: ipmctl)"
        : Environment.UserName != "root" ? "ipmctl needs root"
        : Directory.Exists(Session) && Directory.EnumerateFileSystemEntries(Session).Any() ? $"somebody's ipmctl session is in {Session}" : null;

    /// <summary>What one command prints of the machine in a playback file.</summary>
    public static string Show(string command, PlaybackFile file)
    {
        lock (OneAtATime)
        {
            var folder = Directory.CreateTempSubdirectory("nvdimm-ipmctl-");
            try
            {
                var path = Path.Combine(folder.FullName, "t.pbr");
                File.WriteAllBytes(path, PlaybackWriter.Write(file));
                Run($"load -source {path} -session");
                Run("start -session -mode playback_manual");
                return Run(command);
            }
            finally
            {
                Run("stop -force -session");
                folder.Delete(recursive: true);
                if (Directory.Exists(Session))
                {
                    Directory.Delete(Session, recursive: true);
                }
            }
        }
    }

    private static string Run(string arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(Program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true })!;
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var text = process.StandardOutput.ReadToEnd();
        Assert.True(process.WaitForExit(TimeSpan.FromMinutes(1)), string.Create(CultureInfo.InvariantCulture, $"ipmctl {arguments} hangs"));
        return text + error.Result;
    }
}
