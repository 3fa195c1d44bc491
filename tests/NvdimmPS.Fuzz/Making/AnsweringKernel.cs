using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Fuzz.Making;

/// <summary>A kernel that fills in the buffer of each call that it gets, and returns a number.</summary>
/// <param name="answer">What it does.</param>
/// <param name="machine">Whose sysfs it shows; nothing where there is none.</param>
internal sealed class AnsweringKernel(Func<uint, byte[], int> answer, INdKernel? machine = null) : INdKernel, INdDevice
{
    public KernelKind Kind => KernelKind.Simulated;

    public string Source => nameof(KernelKind.Simulated);

    public string SysfsRoot => machine?.SysfsRoot ?? "/nowhere";

    public string MountTable => machine?.MountTable ?? "/nowhere/mountinfo";

    public NdNode Node { get; private set; }

    public int Requests { get; private set; }

    public INdDevice Open(NdNode node, NdAccess access)
    {
        Node = node;
        return this;
    }

    public int Ioctl(uint request, Span<byte> buffer)
    {
        Requests++;
        var bytes = buffer.ToArray();
        var result = answer(request, bytes);
        bytes.CopyTo(buffer);
        return result;
    }

    public void Dispose()
    {
    }
}
