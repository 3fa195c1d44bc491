using System.Diagnostics;
using System.Text;
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

    /// <summary>Reads it all.</summary>
    /// <param name="stop">Ends it; there is no bundle then.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public SupportBundle Collect(CancellationToken stop = default)
    {
        var host = TraceHost.Here(kernel.Source, frontEnd, DateTime.UtcNow);
        var memory = new BoundedMemory(TraceArchive.MostOfTrace);
        NvdimmTrace? trace = null;
        Step("machine/versions.json", "versions", null, _ => SupportJson.Of(host, SupportShapes.Default.TraceHost), stop);
        var begun = Try("trace of the machine", null, _ => trace = NvdimmTrace.Start(kernel, memory, frontEnd), stop);
        try
        {
            Read(new NvdimmMachine(trace?.Kernel ?? kernel), stop);
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
        return new SupportBundle(host, _files) { StepLimit = limit, Steps = _steps };
    }

    private void Read(NvdimmMachine machine, CancellationToken stop)
    {
        var topology = machine.Topology;
        var buses = List("buses", "buses", topology.GetBuses, SupportShapes.Default.IReadOnlyListNvdimmBus);
        var dimms = List("dimms", "DIMMs", () => topology.GetDevices(TopologyDetail.Full), SupportShapes.Default.IReadOnlyListNvdimmDevice);
        var regions = List("regions", "regions", topology.GetRegions, SupportShapes.Default.IReadOnlyListNvdimmRegion);
        List("namespaces", "namespaces and who uses them", topology.GetNamespaces, SupportShapes.Default.IReadOnlyListNvdimmNamespace);
        Step("machine/kernel-messages.txt", "messages of the kernel about NVDIMMs and memory errors", null, _ =>
            Encoding.UTF8.GetBytes(string.Concat(MessageFilter.Of(machine.Kernel.ReadMessages()).Select(m => m + "\n"))), stop);
        var healths = dimms.ConvertAll(device => Health(machine, device, stop));
        Step("machine/findings.json", "findings", null, _ => SupportJson.Of(
            new HealthJudge(HealthPolicy.BuiltIn, null, machine).Judge(
                new TestedDimms([.. healths.OfType<NvdimmHealth>()], dimms, IsChoice: false, HasFailed: false), DateTime.UtcNow),
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
            System.Text.Json.Serialization.Metadata.JsonTypeInfo<IReadOnlyList<T>> shape)
        {
            var all = new List<T>();
            Step($"machine/{name}.json", title, null, _ =>
            {
                var found = read().ToList();
                var json = SupportJson.Of(found, shape);
                all = found;
                return json;
            }, stop);
            return all;
        }
    }

    /// <summary>Even a DIMM that hangs has the health that the platform tells.</summary>
    private NvdimmHealth? Health(NvdimmMachine machine, NvdimmDevice device, CancellationToken stop)
    {
        var file = $"dimms/{device.Name}/health.json";
        var reader = new HealthReader(machine.Kernel);
        NvdimmHealth? health = null;
        var outcome = Try("health", device.Name, _ => health = reader.Read(device, firmware: true), stop);
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

    private void Called(string file, string title, string target, NvdimmMachine machine, Func<DsmCaller, CancellationToken, byte[]> read,
        CancellationToken stop) =>
        Step(file, title, target, s =>
        {
            using var caller = new DsmCaller(machine.Kernel);
            return read(caller, s);
        }, stop);

    private void Step(string file, string title, string? target, Func<CancellationToken, byte[]> read, CancellationToken stop)
    {
        byte[]? bytes = null;
        var outcome = Try(title, target, s =>
        {
            var all = read(s);
            bytes = all.Length <= MostOfFile ? all : throw SupportErrors.TooLarge(file, MostOfFile);
        }, stop);
        Keep(outcome.Step(file), outcome.Failure is null ? bytes : null);
    }

    private void Keep(SupportStep step, byte[]? bytes)
    {
        _steps.Add(step);
        if (bytes is not null)
        {
            _files.Add((step.File, bytes));
        }
    }

    /// <summary>Does one thing within its time. What is left behind may go on, and its result is not looked at any more.</summary>
    private Outcome Try(string title, string? target, Action<CancellationToken> work, CancellationToken stop)
    {
        stop.ThrowIfCancellationRequested();
        Begins?.Invoke(target is null ? title : $"{target}: {title}");
        var start = Stopwatch.GetTimestamp();
        NvdimmException? failure = null;
        using var late = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var token = late.Token;
        try
        {
            var most = target is not null && _hanging.Contains(target) && AfterHanging < limit ? AfterHanging : limit;
            BlockingCall.Run(target ?? title, () =>
            {
                work(token);
                return true;
            }, most, Time, stop);
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

        return new Outcome(title, target, Stopwatch.GetElapsedTime(start), failure);
    }

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
