using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Fuzz.Expected;
using NvdimmPS.Fuzz.Making;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Tracing;

namespace NvdimmPS.Fuzz.Entrances;

/// <summary>Records what a machine is asked meanwhile; returns the trace.</summary>
internal delegate byte[] TraceRecorder(INdKernel machine, Action<INdKernel> use);

/// <summary>
/// Requests that are recorded while a kernel answers anything: the text has each as it was sent and answered, but for what is secret,
/// and the machine that it becomes answers the same.
/// </summary>
/// <param name="subjects">The functions.</param>
/// <param name="record">Who records; the product where nobody else is named.</param>
internal sealed class RecordingEntrance(IReadOnlyList<Subject> subjects, TraceRecorder? record = null)
    : Entrance("recordings", "traces of a kernel that answers anything, as they are written and read again")
{
    private const int Header = 64, Word = 4, LargestErrno = 133, LargestRequest = 8192;
    private const long Most = 64 << 20;

    private static readonly Lazy<SimulatedKernel> Machine = new(() => new SimulatedKernel("1x1"));

    private readonly TraceRecorder _record = record ?? Recorded;

    /// <summary>One request, as kernel and caller saw it.</summary>
    private sealed record Asked(FunctionTable Function, int Start, uint Request, byte[] Before, byte[] After, int Result);

    public override void Try(FuzzCase current)
    {
        var dice = current.Dice;
        var all = Enumerable.Range(0, dice.Between(1, 4)).Select(_ => Ask(dice)).OfType<Asked>().ToList();
        string Said() => string.Join(", ", all.Select(a => $"{a.Function} answers {a.Result}"));
        current.Throws(all.SelectMany(a => a.Before).ToArray(), () => $"{Said()}:");
        var bytes = Product(current, Most, () => Record(all), out var refusal);
        Hold(refusal is null, $"it is refused: {refusal?.Message}");
        current.Throws(bytes, () => $"{Said()}, the trace:");
        var text = TraceText.Read(bytes!);
        Hold(text.Requests.Count == all.Count, $"the trace has {text.Requests.Count} requests, must have {all.Count}");
        all.Zip(text.Requests).ToList().ForEach(pair => Compare(pair.First, pair.Second));
        var trace = Product(current, Most, () => Trace.Read("trace.jsonl", bytes!), out refusal);
        Hold(trace is not null, $"what was recorded is refused: {refusal?.Message}");
        var difference = TraceComparison.Difference(text, trace!);
        if (difference is null && dice.OneIn(4))
        {
            using var machine = new ReplayKernel(trace!, "Replayed");
            difference = ReplayCheck.Difference(machine, text, Check);
        }

        Hold(difference is null, $"{difference}");
    }

    private static byte[] Recorded(INdKernel machine, Action<INdKernel> use)
    {
        using var stream = new MemoryStream();
        using (var trace = NvdimmTrace.Start(machine, stream, "fuzz"))
        {
            use(trace.Kernel);
        }

        return stream.ToArray();
    }

    private byte[] Record(List<Asked> all)
    {
        var next = 0;
        var kernel = new AnsweringKernel((_, buffer) =>
        {
            var asked = all[next++];
            asked.After.CopyTo(buffer, 0);
            return asked.Result;
        }, Machine.Value);
        return _record(kernel, recorded =>
        {
            foreach (var asked in all)
            {
                using var device = recorded.Open(new NdNode(asked.Function.Family.IsOfBus ? NdNodeKind.Bus : NdNodeKind.Dimm, 0),
                    NdAccess.ReadWrite);
                var buffer = asked.Before.AsSpan().ToArray();
                var result = device.Ioctl(asked.Request, buffer);
                Hold(result == asked.Result && buffer.AsSpan().SequenceEqual(asked.After),
                    $"{asked.Function}: the caller gets another answer");
            }
        });
    }

    /// <summary>A request that NvdimmPS might send, and any answer; null where the payload is no request.</summary>
    private Asked? Ask(Dice dice)
    {
        var table = dice.Of(subjects).Table;
        var input = table.Input is { } layout ? ArgumentMaker.Table(dice, layout).Raw : PayloadMaker.Input(dice, table);
        if (input is null || !RequestWriter.IsSendable(table, input))
        {
            return null;
        }

        var sent = new SentRequest(table, input, isLegacy: false, dice.OneIn(2) ? dice.Between(Word, 200) : null);
        if (sent.Room > LargestRequest)
        {
            return null;
        }

        var before = sent.Buffer();
        var result = dice.OneIn(2) ? -dice.Between(1, LargestErrno) : dice.Below(Word);
        var after = before.AsSpan().ToArray();
        if (result >= 0)
        {
            var answer = PayloadMaker.Answer(dice, table);
            answer.AsSpan(0, Math.Min(sent.Room, answer.Length)).CopyTo(after.AsSpan(sent.Start));
            BinaryPrimitives.WriteUInt32LittleEndian(after.AsSpan(Header - Word), (uint)answer.Length);
        }

        return new Asked(table, sent.Start, sent.Number, before, after, result);
    }

    private static void Compare(Asked asked, ExpectedRequest text)
    {
        var name = asked.Function.ToString();
        Hold((text.Request, text.Result) == (asked.Request, asked.Result),
            $"{name}: the trace has 0x{text.Request:x8} with {text.Result}, must have 0x{asked.Request:x8} with {asked.Result}");
        Hold((text.After is null) == (asked.Result < 0), $"{name}: the trace has {(text.After is null ? "no answer" : "an answer")}");
        Hold(text.Before.Length == asked.Before.Length,
            $"{name}: the trace has {text.Before.Length} bytes, must have {asked.Before.Length}");
        var mayHide = asked.Function.HoldsSecret || asked.Function.HasVendorPayload;
        for (var i = 0; i < text.Before.Length; i++)
        {
            Hold(!text.Hidden[i] || (mayHide && i >= Header), $"{name}: byte {i} is hidden and no secret");
            Hold(text.Hidden[i] || text.Before[i] == asked.Before[i],
                $"{name}: byte {i} was sent as 0x{asked.Before[i]:x2}, the trace has 0x{text.Before[i]:x2}");
            Hold(text.Hidden[i] || text.After is null || text.After[i] == asked.After[i],
                $"{name}: byte {i} was answered as 0x{asked.After[i]:x2}, the trace has 0x{text.After?[i]:x2}");
        }

        foreach (var secret in asked.Function.Input?.Named.Where(f => f.IsSecret && !f.IsTail) ?? [])
        {
            Hold(!text.Hidden.AsSpan(Header + secret.Offset, secret.Size).Contains(false),
                $"{name}: {secret.Name} can be read in the trace");
        }
    }
}
