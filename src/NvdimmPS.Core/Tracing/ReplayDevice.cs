using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;

namespace NvdimmPS.Tracing;

/// <summary>An open node of a replayed trace.</summary>
internal sealed class ReplayDevice(ReplayKernel kernel, NdNode node, NdAccess access) : INdDevice
{
    public NdNode Node => node;

    public int Ioctl(uint request, Span<byte> buffer)
    {
        NdEnvelope.EnsureInside(node.Kind, request, buffer);
        if (kernel.TranscriptCapacity == 0)
        {
            return Answer(request, buffer);
        }

        var before = buffer.ToArray();
        var result = Answer(request, buffer);
        kernel.Record(node, access, request, before, buffer, result);
        return result;
    }

    public void Dispose()
    {
    }

    private int Answer(uint request, Span<byte> buffer)
    {
        if (kernel.IsGone)
        {
            return -Errno.ENXIO;
        }

        if (kernel.Snoop is { } snoop && snoop(Snooped(request, buffer)) is var errno and not 0)
        {
            return -Math.Abs(errno);
        }

        var recorded = kernel.Find(node, request, buffer);
        if (recorded.After is not null)
        {
            Fill(recorded, buffer);
        }

        return recorded.Result;
    }

    /// <summary>
    /// Writes the recorded answer. Hidden bytes that were sent stay as they are sent now; an answer that was hidden is none.
    /// </summary>
    private void Fill(RecordedRequest recorded, Span<byte> buffer)
    {
        var envelope = DsmEnvelope.Read(node.Kind, recorded.Request, recorded.Before);
        if (recorded.Hidden.FirstOrDefault(h => h.End > envelope.OutputOffset) is { } answer)
        {
            throw TraceErrors.AnswerHidden(kernel.Path, node, envelope.FunctionName, answer.Reason);
        }

        var kept = recorded.Hidden.Select(h => (h.Offset, h.End))
            .Concat(RecordedQuestion.Marks(envelope).Where(m => IsNotWritten(recorded, m)).Select(m => (Offset: m, End: m + sizeof(uint))));
        var next = 0;
        foreach (var (offset, end) in kept.Order())
        {
            recorded.After.AsSpan(next, Math.Max(0, offset - next)).CopyTo(buffer[next..]);
            next = Math.Max(next, end);
        }

        recorded.After.AsSpan(next).CopyTo(buffer[next..]);
    }

    /// <summary>
    /// A word that was marked when it was sent and came back as it was: it stays marked in the words of today. Others than
    /// NvdimmPS mark nd_fw_size with zero, which no answer has; a status of zero is success.
    /// </summary>
    private static bool IsNotWritten(RecordedRequest recorded, int offset)
    {
        const int size = sizeof(uint);
        return offset + size <= recorded.Before.Length
            && recorded.Before.AsSpan(offset, size) is var sent && sent.SequenceEqual(recorded.After.AsSpan(offset, size))
            && (offset == RecordedQuestion.FirmwareSizeOffset || sent.ContainsAnyExcept((byte)0));
    }

    private NdSnoopedRequest Snooped(uint request, ReadOnlySpan<byte> buffer)
    {
        var envelope = DsmEnvelope.Read(node.Kind, request, buffer);
        var end = (int)Math.Min(envelope.InputOffset + envelope.InputSize, buffer.Length);
        return new NdSnoopedRequest(node, envelope.Route, envelope.FamilyCode, envelope.Number, buffer[envelope.InputOffset..end]
            .ToArray());
    }
}
