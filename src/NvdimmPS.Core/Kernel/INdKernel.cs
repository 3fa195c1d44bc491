using NvdimmPS.Abi;

namespace NvdimmPS.Kernel;

/// <summary>
/// The one way in: whatever can open an NVDIMM control node. Bytes are the contract, so a double receives exactly what
/// Linux would, and everything above this seam is under test.
/// </summary>
public interface INdKernel
{
    /// <summary>What answers: hardware, a simulator or a trace.</summary>
    KernelKind Kind { get; }

    /// <summary>The same in the word that objects carry: <c>Device</c>, <c>Simulated</c>, <c>Replayed</c> or <c>Agentless</c>.</summary>
    string Source => Kind.ToString();

    /// <summary>A folder laid out as <c>/sys</c>.</summary>
    string SysfsRoot { get; }

    /// <summary>A file in the form of <c>/proc/self/mountinfo</c>.</summary>
    string MountTable { get; }

    /// <summary>A file in the form of <c>/proc/swaps</c>; it need not be there.</summary>
    string SwapTable => Path.Join(Path.GetDirectoryName(MountTable), "swaps");

    /// <summary>Opens a control node.</summary>
    /// <exception cref="NdOpenException">The node cannot be opened, or is not what sysfs says.</exception>
    INdDevice Open(NdNode node, NdAccess access);

    /// <summary>Writes a sysfs attribute in one system call, as its driver wants it.</summary>
    /// <param name="attribute">Its path below <see cref="SysfsRoot"/>, such as <c>bus/nd/drivers/nd_region/unbind</c>.</param>
    /// <param name="value">What is written.</param>
    /// <returns>How many bytes the kernel took; a refusal is the negated errno. A kernel that takes no writes answers EROFS.</returns>
    int WriteAttribute(string attribute, ReadOnlySpan<byte> value) => -Errno.EROFS;

    /// <summary>
    /// Opens the disk of a namespace for this process alone, to read it and where <paramref name="write"/> says so to write it. What
    /// uses the disk (a mount, device mapper, swap, another such opener) makes it busy.
    /// </summary>
    /// <param name="name">The block device's name, such as <c>pmem0.1</c>.</param>
    /// <param name="write">Whether it is to be written.</param>
    /// <exception cref="NdOpenException">It cannot be opened, or is not the device that sysfs names.</exception>
    INdDisk OpenDisk(string name, bool write) => throw KernelErrors.NoDisks(name, Source);

    /// <summary>What the kernel has written to its log and still keeps, oldest first, a message a line.</summary>
    /// <exception cref="NvdimmException">They may not be read, or this kind of machine has none.</exception>
    IReadOnlyList<string> ReadMessages() => throw KernelErrors.NoMessages(Source);

    /// <summary>The kernel's keys.</summary>
    INdKeyRing Keys => NoKeyRing.Only;
}

/// <summary>An open control node. Safe to use from one thread at a time.</summary>
public interface INdDevice : IDisposable
{
    /// <summary>The node that was opened.</summary>
    NdNode Node { get; }

    /// <summary>Sends one ioctl. The kernel reads and writes <paramref name="buffer"/> in place.</summary>
    /// <returns>The kernel's return value; a refusal is the negated errno.</returns>
    /// <exception cref="ArgumentException">
    /// The envelope's own length words reach past the end of <paramref name="buffer"/>: nothing was sent, since the
    /// kernel would read and write foreign memory.
    /// </exception>
    int Ioctl(uint request, Span<byte> buffer);
}
