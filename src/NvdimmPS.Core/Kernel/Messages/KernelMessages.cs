using System.Globalization;
using System.Text;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>
/// The messages that the kernel keeps, as <c>/dev/kmsg</c> gives them: a record a read, without waiting for new ones.
/// </summary>
internal static class KernelMessages
{
    /// <summary>A record is shorter; the kernel refuses a smaller buffer than the record needs.</summary>
    private const int LargestRecord = 8192;

    /// <summary>The kernel's ring is 16 MiB at most.</summary>
    private const int MostRecords = 500_000;

    /// <summary>Reads them all, oldest first.</summary>
    /// <exception cref="NvdimmException">They may not be read, or there is no such node.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        BlockingCall.Waits(Path.GetDirectoryName(path)!, Path.GetFileName(path));
        var fd = FileCall.Open(path, Libc.O_RDONLY | Libc.O_NONBLOCK | Libc.O_NOFOLLOW);
        if (fd < 0)
        {
            throw KernelErrors.Messages(path, -fd);
        }

        using var handle = new NdHandle(fd);
        if (FileStatus.Get(fd)?.Kind != FileKind.CharacterDevice)
        {
            throw KernelErrors.Messages(path, Errno.ENXIO);
        }

        var lines = new List<string>();
        var buffer = new byte[LargestRecord];
        while (lines.Count < MostRecords)
        {
            var length = (int)FileCall.Read(fd, buffer);
            if (length == -Errno.EPIPE)
            {
                continue; // the record was overwritten meanwhile; the next read gives the oldest that is left
            }

            if (length is 0 or -Errno.EAGAIN)
            {
                break;
            }

            if (length < 0)
            {
                throw KernelErrors.Messages(path, -length);
            }

            lines.Add(Line(Encoding.UTF8.GetString(buffer, 0, length)));
        }

        return lines;
    }

    /// <summary>
    /// A record as dmesg shows it: its time since the start in seconds, and its text. Before the text stand priority, sequence
    /// number, microseconds and flags; behind it, a line each, what device it is of.
    /// </summary>
    internal static string Line(string record)
    {
        var head = record.IndexOf(';', StringComparison.Ordinal);
        if (head < 0)
        {
            return Printable.Line(record.TrimEnd('\n'));
        }

        var end = record.IndexOf('\n', head);
        var text = Printable.Line(end < 0 ? record[(head + 1)..] : record[(head + 1)..end]);
        return record[..head].Split(',') is [_, _, var time, ..] && long.TryParse(time, CultureInfo.InvariantCulture, out var microseconds)
            ? string.Create(CultureInfo.InvariantCulture, $"[{microseconds / 1e6,12:0.000000}] {text}")
            : text;
    }
}
