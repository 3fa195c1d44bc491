using NvdimmPS.Abi;
using NvdimmPS.Files;
using NvdimmPS.Kernel;
using NvdimmPS.Simulation;
using NvdimmPS.Simulation.Sysfs;

namespace NvdimmPS.Tracing;

/// <summary>
/// A recorded machine: the tree as it was, and each request answered with what was recorded. What was not is refused by an
/// error of its own kind.
/// </summary>
public sealed class ReplayKernel : INdSimulator
{
    private readonly SimulatorTranscript _transcript = new(TimeProvider.System);
    private readonly SimulatorFolder _folder;
    private readonly SysfsTree _sysfs;
    private readonly RecordedAnswers _answers;
    private readonly Trace _trace;
    private int _gone;

    /// <summary>Reads and checks a trace, and lays out its tree.</summary>
    /// <param name="path">The file.</param>
    /// <param name="stop">Ends waiting for the writer, where the file is a pipe.</param>
    /// <exception cref="NvdimmException">It is no trace, or not a whole one; nothing is started then.</exception>
    public ReplayKernel(string path, CancellationToken stop = default)
        : this(Trace.Read(path, stop), "Replayed")
    {
    }

    /// <summary>Lays out the tree of a trace.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="source">What the objects name as their source.</param>
    /// <exception cref="NvdimmException">There is no place for the tree.</exception>
    internal ReplayKernel(Trace trace, string source)
    {
        Source = source;
        _trace = trace;
        _answers = new RecordedAnswers(_trace);
        _folder = SimulatorFolder.Create();
        try
        {
            _sysfs = new SysfsTree(_folder.Root);
            _trace.Tree.Unpack(_sysfs);
            MountTable = System.IO.Path.Combine(_folder.Root, "mountinfo");
            if (_trace.Mounts is not null)
            {
                File.WriteAllText(MountTable, _trace.Mounts);
            }

            if (_trace.Swaps is not null)
            {
                File.WriteAllText(System.IO.Path.Combine(_folder.Root, "swaps"), _trace.Swaps);
            }
        }
        catch (Exception e)
        {
            _folder.Dispose();
            throw AtomicFile.IsOfTheDisk(e) ? SimulatorErrors.Folder(e) : e;
        }
    }

    /// <inheritdoc/>
    public KernelKind Kind => KernelKind.Replayed;

    /// <inheritdoc/>
    public string Source { get; }

    /// <inheritdoc/>
    public string Name => "trace";

    /// <inheritdoc/>
    public string SysfsRoot => _sysfs.Root;

    /// <inheritdoc/>
    public string MountTable { get; }

    /// <summary>The file.</summary>
    public string Path => _trace.Path;

    /// <summary>Where, when and with what it was recorded.</summary>
    public TraceHost Host => _trace.Host;

    /// <summary>What is not as it should be in the trace, and yet no obstacle; or null.</summary>
    public string? Warning => _trace.Warning;

    /// <summary>How many requests the trace has.</summary>
    public int Requests => _trace.Requests.Count + _trace.Calls;

    /// <inheritdoc/>
    public NdSnoop? Snoop { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<SimulatedRequest> Transcript => _transcript.Snapshot();

    /// <inheritdoc/>
    public int TranscriptCapacity
    {
        get => _transcript.Capacity;
        set => _transcript.Capacity = value;
    }

    /// <inheritdoc/>
    public INdDevice Open(NdNode node, NdAccess access)
    {
        if (IsGone)
        {
            throw KernelErrors.WentAway(node);
        }

        var path = "/dev/" + node.Name;
        return _answers.Open(node, access) switch
        {
            { WrongNode: true } => throw KernelErrors.NotTheNode(node, path),
            { Errno: > 0 and var errno } => throw KernelErrors.Open(node, path, access, errno),
            null when !_trace.Has(node) => throw KernelErrors.Open(node, path, access, Errno.ENOENT),
            _ => new ReplayDevice(this, node, access),
        };
    }

    /// <inheritdoc/>
    public int WriteAttribute(string attribute, ReadOnlySpan<byte> value)
    {
        ArgumentNullException.ThrowIfNull(attribute);
        if (IsGone)
        {
            return -Errno.ENOENT;
        }

        var write = _answers.Write(attribute, value);
        if (write.Result >= 0)
        {
            SysfsLayout.Apply(write, _sysfs);
        }

        return write.Result;
    }

    /// <summary>Removes the machine; what is open answers that it went away.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _gone, 1) == 0)
        {
            _sysfs.Close();
            _folder.Dispose();
        }
    }

    internal bool IsGone => Volatile.Read(ref _gone) != 0;

    internal RecordedRequest Find(NdNode node, uint request, ReadOnlySpan<byte> buffer) =>
        _trace.Answers?.Find(node, request, buffer) ?? _answers.Find(node, request, buffer);

    internal void Record(NdNode node, NdAccess access, uint request, byte[] before, ReadOnlySpan<byte> after, int result) =>
        _transcript.Add(node, access, request, family: 0, before, after, result);
}
