using System.Text;
using NvdimmPS.Abi;

namespace NvdimmPS.Tracing;

/// <summary>The answers of a trace, found by node, command and bytes.</summary>
internal sealed class RecordedAnswers
{
    private readonly Dictionary<(NdNode Node, int Command), List<RecordedQuestion>> _questions = [];
    private readonly Dictionary<(NdNode Node, NdAccess Access), List<RecordedOpen>> _opens = [];
    private readonly Dictionary<(NdNode Node, NdAccess Access), int> _opened = [];
    private readonly HashSet<long> _written = [];
    private readonly Trace _trace;

    public RecordedAnswers(Trace trace)
    {
        _trace = trace;
        foreach (var request in trace.Requests)
        {
            var questions = Of(request.Node, request.Request);
            if (questions.Find(q => q.IsAskedBy(request.Before, request.Hidden)) is { } known)
            {
                known.Add(request);
            }
            else
            {
                questions.Add(new RecordedQuestion(request));
            }
        }

        foreach (var group in trace.Opens.GroupBy(o => (o.Node, o.Access)))
        {
            _opens[group.Key] = [.. group];
        }
    }

    /// <summary>What an open gave: the recorded ones in their order, the last one again and again; null where there is none.</summary>
    public RecordedOpen? Open(NdNode node, NdAccess access)
    {
        lock (_questions)
        {
            if (!_opens.TryGetValue((node, access), out var opens))
            {
                return null;
            }

            var next = _opened.GetValueOrDefault((node, access));
            _opened[(node, access)] = next + 1;
            return opens[Math.Min(next, opens.Count - 1)];
        }
    }

    /// <summary>
    /// What the write of an attribute came to: the recorded ones of that value in their order, the last one again and again.
    /// </summary>
    /// <exception cref="NdReplayException">The trace has none; the message says what it has.</exception>
    public RecordedWrite Write(string attribute, ReadOnlySpan<byte> value)
    {
        lock (_questions)
        {
            RecordedWrite? answer = null;
            foreach (var write in _trace.Writes)
            {
                if (write.Attribute == attribute && value.SequenceEqual(write.Value))
                {
                    answer = write;
                    if (_written.Add(write.Sequence))
                    {
                        return write;
                    }
                }
            }

            return answer ?? throw TraceErrors.WriteNotRecorded(_trace, attribute, Encoding.UTF8.GetString(value));
        }
    }

    /// <summary>The answer to a request.</summary>
    /// <exception cref="NdReplayException">The trace has none; the message says what it has.</exception>
    public RecordedRequest Find(NdNode node, uint request, ReadOnlySpan<byte> buffer)
    {
        lock (_questions)
        {
            foreach (var question in Of(node, request))
            {
                if (question.IsAskedBy(buffer, []))
                {
                    return question.Answer();
                }
            }

            throw TraceErrors.NotRecorded(_trace.Path, node, request, buffer, _questions.Where(q => q.Key.Node == node)
                .SelectMany(q => q.Value).ToList());
        }
    }

    // Of the request number the kernel looks at the command alone, and the rest differs between architectures.
    private List<RecordedQuestion> Of(NdNode node, uint request)
    {
        var key = (node, IoctlNumber.Number(request));
        return _questions.TryGetValue(key, out var questions) ? questions : _questions[key] = [];
    }
}
