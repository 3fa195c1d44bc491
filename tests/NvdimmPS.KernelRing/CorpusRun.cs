using System.Diagnostics;
using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>Sends a corpus to a kernel, in order, and holds each answer against the recorded one.</summary>
public static class CorpusRun
{
    /// <summary>A request that was answered otherwise.</summary>
    public sealed record Difference(string Id, string Expected, string Actual);

    /// <summary>What came of it.</summary>
    public sealed record Outcome(int Sent, int TooLate, IReadOnlyList<Difference> Differences);

    /// <param name="kernel">The running kernel, or a simulator of the same machine.</param>
    /// <param name="corpus">The requests.</param>
    /// <param name="wait">How a pause is made: real time, or the simulator's clock.</param>
    public static Outcome Send(INdKernel kernel, IEnumerable<CorpusLine> corpus, Action<TimeSpan> wait)
    {
        var differences = new List<Difference>();
        int sent = 0, late = 0;
        var last = Stopwatch.StartNew();
        foreach (var line in corpus)
        {
            if (line.Pause > TimeSpan.Zero)
            {
                wait(line.Pause);
                last.Restart();
                continue;
            }

            if (line.Within < last.Elapsed)
            {
                late++;
                continue;
            }

            if (Answer(kernel, line) is { } difference)
            {
                differences.Add(difference);
            }

            sent++;
            if (line.Within is null)
            {
                last.Restart();
            }
        }

        return new Outcome(sent, late, differences);
    }

    private static Difference? Answer(INdKernel kernel, CorpusLine line)
    {
        var buffer = line.Before.ToArray();
        int result;
        using (var device = kernel.Open(line.Node, line.Access))
        {
            result = device.Ioctl(line.Request, buffer);
        }

        return result == line.Result && buffer.AsSpan().SequenceEqual(line.After)
            ? null
            : new Difference(line.Id, Show(line.Result, line.After, line.Before), Show(result, buffer, line.Before));
    }

    private static string Show(int result, byte[] after, byte[] before) =>
        (result < 0 ? Errno.Name(-result) : $"{result}") + (after.AsSpan().SequenceEqual(before) ? ", buffer as sent" : $", {Convert.ToHexString(after, 0, Math.Min(after.Length, 96)).ToLowerInvariant()}");
}
