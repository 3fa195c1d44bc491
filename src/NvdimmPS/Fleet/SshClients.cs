using System.Globalization;
using System.Text;
using Microsoft.Win32.SafeHandles;
using NvdimmPS.Kernel;

namespace NvdimmPS.Shell.Fleet;

/// <summary>
/// The ssh processes that the engine starts for us. To end one is the only quick way out of a session whose far side hangs: the
/// engine waits a minute for it to say goodbye. The far side sees the end of its input and ends too. To hold
/// one up is the only way to make a far side wait.
/// </summary>
internal static class SshClients
{
    /// <summary>An option that does nothing as long as PermitLocalCommand is off, as it is unless somebody turned it on.</summary>
    public const string TagOption = "LocalCommand";

    private const string TagPrefix = ": ";

    // The same on every architecture of Linux but for MIPS and Alpha, where PowerShell does not run.
    private const int Kill = 9, Continue = 18, Stop = 19;

    private static readonly Dictionary<int, string> Known = [];
    private static readonly HashSet<string> Ending = [];
    private static readonly Lazy<string?> Own = new(() => Read("/proc/self/cmdline"));

    // A process that this one stopped would stay stopped for ever.
    static SshClients() => AppDomain.CurrentDomain.ProcessExit += (_, _) => EndAll();

    /// <summary>The option's value: a command of the shell that does nothing.</summary>
    public static string Tagged(string tag) => TagPrefix + tag;

    /// <summary>Holds up the ssh of a tag; false where it cannot be found.</summary>
    public static bool Pause(string tag) => Signal(tag, Stop);

    /// <summary>Lets it go on.</summary>
    public static void Resume(string tag) => Signal(tag, Continue);

    /// <summary>
    /// Ends the ssh of a tag; false where it cannot be found. It is held up at once and ended when the engine has taken what came
    /// before: with that still to do, the engine writes to the closed connection and ends the process.
    /// </summary>
    /// <param name="tag">The tag.</param>
    /// <param name="taken">How much the engine has taken so far.</param>
    public static bool End(string tag, Func<long> taken)
    {
        lock (Ending)
        {
            if (!Ending.Add(tag))
            {
                return true;
            }
        }

        if (!Pause(tag))
        {
            Over(tag);
            return false;
        }

        _ = Task.Factory.StartNew(() => EndWhenQuiet(tag, taken), CancellationToken.None, TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        return true;
    }

    /// <summary>Each tagged ssh that runs: its process, and how much it has written, which is what came from its host.</summary>
    public static Dictionary<string, (int Id, long Bytes)> All()
    {
        lock (Known)
        {
            Refresh();
            return Known.Where(p => p.Value.Length > 0).ToDictionary(p => p.Value, p => (p.Key, Written(p.Key)));
        }
    }

    /// <summary>
    /// Takes hold of an ssh as soon as it runs. Its input stays open as long as this is held: the engine writes to an ssh that has
    /// ended meanwhile, and that would end the process. Its output is made narrow, so that it cannot be far ahead of who reads it.
    /// </summary>
    /// <param name="id">The process.</param>
    /// <returns>What holds it; null where it cannot be.</returns>
    public static SafeFileHandle? Hold(int id)
    {
        const int setPipeSize = 1031, page = 4096;
        using (var output = Open($"/proc/{id}/fd/1", Libc.O_WRONLY))
        {
            if (output is not null)
            {
                _ = Libc.fcntl((int)output.DangerousGetHandle(), setPipeSize, page);
            }
        }

        return Open($"/proc/{id}/fd/0", Libc.O_RDONLY);
    }

    private static SafeFileHandle? Open(string pipe, int access) =>
        FileCall.Open(pipe, access | Libc.O_NONBLOCK) is >= 0 and var descriptor ? new SafeFileHandle(descriptor, ownsHandle: true) : null;

    private static long Written(int id)
    {
        var line = Read($"/proc/{id}/io")?.Split('\n').FirstOrDefault(l => l.StartsWith("wchar: ", StringComparison.Ordinal));
        return long.TryParse(line?["wchar: ".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : 0;
    }

    /// <summary>Without a time limit: nothing waits for it, and a blocked process sends nothing more.</summary>
    private static void EndWhenQuiet(string tag, Func<long> taken)
    {
        const int everyMs = 50, quietTicks = 6;
        var (before, quiet) = (-1L, 0);
        while (quiet < quietTicks)
        {
            Thread.Sleep(everyMs);
            var now = taken();
            quiet = now == before && ThreadPool.PendingWorkItemCount == 0 ? quiet + 1 : 0;
            before = now;
        }

        Signal(tag, Kill);
        Over(tag);
    }

    private static void EndAll()
    {
        string[] tags;
        lock (Ending)
        {
            tags = [.. Ending];
        }

        Array.ForEach(tags, tag => Signal(tag, Kill));
    }

    private static void Over(string tag)
    {
        lock (Ending)
        {
            Ending.Remove(tag);
        }
    }

    private static bool Signal(string tag, int signal) => Find(tag) is > 0 and var id && IsTagged(id, tag) && Libc.kill(id, signal) == 0;

    /// <summary>The process of a tag; 0 where there is none.</summary>
    private static int Find(string tag)
    {
        lock (Known)
        {
            if (IdOf(tag) is 0)
            {
                Refresh();
            }

            return IdOf(tag);
        }
    }

    private static int IdOf(string tag) => Known.FirstOrDefault(p => p.Value == tag).Key;

    /// <summary>Looks for processes that are new; of each the command line is read once.</summary>
    private static void Refresh()
    {
        var ids = Ids().ToHashSet();
        foreach (var gone in Known.Keys.Where(id => !ids.Contains(id)).ToList())
        {
            Known.Remove(gone);
        }

        foreach (var id in ids.Where(id => !Known.ContainsKey(id)))
        {
            // Between fork and exec a child looks like this process.
            if (Read($"/proc/{id}/cmdline") is { Length: > 0 } line && line != Own.Value)
            {
                Known[id] = TagOf(line);
            }
        }
    }

    /// <summary>The tag on a command line, or nothing.</summary>
    private static string TagOf(string line)
    {
        var option = $"{TagOption}={TagPrefix}";
        var start = line.IndexOf(option, StringComparison.Ordinal);
        return start < 0 ? string.Empty : line[(start + option.Length)..].Split('\0')[0];
    }

    private static IEnumerable<int> Ids() => Directory.Exists("/proc")
        ? Directory.EnumerateDirectories("/proc")
            .Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0)
                .Where(id => id > 0)
        : [];

    private static bool IsTagged(int id, string tag) => Read($"/proc/{id}/cmdline") is { } line && TagOf(line) == tag;

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
