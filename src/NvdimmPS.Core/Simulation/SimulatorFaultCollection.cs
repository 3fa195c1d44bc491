using System.Collections;
using NvdimmPS.Abi;

namespace NvdimmPS.Simulation;

/// <summary>
/// The scripted faults of a simulator. They may be added and removed while calls run. Of those that meet a request every
/// delay is kept, and of the others the one that was added first.
/// </summary>
public sealed class SimulatorFaultCollection : IReadOnlyCollection<SimulatorFault>
{
    private readonly List<Entry> _entries = [];
    private readonly TimeProvider _time;
    private volatile int _count;

    internal SimulatorFaultCollection(TimeProvider time) => _time = time;

    /// <summary>How many are left.</summary>
    public int Count => _count;

    /// <summary>Adds a fault.</summary>
    public void Add(SimulatorFault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        fault.Check();
        lock (_entries)
        {
            _entries.Add(new Entry(fault, fault.Count));
            _count = _entries.Count;
        }
    }

    /// <summary>Removes a fault that was added; false where it is used up or was never there.</summary>
    public bool Remove(SimulatorFault fault)
    {
        lock (_entries)
        {
            var index = _entries.FindIndex(e => ReferenceEquals(e.Fault, fault));
            if (index >= 0)
            {
                _entries.RemoveAt(index);
                _count = _entries.Count;
            }

            return index >= 0;
        }
    }

    /// <summary>Removes them all.</summary>
    public void Clear()
    {
        lock (_entries)
        {
            _entries.Clear();
            _count = 0;
        }
    }

    /// <inheritdoc/>
    public IEnumerator<SimulatorFault> GetEnumerator()
    {
        lock (_entries)
        {
            return _entries.ConvertAll(e => e.Fault).GetEnumerator();
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>Waits out the delays of a request that reached its firmware, and gives the fault it meets, if any.</summary>
    internal SimulatorFault? Meet(NdNode node, ulong family, uint function)
    {
        if (_count == 0)
        {
            return null;
        }

        var (fault, delay) = Take(f => f.Meets(node, family, function));
        if (delay > TimeSpan.Zero)
        {
            Wait(delay);
        }

        return fault;
    }

    /// <summary>The same for a write of an attribute: the negated errno of the fault it meets.</summary>
    internal int? Meet(string attribute)
    {
        if (_count == 0)
        {
            return null;
        }

        var (fault, delay) = Take(f => f.Meets(attribute));
        if (delay > TimeSpan.Zero)
        {
            Wait(delay);
        }

        return fault is null ? null : -(int)fault.Value;
    }

    private (SimulatorFault? Fault, TimeSpan Delay) Take(Func<SimulatorFault, bool> meets)
    {
        SimulatorFault? met = null;
        var delay = TimeSpan.Zero;
        lock (_entries)
        {
            foreach (var entry in _entries)
            {
                var isDelay = entry.Fault.Kind == SimulatorFaultKind.Delay;
                if ((!isDelay && met is not null) || !meets(entry.Fault))
                {
                    continue;
                }

                delay += isDelay ? entry.Fault.Delay : TimeSpan.Zero;
                met = isDelay ? met : entry.Fault;
                entry.Left--;
            }

            _entries.RemoveAll(e => e.Left <= 0);
            _count = _entries.Count;
        }

        return (met, delay);
    }

    private void Wait(TimeSpan delay)
    {
        // The system's timers complete on the thread pool, which the callers themselves may have filled.
        if (_time == TimeProvider.System)
        {
            Thread.Sleep(delay);
        }
        else
        {
            Task.Delay(delay, _time).GetAwaiter().GetResult();
        }
    }

    private sealed class Entry(SimulatorFault fault, int? left)
    {
        public SimulatorFault Fault => fault;

        public int? Left { get; set; } = left;
    }
}
