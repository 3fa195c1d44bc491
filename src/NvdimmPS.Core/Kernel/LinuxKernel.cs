using System.Globalization;
using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>The running Linux kernel.</summary>
public sealed class LinuxKernel : INdKernel
{
    private const int SectorSize = 512; // of a disk's size in sysfs, whatever its own sectors are

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
    public KernelKind Kind => KernelKind.Device;

    /// <inheritdoc/>
    public string Source => nameof(KernelKind.Device);

    /// <inheritdoc/>
    public string SysfsRoot { get; }

    /// <inheritdoc/>
    public string MountTable => "/proc/self/mountinfo";

    /// <inheritdoc/>
    public string SwapTable => "/proc/swaps";

    /// <inheritdoc/>
    public INdKeyRing Keys { get; } = OperatingSystem.IsLinux() ? new LinuxKeyRing() : NoKeyRing.Only;

    /// <inheritdoc/>
    public INdDevice Open(NdNode node, NdAccess access)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw KernelErrors.NeedsLinux(node.Name);
        }

        // open(2) rather than a FileStream: .NET would take an advisory lock on the node, which other tools could see. Not to
        // wait (the driver never does): a pipe in the node's place would hold us up before it is looked at.
        var path = Path.Combine(_devRoot, node.Name);
        BlockingCall.Waits(_devRoot, node.Name);
        var fd = FileCall.Open(path, (access == NdAccess.ReadOnly ? Libc.O_RDONLY : Libc.O_RDWR) | Libc.O_NONBLOCK);
        if (fd < 0)
        {
            throw -fd == Errno.ENOENT && SysfsFile.Read(NumberOf(node)).Text is not null
                ? KernelErrors.NoNode(node, path)
                : KernelErrors.Open(node, path, access, -fd);
        }

        var device = new LinuxDevice(node, new NdHandle(fd));
        if (!IsNode(fd, node))
        {
            device.Dispose();
            throw KernelErrors.NotTheNode(node, path);
        }

        return device;
    }

    /// <inheritdoc/>
    public int WriteAttribute(string attribute, ReadOnlySpan<byte> value)
    {
        if (!OperatingSystem.IsLinux())
        {
            throw KernelErrors.NeedsLinux(attribute);
        }

        BlockingCall.Waits(SysfsRoot, attribute);
        var fd = FileCall.Open(Path.Join(SysfsRoot, attribute), Libc.O_WRONLY | Libc.O_NONBLOCK);
        if (fd < 0)
        {
            return fd;
        }

        // One write: the driver takes each for a whole value.
        var written = (int)FileCall.Write(fd, value);
        _ = Libc.close(fd);
        return written;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> ReadMessages() => OperatingSystem.IsLinux()
        ? KernelMessages.Read(Path.Join(_devRoot, "kmsg"))
        : throw KernelErrors.NeedsLinux("The kernel's log");

    /// <inheritdoc/>
    public INdDisk OpenDisk(string name, bool write)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (!OperatingSystem.IsLinux())
        {
            throw KernelErrors.NeedsLinux(name);
        }

        var path = Path.Join(_devRoot, name);
        var folder = Path.Join(SysfsRoot, "class/block", name);
        if (name.Length == 0 || name.Contains('/', StringComparison.Ordinal)
            || SysfsFile.Read(Path.Join(folder, "dev")).Text is not { } number
            || !ulong.TryParse(SysfsFile.Read(Path.Join(folder, "size")).Text, CultureInfo.InvariantCulture, out var sectors))
        {
            throw KernelErrors.OpenDisk(name, path, Errno.ENXIO);
        }

        BlockingCall.Waits(_devRoot, name);
        var fd = FileCall.Open(path, (write ? Libc.O_RDWR : Libc.O_RDONLY) | Libc.O_EXCL | Libc.O_NONBLOCK);
        if (fd < 0)
        {
            throw KernelErrors.OpenDisk(name, path, -fd);
        }

        var handle = new NdHandle(fd);
        if (FileStatus.Get(fd) is { Kind: FileKind.BlockDevice } status
            && number == string.Create(CultureInfo.InvariantCulture, $"{status.Major}:{status.Minor}"))
        {
            return new LinuxDisk(name, sectors * SectorSize, handle);
        }

        handle.Dispose();
        throw KernelErrors.NotTheDisk(name, path);
    }

    /// <summary>A node that is opened for nothing but to hold it; null where it is not there or may not be opened.</summary>
    internal NdHandle? TryOpenNode(NdNode node)
    {
        var fd = FileCall.Open(Path.Combine(_devRoot, node.Name), Libc.O_RDONLY | Libc.O_NONBLOCK);
        if (fd < 0)
        {
            return null;
        }

        var handle = new NdHandle(fd);
        if (IsNode(fd, node))
        {
            return handle;
        }

        handle.Dispose();
        return null;
    }

    /// <summary>A stale or forged node must not receive an ioctl: it has to be the character device that sysfs names.</summary>
    private bool IsNode(int fd, NdNode node) =>
        FileStatus.Get(fd) is { Kind: FileKind.CharacterDevice } status
        && SysfsFile.Read(NumberOf(node)).Text == string.Create(CultureInfo.InvariantCulture, $"{status.Major}:{status.Minor}");

    /// <summary>Where sysfs says a node's number.</summary>
    private string NumberOf(NdNode node) => node.Kind == NdNodeKind.Dimm
        ? Path.Combine(SysfsRoot, "bus/nd/devices", node.ObjectName, "dev")
        : Path.Combine(SysfsRoot, "class/nd", node.Name, "dev");
}
