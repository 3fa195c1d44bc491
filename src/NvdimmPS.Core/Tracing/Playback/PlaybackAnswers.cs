using System.Buffers.Binary;
using System.Text;
using NvdimmPS.Abi;
using NvdimmPS.Dsm;

namespace NvdimmPS.Tracing.Playback;

/// <summary>
/// The answers of a playback file. It has vendor commands, which the pass-through function carries; functions that answer with the
/// payload of one, behind their status word, are answered out of that command.
/// </summary>
internal sealed class PlaybackAnswers
{
    private const uint SmartFunction = 1, ThresholdFunction = 2, PassThrough = 9;
    private const int WordSize = sizeof(uint), FunctionSpecific = 7, StatusShift = 16;

    private readonly Dictionary<(NdNode Node, uint Word, string Input), List<PlaybackCall>> _calls = [];
    private readonly Dictionary<(NdNode Node, uint Word, string Input), int> _next = [];
    private readonly string _path;

    public PlaybackAnswers(string path, PlaybackFile file, IReadOnlyDictionary<uint, NdNode> nodes, CancellationToken stop)
    {
        _path = path;
        foreach (var call in file.Calls)
        {
            stop.ThrowIfCancellationRequested();
            var key = Key(nodes[call.Handle], call.Word, call.Input);
            if (!_calls.TryGetValue(key, out var same))
            {
                _calls.Add(key, same = []);
            }

            same.Add(call);
        }
    }

    /// <summary>The vendor command whose payload a function answers with, by the function's number.</summary>
    public static IReadOnlyDictionary<uint, uint> Carried { get; } =
        new Dictionary<uint, uint> { [SmartFunction] = 0x0008, [ThresholdFunction] = 0x0104 };

    /// <summary>What a DIMM offers: the functions that the file has answers for.</summary>
    public static ulong Mask(IEnumerable<PlaybackCall> calls)
    {
        var words = calls.Select(c => c.Word).ToHashSet();
        return Carried.Where(c => words.Contains(c.Value)).Aggregate(1UL << (int)PassThrough, (mask, c) => mask | 1UL << (int)c.Key);
    }

    /// <summary>The answer to a request: the recorded ones of that input in their order, the last one again and again.</summary>
    /// <exception cref="NdReplayException">The file has none.</exception>
    public RecordedRequest Find(NdNode node, uint request, ReadOnlySpan<byte> buffer)
    {
        var envelope = DsmEnvelope.Read(node.Kind, request, buffer);
        var input = buffer[envelope.InputOffset..(int)Math.Min(envelope.InputOffset + envelope.InputSize, buffer.Length)];
        var isPassThrough = envelope.Number == PassThrough && input.Length >= 2 * WordSize;
        uint? word = envelope.FamilyCode != (ulong)NdFamily.Intel || node.Kind != NdNodeKind.Dimm ? null
            : isPassThrough ? BinaryPrimitives.ReadUInt32LittleEndian(input)
            : Carried.TryGetValue(envelope.Number, out var carried) ? carried : null;
        if (word is not { } wanted || Next(node, wanted, isPassThrough ? input[(2 * WordSize)..] : []) is not { } call)
        {
            throw TraceErrors.NotInPlayback(_path, node, envelope.FunctionName, word, Commands(node));
        }

        if (call.Result != 0 && call.Status == 0)
        {
            throw TraceErrors.FailedInPlayback(_path, node, wanted, call.Result);
        }

        return Answer(node, request, buffer, envelope, isPassThrough, call);
    }

    private static RecordedRequest Answer(NdNode node, uint request, ReadOnlySpan<byte> buffer, DsmEnvelope envelope, bool isPassThrough,
        PlaybackCall call)
    {
        var (before, after) = (buffer.ToArray(), buffer.ToArray());
        var start = (int)Math.Min(envelope.OutputOffset, after.Length);
        var payload = call.Status == 0 ? call.Output : [];
        var answer = new byte[(isPassThrough ? 2 : 1) * WordSize + payload.Length];
        BinaryPrimitives.WriteUInt32LittleEndian(answer, call.Status == 0 ? 0 : (uint)call.Status << StatusShift | FunctionSpecific);
        if (isPassThrough)
        {
            BinaryPrimitives.WriteInt32LittleEndian(answer.AsSpan(WordSize), payload.Length);
        }

        payload.CopyTo(answer, answer.Length - payload.Length);
        var room = after.AsSpan(start);
        room.Clear();
        var filled = Math.Min(room.Length, answer.Length);
        answer.AsSpan(0, filled).CopyTo(room);
        if (envelope.Route == NdRoute.Call)
        {
            BinaryPrimitives.WriteInt32LittleEndian(after.AsSpan(RecordedQuestion.FirmwareSizeOffset), answer.Length);
        }

        // A legacy command tells what was not filled by its result.
        return new RecordedRequest(0, default, node, NdAccess.ReadWrite, request, before, after,
            envelope.Route == NdRoute.Call ? 0 : room.Length - filled, TimeSpan.Zero, []);
    }

    private PlaybackCall? Next(NdNode node, uint word, ReadOnlySpan<byte> input)
    {
        lock (_next)
        {
            var key = Key(node, word, input);
            if (!_calls.TryGetValue(key, out var calls))
            {
                return null;
            }

            var next = _next.GetValueOrDefault(key);
            _next[key] = next + 1;
            return calls[Math.Min(next, calls.Count - 1)];
        }
    }

    private string[] Commands(NdNode node) => [.. _calls.Keys.Where(k => k.Node == node).Select(k => k.Word).Distinct().Order()
        .Select(TraceErrors.CommandName)];

    /// <summary>Zeros at the end mean nothing: one recorder sends all 128 bytes, another one those that say something.</summary>
    private static (NdNode Node, uint Word, string Input) Key(NdNode node, uint word, ReadOnlySpan<byte> input) =>
        (node, word, Encoding.Latin1.GetString(input[..(input.LastIndexOfAnyExcept((byte)0) + 1)]));
}
