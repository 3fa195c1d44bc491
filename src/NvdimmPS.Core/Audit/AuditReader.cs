using NvdimmPS.Files;

namespace NvdimmPS.Audit;

/// <summary>
/// Reads a log as calls. The outcome of a call is reported as soon as it is read; a question that was never answered, once the log
/// is at its end.
/// </summary>
internal static class AuditReader
{
    // A log of nothing but questions must not fill the memory.
    private const int MostUnanswered = 100_000;

    /// <summary>The calls of a file, one at a time.</summary>
    /// <param name="path">The file.</param>
    /// <param name="bad">Is told of a line that is none, or of the file; the rest goes on.</param>
    /// <param name="stop">Ends waiting for the writer, where the file is a pipe.</param>
    public static IEnumerable<NvdimmAuditRecord> Read(string path, Action<NvdimmException> bad, CancellationToken stop)
    {
        if (Open(path, bad, stop) is not { } lines)
        {
            yield break;
        }

        using (lines)
        {
            var asked = new Dictionary<string, NvdimmAuditRecord>(StringComparer.Ordinal);
            while (Next(lines, path, bad) is (true, var record))
            {
                if (record is { Answered: true })
                {
                    asked.Remove(record.Id);
                    yield return record;
                }
                else if (record is not null && (asked.Count < MostUnanswered || asked.ContainsKey(record.Id)))
                {
                    asked[record.Id] = record;
                }
                else if (record is not null)
                {
                    yield return record;
                }
            }

            foreach (var record in asked.Values.OrderBy(r => r.Time))
            {
                yield return record;
            }
        }
    }

    private static AuditLines? Open(string path, Action<NvdimmException> bad, CancellationToken stop)
    {
        try
        {
            return new AuditLines(InputFile.Open(path, stop));
        }
        catch (Exception e) when (AtomicFile.IsOfTheDisk(e))
        {
            bad(AuditErrors.Unreadable(path, e));
            return null;
        }
    }

    /// <summary>The next line: false at the end, no record for a bad one.</summary>
    private static (bool IsLine, NvdimmAuditRecord? Record) Next(AuditLines lines, string path, Action<NvdimmException> bad)
    {
        try
        {
            if (!lines.TryRead(out var line))
            {
                return default;
            }

            if (line is { Length: 0 })
            {
                return (true, null);
            }

            return (true, line is { } text
                ? AuditText.Read(text)
                : throw new FormatException($"it is longer than {AuditLines.MaxLine >> 10} KiB, which no record is"));
        }
        catch (FormatException e)
        {
            bad(AuditErrors.Line(path, lines.Number, lines.IsWhole ? e.Message : "it breaks off"));
            return (true, null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            bad(AuditErrors.Unreadable(path, e));
            return default;
        }
    }
}
