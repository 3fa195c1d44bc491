using System.Diagnostics;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.KernelRing;

/// <summary>
/// Sends a corpus in order, each request to the running kernel and to the simulator of the same machine, and holds the two
/// answers against each other and against the recording.
/// </summary>
internal sealed class CorpusRun(INdKernel kernel, INdKernel simulator, Report report)
{
    /// <summary>A return value or negated errno, and the buffer after the call.</summary>
    private readonly record struct Answer(int Result, byte[] Buffer)
    {
        public bool SameAs(Answer other) => Result == other.Result && Buffer.AsSpan().SequenceEqual(other.Buffer);

        public override string ToString() =>
            (Result < 0 ? Errno.Name(-Result) : $"{Result}") + $", {Convert.ToHexString(Buffer, 0, Math.Min(Buffer.Length, 96)).ToLowerInvariant()}";
    }

    public void Send(IEnumerable<CorpusLine> corpus)
    {
        var sinceLast = Stopwatch.StartNew();
        foreach (var line in corpus)
        {
            if (line.Pause > TimeSpan.Zero)
            {
                Thread.Sleep(line.Pause);
            }
            else if (line.Within < sinceLast.Elapsed)
            {
                // The provider is busy for a second or so after the line before; a slow machine misses that.
                report.Skipped(line.Id, "sent too late to mean anything");
                continue;
            }
            else
            {
                Compare(line);
            }

            if (line.Within is null)
            {
                sinceLast.Restart();
            }
        }
    }

    private void Compare(CorpusLine line)
    {
        var recorded = new Answer(line.Result, line.After);
        var real = Ask(kernel, line);
        var simulated = Ask(simulator, line);
        if (!real.SameAs(recorded))
        {
            report.Failed(line.Id, $"recorded {recorded}\n    kernel   {real}");
        }
        else if (!simulated.SameAs(real))
        {
            report.Failed(line.Id, $"kernel    {real}\n    simulator {simulated}");
        }
        else
        {
            report.Passed();
        }
    }

    private static Answer Ask(INdKernel kernel, CorpusLine line)
    {
        var buffer = line.Before.ToArray();
        using var device = kernel.Open(line.Node, line.Access);
        return new Answer(device.Ioctl(line.Request, buffer), buffer);
    }
}
