namespace NvdimmPS.Fleet;

/// <summary>
/// Watches how much hosts send. The engine takes whatever comes and keeps it, so one that never stops fills the memory before the
/// pipeline sees any of it; this has a thread of its own, which the pipeline cannot hold up.
/// </summary>
internal sealed class FleetMeter : IDisposable
{
    private const int EveryMs = 50;

    private readonly ManualResetEventSlim _over = new(initialState: false);
    private readonly Thread _thread;

    /// <param name="limits">How much is too much.</param>
    /// <param name="running">Those that are under way. Called on another thread.</param>
    public FleetMeter(FleetLimits limits, Func<IReadOnlyList<FleetTask>> running)
    {
        _thread = new Thread(() => Watch(limits, running)) { IsBackground = true, Name = "NvdimmPS fleet meter" };
        _thread.Start();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _over.Set();
        _thread.Join();
        _over.Dispose();
    }

    /// <summary>Ends those that send too much: each by itself, and the one with the most where they do together.</summary>
    public static void Look(FleetLimits limits, IEnumerable<(long Bytes, long Objects, Action<string> End)> senders)
    {
        var within = new List<(long Bytes, Action<string> End)>();
        foreach (var (bytes, objects, end) in senders)
        {
            if (bytes > limits.Bytes)
            {
                end($"it had sent {bytes >> 20} MiB");
            }
            else if (objects > limits.Objects)
            {
                end($"it had sent {objects:N0} objects");
            }
            else
            {
                within.Add((bytes, end));
            }
        }

        var together = within.Sum(s => s.Bytes);
        if (together > limits.BytesTogether)
        {
            within.MaxBy(s => s.Bytes).End($"{within.Count} hosts had sent {together >> 20} MiB together, and it the most");
        }
    }

    private void Watch(FleetLimits limits, Func<IReadOnlyList<FleetTask>> running)
    {
        while (!_over.Wait(EveryMs))
        {
            try
            {
                Look(limits, running().Where(t => t.IsCounted).Select(t => (t.Target.BytesSent(), t.ObjectsSent, (Action<string>)t.TooMuch)));
            }
#pragma warning disable CA1031 // On a thread of its own an exception ends the process; what cannot be counted now can in a moment.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }
}
