using System.Text;
using System.Text.Json.Serialization.Metadata;
using NvdimmPS.BadBlocks;
using NvdimmPS.Dsm;
using NvdimmPS.Findings;
using NvdimmPS.Findings.Policies;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Scrub;
using NvdimmPS.Tracing;

namespace NvdimmPS.Support;

/// <summary>
/// Reads all that can be read of a machine, step by step, and records it as a trace. A step that does not end in time is left behind and
/// the next one begins; nothing is written to the machine.
/// </summary>
/// <param name="kernel">The machine.</param>
/// <param name="frontEnd">What reads, with its version.</param>
/// <param name="limit">How long a step may take.</param>
public sealed class SupportCollector(INdKernel kernel, string frontEnd, TimeSpan limit)
{
    /// <summary>The default time limit for a step.</summary>
    public static readonly TimeSpan UsualLimit = HealthReader.UsualLimit;

    private const int MostOfFile = 64 << 20;

    /// <summary>A DIMM that did not answer in time is given this long for each further step, since most likely it hangs.</summary>
    private static readonly TimeSpan AfterHanging = TimeSpan.FromSeconds(2);

    private readonly List<SupportStep> _steps = [];
    private readonly List<(string Name, ReadOnlyMemory<byte> Bytes)> _files = [];
    private readonly HashSet<string> _hanging = new(StringComparer.Ordinal);

    /// <summary>Told before each step what is read, and of which target.</summary>
    public Action<string>? Begins { get; init; }

    /// <summary>By which each step is in time or late.</summary>
    internal TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>The most bytes that the trace may have.</summary>
    internal long MostOfTrace { get; init; } = TraceArchive.MostOfTrace;

    /// <summary>Reads it all.</summary>
    /// <param name="stop">Ends it; there is no bundle then.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public SupportBundle Collect(CancellationToken stop = default)
    {
        var host = TraceHost.Here(kernel.Source, frontEnd, DateTime.UtcNow);
        var memory = new BoundedMemory(MostOfTrace);
        Step("machine/versions.json", "versions", null, _ => SupportJson.Of(host, SupportShapes.Default.TraceHost), stop);
        var dimms = Dimms(stop);
        var begun = Try("trace of the machine", null, late =>
        {
            var started = NvdimmTrace.Start(kernel, memory, frontEnd);
            if (late.IsCancellationRequested)
            {
                started.Stop();
            }

            return started;
        }, stop, out var trace);
        try
        {
            Read(new NvdimmMachine(trace?.Kernel ?? kernel), dimms, stop);
        }
        finally
        {
            trace?.Stop();
        }

        if (trace is not null)
        {
            _files.Insert(0, (TraceArchive.EntryName, memory.ToArray()));
        }

        _steps.Insert(0, trace?.Failure is { } failure
            ? begun.Step(TraceArchive.EntryName) with { Status = SupportStatus.Failed, Reason = failure.Message }
            : begun.Step(TraceArchive.EntryName));
        return new SupportBundle(host, _files)
        {
            StepLimit = limit, Steps = _steps, HasNoDimm = !dimms.HasFailed && dimms.Dimms.Count == 0,
        };
    }

    /// <summary>
    /// They come before all that a DIMM that hangs could stop. For the state of a DIMM the kernel waits until no call to its bus runs; what
    /// says which they are and what they can be asked is read even then.
    /// </summary>
    private Found Dimms(CancellationToken stop)
    {
        const string title = "DIMMs";
        var outcome = Try(title, null, _ => List(TopologyDetail.Full), stop, out var found);
        var isHeld = outcome.Failure is { Kind: NvdimmErrorKind.OperationTimeout };
        if (isHeld)
        {
            _ = Try(title, null, _ => List(TopologyDetail.Health), stop, out found);
        }

        Keep(outcome.Step("machine/dimms.json"), found.Json);
        return new Found(found.All ?? [], isHeld, outcome.Failure is not null);

        (List<NvdimmDevice> All, byte[] Json) List(TopologyDetail detail) =>
            Listed(new Topology(kernel).GetDevices(detail), SupportShapes.Default.IReadOnlyListNvdimmDevice);
    }

    private void Read(NvdimmMachine machine, Found found, CancellationToken stop)
    {
        var topology = machine.Topology;
        var dimms = found.Dimms;
        var buses = List("buses", "buses", topology.GetBuses, SupportShapes.Default.IReadOnlyListNvdimmBus);
        var regions = List("regions", "regions", topology.GetRegions, SupportShapes.Default.IReadOnlyListNvdimmRegion);
        List("namespaces", "namespaces and who uses them", topology.GetNamespaces, SupportShapes.Default.IReadOnlyListNvdimmNamespace);
        Step("machine/kernel-messages.txt", "messages of the kernel about NVDIMMs and memory errors", null, _ =>
            Encoding.UTF8.GetBytes(string.Concat(MessageFilter.Of(machine.Kernel.ReadMessages()).Select(m => m + "\n"))), stop);
        var healths = dimms.ConvertAll(device => Health(machine, device, stop));

        // What is judged of the machine around them would wait for the DIMM that hangs too.
        var tested = new TestedDimms([.. healths.OfType<NvdimmHealth>()], found.IsHeld ? [] : dimms, IsChoice: false,
            HasFailed: found.HasFailed || healths.Contains(null));
        Step("machine/findings.json", "findings", null, _ => SupportJson.Of(
            new HealthJudge(HealthPolicy.BuiltIn, null, machine).Judge(tested, DateTime.UtcNow),
            SupportShapes.Default.IReadOnlyListHealthFinding), stop);
        Step("machine/bad-blocks.json", "bad blocks", null, _ => BadBlocks(machine, regions), stop);
        foreach (var bus in buses)
        {
            Called($"buses/{bus.Name}/scrub.json", "last address range scrub", bus.Name, machine, (caller, _) =>
                SupportJson.Of(new RangeScrub(machine, caller).Read(bus), SupportShapes.Default.NvdimmScrubResult), stop);
        }

        foreach (var dimm in dimms)
        {
            foreach (var subject in DimmSubjects.All)
            {
                Called($"dimms/{dimm.Name}/{subject.Name}.json", subject.Title, dimm.Name, machine,
                    (caller, s) => subject.Read(machine, caller, dimm, s), stop);
            }
        }

        List<T> List<T>(string name, string title, Func<IEnumerable<T>> read,
            JsonTypeInfo<IReadOnlyList<T>> shape)
        {
            var outcome = Try(title, null, _ => Listed(read(), shape), stop, out var found);
            Keep(outcome.Step($"machine/{name}.json"), found.Json);
            return found.All ?? [];
        }
    }

    private static (List<T> All, byte[] Json) Listed<T>(IEnumerable<T> read, JsonTypeInfo<IReadOnlyList<T>> shape)
    {
        var all = read.ToList();
        return (all, SupportJson.Of(all, shape));
    }

    /// <summary>Even a DIMM that hangs has the health that the platform tells.</summary>
    private NvdimmHealth? Health(NvdimmMachine machine, NvdimmDevice device, CancellationToken stop)
    {
        var file = $"dimms/{device.Name}/health.json";
        var reader = new HealthReader(machine.Kernel);
        var outcome = Try("health", device.Name, _ => reader.Read(device, firmware: true), stop, out var health);
        if (outcome.Failure is { Kind: NvdimmErrorKind.OperationTimeout } why)
        {
            health = reader.Unanswered(device, why);
        }

        Keep(outcome.Step(file), health is null ? null : DimmSubjects.Json(health));
        return health;
    }

    private static byte[] BadBlocks(NvdimmMachine machine, List<NvdimmRegion> regions)
    {
        var problems = new List<string>();
        var ranges = new List<NvdimmBadBlockRange>();
        using var translator = new SpaTranslator(machine.Kernel, machine.Topology);
        foreach (var region in regions)
        {
            try
            {
                ranges.AddRange(BadBlockMap.Map(region, [.. machine.Topology.GetNamespacesOf(region.Name)],
                    e => problems.Add(e.Message), translator));
            }
            catch (NvdimmException e)
            {
                problems.Add(e.Message);
            }
        }

        return SupportJson.Of(new SupportBadBlocks(ranges, problems), SupportShapes.Default.SupportBadBlocks);
    }

    private void Called(string file, string title, string target, NvdimmMachine machine,
        Func<DsmCaller, CancellationToken, SupportPart> read, CancellationToken stop) =>
        Step(file, title, target, s =>
        {
            using var caller = new DsmCaller(machine.Kernel);
            return read(caller, s);
        }, stop);

    private void Step(string file, string title, string? target, Func<CancellationToken, SupportPart> read, CancellationToken stop)
    {
        var outcome = Try(title, target, s => read(s) is var all && all.Json.Length <= MostOfFile ? all
            : throw SupportErrors.TooLarge(file, MostOfFile), stop, out var part);
        var step = outcome.Step(file);
        Keep(part.Missing is { } missing ? step with { Status = SupportStatus.Failed, Reason = missing } : step, part.Json);
    }

    private void Keep(SupportStep step, byte[]? bytes)
    {
        _steps.Add(step);
        if (bytes is not null)
        {
            _files.Add((step.File, bytes));
        }
    }

    /// <summary>
    /// Does one thing within its time. What is left behind may go on, and nobody sees its result any more; a result there is only where
    /// nothing failed.
    /// </summary>
    private Outcome Try<T>(string title, string? target, Func<CancellationToken, T> work, CancellationToken stop, out T? result)
    {
        result = default;
        stop.ThrowIfCancellationRequested();
        Begins?.Invoke(target is null ? title : $"{target}: {title}");
        var start = Time.GetTimestamp();
        NvdimmException? failure = null;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var token = late.Token;
        try
        {
            var most = target is not null && _hanging.Contains(target) && AfterHanging < limit ? AfterHanging : limit;
            result = BlockingCall.Run(target ?? title, () => work(token), most, Time, stop);
        }
        catch (NvdimmException e)
        {
            failure = e;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            failure = GeneralErrors.Unexpected(target, e);
        }

        if (failure is { Kind: NvdimmErrorKind.OperationTimeout })
        {
            late.Cancel();
            if (target is not null)
            {
                _hanging.Add(target);
            }
        }

        return new Outcome(title, target, Time.GetElapsedTime(start), failure);
    }

    /// <summary>The DIMMs.</summary>
    /// <param name="Dimms">All that were found.</param>
    /// <param name="IsHeld">True where one of them hangs, and the kernel makes others wait for it.</param>
    /// <param name="HasFailed">True where not all of them could be listed as they are.</param>
    private sealed record Found(List<NvdimmDevice> Dimms, bool IsHeld, bool HasFailed);

    /// <summary>What became of one thing.</summary>
    private sealed record Outcome(string Title, string? Target, TimeSpan Time, NvdimmException? Failure)
    {
        public SupportStep Step(string file) => new(Title, Target, file, Failure?.Kind switch
        {
            null => SupportStatus.Done,
            NvdimmErrorKind.OperationTimeout => SupportStatus.TimedOut,
            NvdimmErrorKind.NotImplemented => SupportStatus.NotOffered,
            _ => SupportStatus.Failed,
        }, Time.TotalSeconds, Failure?.Message);
    }
}
