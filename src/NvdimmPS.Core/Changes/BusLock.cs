using System.Collections.Concurrent;
using System.Globalization;
using NvdimmPS.Abi;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;
using NvdimmPS.Tracing;

namespace NvdimmPS.Changes;

/// <summary>
/// Keeps two writers to one bus apart; readers never take it. On hardware it is an advisory lock (flock) on the bus's control
/// node: no file that could be forged or left behind, and only users with access to the bus can hold it. A simulated bus is locked
/// within the process that simulates it.
/// </summary>
internal sealed class BusLock : IDisposable
{
    /// <summary>For so long another writer is waited for.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>By the folder that stands for sysfs, which each simulator has for itself, and the bus.</summary>
    private static readonly ConcurrentDictionary<(string Sysfs, NdNode Bus), SemaphoreSlim> Simulated = new();

    private readonly NdHandle? _node;
    private readonly SemaphoreSlim? _simulated;

    private BusLock(NdHandle? node, SemaphoreSlim? simulated) => (_node, _simulated) = (node, simulated);

    /// <summary>Locks the bus of a node; null where the user may not open the bus, so that nothing keeps writers apart.</summary>
    /// <exception cref="NvdimmException">Another one holds it.</exception>
    public static BusLock? Take(NvdimmMachine machine, NdNode node, CancellationToken stop)
    {
        var bus = machine.Topology.BusOf(node);
        if (RecordingKernel.Behind(machine.Kernel) is not LinuxKernel linux)
        {
            var gate = Simulated.GetOrAdd((machine.Kernel.SysfsRoot, bus), _ => new SemaphoreSlim(1));
            return gate.Wait(Patience, stop) ? new BusLock(null, gate) : throw ChangeErrors.Locked(bus.ObjectName, "this process");
        }

        if (linux.TryOpenNode(bus) is not { } handle)
        {
            return null;
        }

        for (var waited = TimeSpan.Zero; !FileCall.Take(handle.Descriptor); waited += Pause)
        {
            if (waited >= Patience || stop.WaitHandle.WaitOne(Pause))
            {
                var holder = Holder(handle.Descriptor);
                handle.Dispose();
                stop.ThrowIfCancellationRequested();
                throw ChangeErrors.Locked(bus.ObjectName, holder);
            }
        }

        return new BusLock(handle, null);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _node?.Dispose();
        _simulated?.Release();
    }

    /// <summary>The process that holds the lock, from the kernel's table; null where that is not known.</summary>
    private static string? Holder(int descriptor)
    {
        var inode = FileStatus.Get(descriptor)?.Inode.ToString(CultureInfo.InvariantCulture);
        foreach (var line in File.ReadLines("/proc/locks"))
        {
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words is [_, "FLOCK", _, _, var process, var file, ..] && file.Split(':')[^1] == inode)
            {
                var name = SysfsFile.Read($"/proc/{process}/comm").Text;
                return Printable.Line(name is null ? $"process {process}" : $"process {process} ({name})");
            }
        }

        return null;
    }
}
