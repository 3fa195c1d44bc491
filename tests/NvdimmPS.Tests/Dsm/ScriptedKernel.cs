using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Dsm;

/// <summary>Writes an answer into the envelope as it was sent, and gives the ioctl's return value.</summary>
internal delegate int ScriptedAnswer(uint request, Span<byte> buffer);

/// <summary>A kernel with one node that answers by script.</summary>
internal sealed class ScriptedKernel(ScriptedAnswer answer) : INdKernel, INdDevice
{
    public KernelKind Kind => KernelKind.Simulated;

    public string Source => nameof(KernelKind.Simulated);

    public string SysfsRoot => "/nowhere";

    public string MountTable => "/nowhere/mountinfo";

    public NdNode Node { get; private set; }

    /// <summary>How many requests arrived.</summary>
    public int Requests { get; private set; }

    public INdDevice Open(NdNode node, NdAccess access)
    {
        Node = node;
        return this;
    }

    public int Ioctl(uint request, Span<byte> buffer)
    {
        Requests++;
        return answer(request, buffer);
    }

    public void Dispose()
    {
    }
}
