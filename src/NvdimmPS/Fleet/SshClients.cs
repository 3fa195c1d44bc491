using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace NvdimmPS.Fleet;

/// <summary>
/// The ssh processes that the engine starts for us. To end one is the only quick way out of a session whose far side hangs: the
/// engine waits a minute for it to say goodbye. The far side sees the end of its input and ends too.
/// </summary>
internal static class SshClients
{
    /// <summary>An option that does nothing as long as PermitLocalCommand is off, as it is unless somebody turned it on.</summary>
    public const string TagOption = "LocalCommand";

    /// <summary>The option's value: a command of the shell that does nothing.</summary>
    public static string Tagged(string tag) => $": {tag}";

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

    private static IEnumerable<int> Ids() => Directory.Exists("/proc")
        ? Directory.EnumerateDirectories("/proc").Select(folder => int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).Where(id => id > 0)
        : [];

    private static bool IsTagged(int id, string tag)
    {
        try
        {
            return Encoding.UTF8.GetString(File.ReadAllBytes($"/proc/{id}/cmdline")).Contains($"{TagOption}={Tagged(tag)}", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
