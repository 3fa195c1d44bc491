using System.Text;
using System.Text.RegularExpressions;
using NvdimmPS.Files;

namespace NvdimmPS.Fleet;

/// <summary>The hosts that a user's ssh knows by name, for completion: an unreadable file names no host.</summary>
internal static partial class KnownHosts
{
    /// <summary>Far more than a person's files have; what is larger is not worth the wait at a prompt.</summary>
    public const int MaxSize = 4 << 20;

    /// <summary>Names, each once, those of the configuration first, with the file that has it.</summary>
    /// <param name="folder">Such as <c>~/.ssh</c>.</param>
    public static IEnumerable<(string Name, string Source)> Read(string folder)
    {
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (file, names) in new (string, Func<string, IEnumerable<string>>)[] { ("config", Configured), ("known_hosts", Known) })
        {
            foreach (var name in Lines(Path.Combine(folder, file)).SelectMany(names).Where(n => IsName(n) && seen.Add(n)))
            {
                yield return (name, Path.Combine(folder, file));
            }
        }
    }

    /// <summary>The names of a Host line of ssh_config(5). Files that it includes are not followed.</summary>
    private static IEnumerable<string> Configured(string line)
    {
        var found = HostLine().Match(line);
        return found.Success
            ? found.Groups[1].Value.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries).TakeWhile(n => n[0] != '#')
                .Select(n => n.Trim('"'))
            : [];
    }

    /// <summary>The names of a line of sshd(8)'s known_hosts; a hashed one does not tell them.</summary>
    private static string[] Known(string line)
    {
        var words = line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return words is [var names, _, _, ..] && names[0] is not ('@' or '|' or '#') ? names.Split(',') : [];
    }

    /// <summary>False for a pattern, and for what is no host to name; in a host's name is nothing that would steer a terminal.</summary>
    private static bool IsName(string name)
    {
        try
        {
            return name.AsSpan().IndexOfAny('*', '?', '!') < 0 && FleetHost.Parse(name) is not null;
        }
        catch (NvdimmException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"^host(?:\s*=\s*|\s+)(.*)$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex HostLine();

    private static string[] Lines(string path)
    {
        try
        {
            var bytes =
                InputFile.Read(path, MaxSize, HostErrors.File, (p, _) => HostErrors.FileTooLarge(p, MaxSize), CancellationToken.None);
            return Encoding.UTF8.GetString(bytes).ReplaceLineEndings("\n").Split('\n', StringSplitOptions.TrimEntries);
        }
        catch (NvdimmException)
        {
            return [];
        }
    }
}
