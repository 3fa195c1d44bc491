namespace NvdimmPS.Shell.Fleet;

/// <summary>Watches how much hosts send, on a thread of its own, which the pipeline cannot hold up.</summary>
internal sealed class FleetMeter : IDisposable
{
    private const int EveryMs = 50;
    private const long CollectEvery = 8 << 20;

    private readonly Dictionary<IFleetSender, FleetFlow> _flows = [];
    private readonly ManualResetEventSlim _over = new(initialState: false);
    private readonly FleetLimits _limits;
    private readonly Thread _thread;
    private long _collectedAt;

    /// <param name="limits">How much is too much.</param>
    /// <param name="running">Those that are under way. Called on another thread.</param>
    public FleetMeter(FleetLimits limits, Func<IReadOnlyCollection<IFleetSender>> running)
    {
        _limits = limits;
        _thread = new Thread(() => Watch(running)) { IsBackground = true, Name = "NvdimmPS fleet meter" };
    }

    /// <summary>Begins.</summary>
    public void Start() => _thread.Start();

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Set();
        if (_thread.IsAlive)
        {
            _thread.Join();
        }

        _over.Dispose();
    }

    /// <summary>Looks at each of them, and ends those with the most where together they have too much under way.</summary>
    /// <param name="running">Those that are under way.</param>
    /// <param name="clients">The ssh of each tag, and how much it has sent.</param>
    public void Look(IReadOnlyCollection<IFleetSender> running, IReadOnlyDictionary<string, (int Id, long Bytes)> clients)
    {
        foreach (var gone in _flows.Keys.Except(running).ToList())
        {
            _flows.Remove(gone);
        }

        foreach (var sender in running)
        {
            if (!_flows.TryGetValue(sender, out var flow))
            {
                _flows[sender] = flow = new FleetFlow(sender, _limits);
            }

            var (id, bytes) = sender.Tag is { } tag ? clients.GetValueOrDefault(tag) : default;
            flow.Look(id, bytes);
        }

        var open = _flows.Values.Sum(f => f.Open);
        foreach (var flow in _flows.Values.OrderByDescending(f => f.Open).ToList())
        {
            if (open <= _limits.BytesTogether)
            {
                break;
            }

            open -= flow.Open;
            flow.End($"it had sent {flow.Open >> 20} MiB of which nothing came, with others more than {_limits.BytesTogether >> 20} MiB");
        }
    }

    /// <summary>
    /// What comes passes through large arrays, which the runtime keeps until its heap has doubled: of hosts that send much that is
    /// more than what they sent.
    /// </summary>
    private void Collect(long bytes)
    {
        if (Math.Abs(bytes - _collectedAt) > CollectEvery)
        {
            _collectedAt = bytes;
            GC.Collect();
        }
    }

    private void Watch(Func<IReadOnlyCollection<IFleetSender>> running)
    {
        while (!_over.Wait(EveryMs))
        {
            try
            {
                var clients = SshClients.All();
                Look(running(), clients);
                Collect(clients.Values.Sum(c => c.Bytes));
            }
#pragma warning disable CA1031 // On a thread of its own an exception ends the process; what cannot be counted now can in a moment.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }
}
