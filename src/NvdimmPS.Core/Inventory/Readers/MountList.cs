using System.Text;
using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>What is mounted where: a file in the form of <c>/proc/self/mountinfo</c>, read when first asked for.</summary>
internal sealed class MountList(string path, KernelOrigin? origin = null)
{
    private List<(string Device, string Source, string Point)>? _mounts;
    private string? _reason;

    /// <summary>The mount points of a block device and of its partitions.</summary>
    public string[] Of(AttributeReader a, string blockDevice, string? deviceNumber)
    {
        _mounts ??= Load();
        if (_reason is not null)
        {
            a.Miss(nameof(NvdimmNamespace.MountPoints), _reason);
        }

        var points = new List<string>();
        foreach (var mount in _mounts)
        {
            if ((mount.Device == deviceNumber || IsOn(mount.Source, blockDevice)) && !points.Contains(mount.Point))
            {
                points.Add(mount.Point);
            }
        }

        return [.. points];
    }

    /// <summary>
    /// By the source's name too: btrfs has a device number of its own, and a partition's is not its disk's.
    /// </summary>
    private static bool IsOn(string source, string blockDevice)
    {
        const string dev = "/dev/";
        if (!source.StartsWith(dev, StringComparison.Ordinal)
            || !source.AsSpan(dev.Length).StartsWith(blockDevice, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = source.AsSpan(dev.Length + blockDevice.Length);
        return rest.IsEmpty || (rest[0] == 'p' && rest.Length > 1 && !rest[1..].ContainsAnyExceptInRange('0', '9'));
    }

    private List<(string Device, string Source, string Point)> Load()
    {
        var mounts = new List<(string, string, string)>();
        try
        {
            foreach (var line in TableFile.Lines(path))
            {
                var words = line.Split(' ');
                var separator = Array.IndexOf(words, "-", 0);
                if (separator >= 6 && separator + 2 < words.Length)
                {
                    mounts.Add((words[2], Decode(words[separator + 2]), Decode(words[4])));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _reason = $"{origin?.Show(path) ?? path}: {(e is FileNotFoundException ? "no such file" : e.Message)}";
        }

        return mounts;
    }

    /// <summary>The kernel writes space, tab, line end and backslash as a backslash and three octal digits.</summary>
    internal static string Decode(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 3 < text.Length && text.AsSpan(i + 1, 3).IndexOfAnyExceptInRange('0', '7') < 0)
            {
                result.Append((char)((text[i + 1] - '0') * 64 + (text[i + 2] - '0') * 8 + text[i + 3] - '0'));
                i += 3;
            }
            else
            {
                result.Append(text[i]);
            }
        }

        return result.ToString();
    }
}
