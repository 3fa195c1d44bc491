using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tracing;

/// <summary>A request of which a trace has one answer or several, in their order.</summary>
internal sealed class RecordedQuestion
{
    /// <summary>nd_fw_size in the package of a generic call.</summary>
    public const int FirmwareSizeOffset = 60;

    private readonly RecordedRequest _request;
    private readonly List<RecordedRequest> _answers = [];
    private readonly List<int> _marks;
    private readonly long _inputEnd;
    private int _next;

    public RecordedQuestion(RecordedRequest request)
    {
        _request = request;
        Envelope = DsmEnvelope.Read(request.Node.Kind, request.Request, request.Before);
        _marks = [.. Marks(Envelope)];
        _inputEnd = Math.Min(Envelope.InputOffset + Envelope.InputSize, request.Before.Length);
        _answers.Add(request);
    }

    public DsmEnvelope Envelope { get; }

    /// <summary>The size of the whole buffer.</summary>
    public int Length => _request.Before.Length;

    /// <summary>For a message: the function, and by which route.</summary>
    public string Name => Envelope.Route == NdRoute.Call
        ? Envelope.FunctionName
        : $"{Envelope.FunctionName} (legacy {Envelope.Command?.Name})";

    public void Add(RecordedRequest answer) => _answers.Add(answer);

    /// <summary>
    /// True for the same request. Hidden bytes match any; what the output holds when it is sent means nothing, and neither
    /// do the words that are marked as not written.
    /// </summary>
    public bool IsAskedBy(ReadOnlySpan<byte> buffer, IReadOnlyList<HiddenBytes> hidden)
    {
        if (buffer.Length != _request.Before.Length)
        {
            return false;
        }

        for (var i = 0; i < _inputEnd; i++)
        {
            if (buffer[i] != _request.Before[i] && !IsMark(i) && !Covers(_request.Hidden, i) && !Covers(hidden, i))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The next answer; the last one again and again.</summary>
    public RecordedRequest Answer() => _answers[Math.Min(_next++, _answers.Count - 1)];

    /// <summary>Where the words are that a caller marks as not written.</summary>
    public static IEnumerable<int> Marks(DsmEnvelope envelope)
    {
        if (envelope.Route == NdRoute.Call)
        {
            yield return FirmwareSizeOffset;
        }

        if (envelope.OutputOffset <= int.MaxValue - sizeof(uint))
        {
            yield return (int)envelope.OutputOffset;
        }
    }

    private bool IsMark(int offset) => _marks.Exists(mark => offset >= mark && offset < mark + sizeof(uint));

    private static bool Covers(IReadOnlyList<HiddenBytes> hidden, int offset)
    {
        foreach (var range in hidden)
        {
            if (offset >= range.Offset && offset < range.End)
            {
                return true;
            }
        }

        return false;
    }
}
