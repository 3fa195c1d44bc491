using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>A kernel that counts what is opened and closed, and can be told to do something before a request.</summary>
internal sealed class WatchedKernel(INdKernel kernel) : INdKernel
{
    private int _closed;

    public List<(string Node, NdAccess Access)> Opened { get; } = [];

    public int StillOpen => Opened.Count - _closed;

    /// <summary>Called before each request with the node's name.</summary>
    public Action<string>? BeforeRequest { get; set; }

    public string Source => kernel.Source;

    public string SysfsRoot => kernel.SysfsRoot;

    public string MountTable => kernel.MountTable;

    public INdDevice Open(NdNode node, NdAccess access)
    {
        var device = kernel.Open(node, access);
        Opened.Add((node.Name, access));
        return new Watched(this, device);
    }

    private sealed class Watched(WatchedKernel owner, INdDevice device) : INdDevice
    {
        public NdNode Node => device.Node;

        public int Ioctl(uint request, Span<byte> buffer)
        {
            owner.BeforeRequest?.Invoke(Node.Name);
            return device.Ioctl(request, buffer);
        }

        public void Dispose()
        {
            device.Dispose();
            owner._closed++;
        }
    }
}
