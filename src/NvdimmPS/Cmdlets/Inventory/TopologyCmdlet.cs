using System.Management.Automation;
using NvdimmPS.Health;
using NvdimmPS.Inventory;
using NvdimmPS.Shell.Objects;
using NvdimmPS.Shell.Session;

namespace NvdimmPS.Shell.Cmdlets;

/// <summary>A cmdlet that finds objects of sysfs by name.</summary>
public abstract class TopologyCmdlet : NvdimmCmdlet
{
    private NameSelector<NvdimmBus>? _buses;
    private NameSelector<NvdimmDevice>? _devices;
    private NameSelector<NvdimmRegion>? _regions;
    private NameSelector<NvdimmNamespace>? _namespaces;
    private readonly DimmUses _uses = new();
    private bool _hasWarned;

    /// <summary>How much of a DIMM is read.</summary>
    protected virtual TopologyDetail Detail => TopologyDetail.Summary;

    /// <summary>Whether what regions tell of a DIMM is read: its size, their names.</summary>
    private protected virtual bool WithRegions => Detail == TopologyDetail.Full;

    private protected NameSelector<NvdimmBus> Buses =>
        _buses ??= new(Machine.Topology, NvdimmNoun.Bus, Machine.Topology.GetBuses, Machine.Topology.FindBus, b => b.Name, WarnOfNothing);

    private protected NameSelector<NvdimmDevice> Devices =>
        _devices ??= new(Machine.Topology, NvdimmNoun.Dimm, () => Machine.Topology.GetDevices(Detail, WithRegions), FindDevice, d => d.Name,
            WarnOfNothing);

    private protected NameSelector<NvdimmRegion> Regions =>
        _regions ??= new(Machine.Topology, NvdimmNoun.Region, Machine.Topology.GetRegions, Machine.Topology.FindRegion, r => r.Name,
            WarnOfNothing);

    private protected NameSelector<NvdimmNamespace> Namespaces =>
        _namespaces ??= new(Machine.Topology, NvdimmNoun.Namespace, Machine.Topology.GetNamespaces, Machine.Topology.FindNamespace,
            n => n.Name, WarnOfNothing);

    /// <summary>The health of all DIMMs of this machine, each within the usual time.</summary>
    private protected List<NvdimmHealth> ReadHealth(bool firmware = false)
    {
        var (reader, all) = (new HealthReader(Machine.Kernel), new List<NvdimmHealth>());
        ForEach(Devices.Select(null, Report), d => reader.Read(d, firmware: firmware), (_, health) => all.Add(health),
            HealthReader.UsualLimit, reader.Unanswered);
        return all;
    }

    /// <summary>
    /// So many objects are found before they are written: one change of threads for them. Where something is named, each is written
    /// before the next one is looked for, since an error of that one belongs behind it.
    /// </summary>
    private int Batch => IsNamed ? 1 : 64;

    private bool IsNamed => MyInvocation.BoundParameters.Keys.Any(p => p is "Dimm" or "Bus" or "Region" or "Namespace" or "NfitHandle");

    /// <summary>Finds objects, and writes them.</summary>
    private protected void Emit<T>(Func<IEnumerable<T>> find)
    {
        var size = Batch;
        var batch = new List<T>(size);
        IEnumerator<T>? found = null;
        var thread = Worker;
        try
        {
            do
            {
                batch.Clear();
                Blocking(() =>
                {
                    found ??= find().GetEnumerator();
                    while (batch.Count < size && found.MoveNext())
                    {
                        batch.Add(found.Current);
                    }
                });
                batch.ForEach(item => WriteObject(item));
            }
            while (batch.Count == size && !Stopping);
        }
        finally
        {
            thread.Dispose(found);
        }
    }

    /// <summary>Writes each object as it is found.</summary>
    private protected void Emit<T>(IEnumerable<T> objects)
    {
        foreach (var item in objects)
        {
            WriteObject(item);
        }
    }

    /// <summary>Reads DIMMs one after the other, each on a thread that may hang, and hands on each result on the pipeline's.</summary>
    /// <param name="devices">The DIMMs; finding them may hang too.</param>
    /// <param name="read">Reads one.</param>
    /// <param name="take">Takes the result of a DIMM that could be read.</param>
    /// <param name="limit">How long finding or reading one may take; null for ever.</param>
    /// <param name="late">The result of a DIMM that did not answer in time.</param>
    private protected void ForEach<T>(IEnumerable<NvdimmDevice> devices, Func<NvdimmDevice, T?> read, Action<NvdimmDevice, T> take,
        TimeSpan? limit = null, Func<NvdimmDevice, NvdimmException, T?>? late = null)
        where T : class
    {
        IEnumerator<NvdimmDevice>? found = null;
        var thread = Worker;
        try
        {
            while (!Stopping)
            {
                NvdimmDevice? device = null;
                T? result = null;
                try
                {
                    // Found together with its read: one change of threads a DIMM, and no list of all of them.
                    Blocking(() =>
                    {
                        found ??= devices.GetEnumerator();
                        if (found.MoveNext())
                        {
                            var next = found.Current;
                            device = next;
                            Try(next, () => result = read(next));
                        }
                    }, limit, () => device?.Name ?? "sysfs");
                }
                catch (NvdimmException e) when (device is not null && late is not null && e.Kind == NvdimmErrorKind.OperationTimeout)
                {
                    thread = Worker;
                    result = late(device, e);
                }

                if (device is null)
                {
                    return;
                }

                if (result is not null)
                {
                    take(device, result);
                }
            }
        }
        finally
        {
            thread.Dispose(found);
        }
    }

    private NvdimmDevice? FindDevice(string name) => Machine.Topology.FindDevice(name, Detail, WithRegions ? _uses : null);

    /// <inheritdoc/>
    protected override void Begin() => EnsureLinux();

    /// <summary>
    /// An empty list is told apart from one in which all is well. A machine with DIMMs may well have no namespace; of what is named and not
    /// there an error says as much.
    /// </summary>
    private void WarnOfNothing()
    {
        if (!_hasWarned && !IsNamed && Machine.Topology.NoDimmReason is { } reason)
        {
            _hasWarned = true;
            WarnOfNothing(reason);
        }
    }
}
