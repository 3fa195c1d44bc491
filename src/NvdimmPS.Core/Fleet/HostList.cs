using NvdimmPS.Files;

namespace NvdimmPS.Fleet;

/// <summary>Hosts in the order in which they were named, each once, however it is spelled.</summary>
public sealed class HostList(string? userName = null, int? port = null)
{
    /// <summary>A list with more hosts than this is a mistake.</summary>
    public const int MaxHosts = 200_000;

    /// <summary>Each is named some ten times at most: once for each of its DIMMs.</summary>
    public const int MaxNames = 10 * MaxHosts;

    private readonly HashSet<FleetHost> _seen = [];
    private int _names;
    private bool _isFull;

    /// <summary>How often one was named again.</summary>
    public int Duplicates { get; private set; }

    /// <summary>The hosts of a text that are new: names with commas, blanks and ranges such as <c>node[01-20]</c>.</summary>
    /// <param name="text">The text.</param>
    /// <param name="refuse">Called for each name that is none; the others go on.</param>
    public IEnumerable<FleetHost> Add(string text, Action<NvdimmException> refuse)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(refuse);
        foreach (var name in _isFull ? [] : Split(text).SelectMany(part => Expand(part, refuse)))
        {
            var host = ++_names <= MaxNames ? Host(name, refuse) : null;
            if (host is not null && _seen.Contains(host))
            {
                Duplicates++;
            }
            else if (_names > MaxNames || (host is not null && _seen.Count == MaxHosts))
            {
                // Said once; what comes after is left out without a word.
                _isFull = true;
                refuse(HostErrors.TooMany(MaxHosts));
                yield break;
            }
            else if (host is not null)
            {
                _seen.Add(host);
                yield return host;
            }
        }
    }

    /// <summary>The lines of a file without what follows a <c>#</c>.</summary>
    /// <exception cref="NvdimmException">The file cannot be read, or names no host.</exception>
    public static IReadOnlyList<string> ReadFile(string path, CancellationToken stop = default)
    {
        var text = TextFile.ReadText(path, HostErrors.File, HostErrors.FileTooLarge, stop);
        if (text.Contains('\0', StringComparison.Ordinal))
        {
            throw HostErrors.FileNoText(path);
        }

        var lines =
            text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Split('#')[0].Trim()).Where(line => line.Length > 0).ToList();
        return lines.Count > 0 ? lines : throw HostErrors.FileEmpty(path);
    }

    private FleetHost? Host(string name, Action<NvdimmException> refuse)
    {
        try
        {
            return FleetHost.Parse(name).Or(userName, port);
        }
        catch (NvdimmException e)
        {
            refuse(e);
            return null;
        }
    }

    private static IEnumerable<string> Expand(string part, Action<NvdimmException> refuse)
    {
        try
        {
            return HostRange.Expand(part);
        }
        catch (NvdimmException e)
        {
            refuse(e);
            return [];
        }
    }

    /// <summary>At commas and blanks, but not at those in brackets.</summary>
    private static IEnumerable<string> Split(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= text.Length; i++)
        {
            var next = i < text.Length ? text[i] : ',';
            depth += next == '[' ? 1 : next == ']' ? -1 : 0;
            if (i == text.Length || depth <= 0 && (next == ',' || char.IsWhiteSpace(next)))
            {
                if (i > start)
                {
                    yield return text[start..i];
                }

                start = i + 1;
            }
        }
    }
}
