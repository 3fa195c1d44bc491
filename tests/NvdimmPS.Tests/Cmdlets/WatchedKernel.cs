using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>Looks at the buffer of a request to a node, or changes it.</summary>
internal delegate void RequestWatcher(string node, Span<byte> buffer);

/// <summary>A kernel that counts what is opened and closed, and can be told to do something before and after a request.</summary>
internal sealed class WatchedKernel(INdKernel kernel) : INdKernel, INdChangeSource
{
    private int _closed;
    private int _listeners;

    public List<(string Node, NdAccess Access)> Opened { get; } = [];

    public int StillOpen => Opened.Count - Volatile.Read(ref _closed);

    /// <summary>The number of the request that is under way.</summary>
    public uint Request { get; private set; }

    public RequestWatcher? BeforeRequest { get; set; }

    public RequestWatcher? AfterRequest { get; set; }

    /// <summary>Called when somebody begins to listen for changes, on his thread.</summary>
    public Action? BeforeListening { get; set; }

    /// <summary>How many listen for changes.</summary>
    public int Listeners => Volatile.Read(ref _listeners);

    public event EventHandler? Changed
    {
        add
        {
            BeforeListening?.Invoke();
            ((INdChangeSource)kernel).Changed += value;
            Interlocked.Increment(ref _listeners);
        }
        remove
        {
            ((INdChangeSource)kernel).Changed -= value;
            Interlocked.Decrement(ref _listeners);
        }
    }

    public KernelKind Kind => kernel.Kind;

    public string Source => kernel.Source;

    public string SysfsRoot => kernel.SysfsRoot;

    public string MountTable => kernel.MountTable;

    public INdKeyRing Keys => kernel.Keys;

    public INdDevice Open(NdNode node, NdAccess access)
    {
        var device = kernel.Open(node, access);
        lock (Opened)
        {
            Opened.Add((node.Name, access));
        }

        return new Watched(this, device);
    }

    /// <summary>Called before an attribute is written.</summary>
    public Action<string>? BeforeWrite { get; set; }

    /// <summary>The error number with which the write of an attribute is refused; 0 lets it through.</summary>
    public Func<string, int>? Refuse { get; set; }

    public int WriteAttribute(string attribute, ReadOnlySpan<byte> value)
    {
        BeforeWrite?.Invoke(attribute);
        return Refuse?.Invoke(attribute) is > 0 and var errno ? -errno : kernel.WriteAttribute(attribute, value);
    }

    /// <summary>Called before a disk is opened.</summary>
    public Action<string>? BeforeDisk { get; set; }

    public INdDisk OpenDisk(string name, bool write)
    {
        BeforeDisk?.Invoke(name);
        return kernel.OpenDisk(name, write);
    }

    private sealed class Watched(WatchedKernel owner, INdDevice device) : INdDevice
    {
        public NdNode Node => device.Node;

        public int Ioctl(uint request, Span<byte> buffer)
        {
            owner.Request = request;
            owner.BeforeRequest?.Invoke(Node.Name, buffer);
            var result = device.Ioctl(request, buffer);
            owner.AfterRequest?.Invoke(Node.Name, buffer);
            return result;
        }

        public void Dispose()
        {
            device.Dispose();
            Interlocked.Increment(ref owner._closed);
        }
    }
}
