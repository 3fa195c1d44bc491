using System.Globalization;
using System.Runtime.InteropServices;

namespace NvdimmPS.Kernel;

/// <summary>The running Linux kernel.</summary>
public sealed class LinuxKernel : INdKernel
{
    private readonly string _devRoot;

    /// <summary>The kernel at <c>/sys</c> and <c>/dev</c>.</summary>
    public LinuxKernel()
        : this("/sys", "/dev")
    {
    }

    internal LinuxKernel(string sysfsRoot, string devRoot)
    {
        SysfsRoot = sysfsRoot;
        _devRoot = devRoot;
    }

    /// <inheritdoc/>
    public string Source => "Device";

    /// <inheritdoc/>
    public string SysfsRoot { get; }

    /// <inheritdoc/>
    public string MountTable => "/proc/self/mountinfo";

    /// <inheritdoc/>
    public INdDevice Open(NdNode node, NdAccess access)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw Errors.NeedsLinux(node.Name);
        }

        // open(2) rather than a FileStream: .NET would take an advisory lock on the node, which other tools could see.
        var path = Path.Combine(_devRoot, node.Name);
        var flags = (access == NdAccess.ReadOnly ? Libc.O_RDONLY : Libc.O_RDWR) | Libc.O_CLOEXEC;
        int fd;
        do
        {
            fd = Libc.open(path, flags);
        }
        while (fd < 0 && Marshal.GetLastPInvokeError() == Errno.EINTR);

        if (fd < 0)
        {
            throw Errors.Open(node, path, access, Marshal.GetLastPInvokeError());
        }

        var device = new LinuxDevice(node, new NdHandle(fd));
        if (!IsNode(fd, node))
        {
            device.Dispose();
            throw Errors.NotTheNode(node, path);
        }

        return device;
    }

    /// <summary>A stale or forged node must not receive an ioctl: it has to be the character device that sysfs names.</summary>
    private bool IsNode(int fd, NdNode node)
    {
        var attribute = node.Kind == NdNodeKind.Dimm
            ? Path.Combine(SysfsRoot, "bus/nd/devices", node.ObjectName, "dev")
            : Path.Combine(SysfsRoot, "class/nd", node.Name, "dev");
        return Libc.TryGetDevice(fd, out var isCharacterDevice, out var major, out var minor)
            && isCharacterDevice
            && SysfsFile.Read(attribute) is { Text: { } expected }
            && string.Equals(expected, string.Create(CultureInfo.InvariantCulture, $"{major}:{minor}"), StringComparison.Ordinal);
    }
}
