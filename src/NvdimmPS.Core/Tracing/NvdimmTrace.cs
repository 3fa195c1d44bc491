using NvdimmPS.Abi;
using NvdimmPS.Dsm;
using NvdimmPS.Kernel;
using NvdimmPS.Tracing;

namespace NvdimmPS;

/// <summary>
/// A trace that is being recorded: the machine as sysfs shows it at the start, then every ioctl and every write of an attribute
/// that goes through <see cref="Kernel"/>. Safe to use from many threads. A file that cannot be written any more ends the trace and never a
/// call.
/// </summary>
public sealed class NvdimmTrace : IDisposable
{
    private readonly object _gate = new();
    private readonly TimeProvider _time;
    private readonly EventHandler _exit;
    private TraceWriter? _writer;
    private Dictionary<string, SysfsEntry> _tree = [];
    private long _sequence;
    private int _warned;

    private NvdimmTrace(INdKernel kernel, string path, TimeProvider time)
    {
        Recorded = kernel;
        Path = path;
        _time = time;
        Started = time.GetUtcNow().UtcDateTime;
        Kernel = new RecordingKernel(kernel, this);
        _exit = (_, _) => Stop();
    }

    /// <summary>The file.</summary>
    public string Path { get; }

    /// <summary>Whose requests are recorded: <c>Device</c>, <c>Simulated</c> or <c>Replayed</c>.</summary>
    public string Source => Recorded.Source;

    /// <summary>When it began (UTC).</summary>
    public DateTime Started { get; }

    /// <summary>True while requests are recorded.</summary>
    public bool Active => Volatile.Read(ref _writer) is not null;

    /// <summary>How many requests and writes of attributes were recorded.</summary>
    public long Requests { get; private set; }

    /// <summary>Why it ended before it was stopped, or null.</summary>
    public NvdimmException? Failure { get; private set; }

    /// <summary>The kernel through which requests are recorded.</summary>
    internal INdKernel Kernel { get; }

    /// <summary>The kernel that answers them.</summary>
    internal INdKernel Recorded { get; }

    /// <summary>Writes the header and the tree, and records from then on.</summary>
    /// <param name="kernel">The machine.</param>
    /// <param name="path">The file; its folder must be there.</param>
    /// <param name="replace">Whether a file that is there already is replaced.</param>
    /// <param name="frontEnd">What records, with its version.</param>
    /// <param name="time">The clock; the system's by default.</param>
    /// <exception cref="NvdimmException">The file cannot be made; nothing is left of it.</exception>
    public static NvdimmTrace Start(INdKernel kernel, string path, bool replace, string frontEnd, TimeProvider? time = null)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(path);
        var trace = new NvdimmTrace(kernel, path, time ?? TimeProvider.System);
        return trace.Begun(TraceFile.Create(path, replace, writer => trace.Begin(writer, frontEnd)));
    }

    /// <summary>The same, to a stream that is open already.</summary>
    internal static NvdimmTrace Start(INdKernel kernel, Stream stream, string frontEnd)
    {
        var trace = new NvdimmTrace(kernel, "(stream)", TimeProvider.System);
        var writer = new TraceWriter(stream);
        trace.Begin(writer, frontEnd);
        return trace.Begun(writer);
    }

    /// <summary>Writes the closing line. What is still under way is not recorded any more.</summary>
    public void Stop()
    {
        lock (_gate)
        {
            Guard(writer => writer.End());
            Close();
        }
    }

    /// <summary>The same as <see cref="Stop"/>.</summary>
    public void Dispose() => Stop();

    /// <summary>Why it ended early, once.</summary>
    internal NvdimmException? TakeWarning() => Failure is { } failure && Interlocked.Exchange(ref _warned, 1) == 0 ? failure : null;

    internal DateTime Now => _time.GetUtcNow().UtcDateTime;

    internal void Add(NdNode node, NdAccess access, DateTime time, int errno, bool wrongNode)
    {
        lock (_gate)
        {
            Guard(writer =>
            {
                writer.Write(TraceLine.Open(new RecordedOpen(_sequence + 1, time, node, access, errno, wrongNode)));
                _sequence++;
            });
        }
    }

    internal void Add(NdNode node, NdAccess access, uint request, byte[] before, byte[]? after, int result, DateTime time, TimeSpan latency)
    {
        var hidden = HiddenBytes.In(DsmSecrets.Find(node.Kind, request, before), before, after);
        lock (_gate)
        {
            Guard(writer =>
            {
                writer.Write(
                    TraceLine.Ioctl(
                        new RecordedRequest(_sequence + 1, time, node, access, request, before, after, result, latency, hidden)));
                _sequence++;
                Requests++;
            });
        }
    }

    internal void Add(string attribute, byte[] value, int result, DateTime time)
    {
        lock (_gate)
        {
            Guard(writer =>
            {
                // The reading side sees the tree as it is after the write; what changes on later is not recorded.
                var (changed, gone) = result < 0 ? ([], []) : Changes();
                writer.Write(TraceLine.Write(new RecordedWrite(_sequence + 1, time, attribute, value, result, changed, gone)));
                _sequence++;
                Requests++;
            });
        }
    }

    private (IReadOnlyList<SysfsEntry> Changed, IReadOnlyList<string> Gone) Changes()
    {
        var before = _tree;
        _tree = SysfsSnapshot.Take(Recorded.SysfsRoot).ToDictionary(e => e.Path, StringComparer.Ordinal);
        return ([.. _tree.Values.Where(e => !before.TryGetValue(e.Path, out var old) || !old.IsSame(e))],
            [.. before.Keys.Where(path => !_tree.ContainsKey(path))]);
    }

    private NvdimmTrace Begun(TraceWriter writer)
    {
        _writer = writer;
        AppDomain.CurrentDomain.ProcessExit += _exit;
        return this;
    }

    private void Begin(TraceWriter writer, string frontEnd)
    {
        writer.Write(TraceLine.Header(TraceHost.Here(Source, frontEnd, Started)));
        var tree = SysfsSnapshot.Take(Recorded.SysfsRoot);
        _tree = tree.ToDictionary(e => e.Path, StringComparer.Ordinal);
        foreach (var entry in tree)
        {
            writer.Write(TraceLine.Entry(entry));
        }

        if (MountLines.Read(Recorded.MountTable, tree) is { } mounts)
        {
            writer.Write(TraceLine.Mounts(mounts));
        }

        // A line for the few machines that swap to an NVDIMM: readers before it know no such line.
        if (SwapLines.Read(Recorded.SwapTable, tree) is { Length: > 0 } swaps)
        {
            writer.Write(TraceLine.Swaps(swaps));
        }
    }

    private void Guard(Action<TraceWriter> write)
    {
        if (_writer is not { } writer)
        {
            return;
        }

        try
        {
            write(writer);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            Failure = TraceErrors.Write(Path, e);
            Close();
        }
    }

    private void Close()
    {
        AppDomain.CurrentDomain.ProcessExit -= _exit;
        try
        {
            Interlocked.Exchange(ref _writer, null)?.Dispose();
        }
        catch (IOException e)
        {
            Failure ??= TraceErrors.Write(Path, e);
        }
    }
}
