using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NvdimmPS.Fleet;

/// <summary>
/// The ssh processes that the engine starts for us. To end one is the only way out of a session whose far side hangs: the
/// engine waits there for an answer, and breaks down when the connection ends meanwhile. The far side sees the end of its
/// input and ends too.
/// </summary>
internal static class SshClients
{
    /// <summary>An option that does nothing as long as PermitLocalCommand is off, as it is unless somebody turned it on.</summary>
    public const string TagOption = "LocalCommand";

    /// <summary>The option's value: a command of the shell that does nothing.</summary>
    public static string Tagged(string tag) => TagPrefix + tag;

    private const string TagPrefix = ": ";

    private static readonly Dictionary<int, string> Known = [];

    private static readonly Lazy<string?> Own = new(() => Read("/proc/self/cmdline"));

    /// <summary>Ends the ssh of a tag; false where it cannot be found.</summary>
    public static bool End(string tag)
    {
        var found = false;
        foreach (var id in Ids().Where(id => IsTagged(id, tag)))
        {
            try
            {
                using var ssh = Process.GetProcessById(id);
                ssh.Kill();
                found = true;
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
            {
                // It ended by itself, or is not ours to end.
            }
        }

        return found;
    }

    /// <summary>How much the ssh of a tag has written: what came from its host. 0 where it cannot be found.</summary>
    /// <param name="tag">The tag.</param>
    /// <param name="id">Its process, found out when it is 0.</param>
    public static long BytesWritten(string tag, ref int id)
    {
        if (id == 0)
        {
            id = New().FirstOrDefault(p => p.CommandLine.Contains(tag, StringComparison.Ordinal)).Id;
        }

        if (id == 0 || Read($"/proc/{id}/io") is not { } counters)
        {
            return 0;
        }

        var line = counters.Split('\n').FirstOrDefault(l => l.StartsWith("wchar: ", StringComparison.Ordinal));
        return long.TryParse(line?["wchar: ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
    }

    /// <summary>The ssh processes of ours that run. Of any other process the command line is read once.</summary>
    private static List<(int Id, string CommandLine)> New()
    {
        lock (Known)
        {
            var ids = Ids().ToHashSet();
            foreach (var gone in Known.Keys.Where(id => !ids.Contains(id)).ToList())
            {
                Known.Remove(gone);
            }

            // Between fork and exec a child looks like this process.
            foreach (var id in ids.Where(id => !Known.ContainsKey(id)))
            {
                if (Read($"/proc/{id}/cmdline") is { Length: > 0 } line && line != Own.Value)
                {
                    Known[id] = line.Contains($"{TagOption}={TagPrefix}", StringComparison.Ordinal) ? line : string.Empty;
                }
            }

            return [.. Known.Where(p => p.Value.Length > 0).Select(p => (p.Key, p.Value))];
        }
    }

    private static IEnumerable<int> Ids() => Directory.Exists("/proc")
        ? Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)
        : [];

    private static bool IsTagged(int id, string tag) => Read($"/proc/{id}/cmdline")?.Contains($"{TagOption}={Tagged(tag)}", StringComparison.Ordinal) == true;

    private static string? Read(string path)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
