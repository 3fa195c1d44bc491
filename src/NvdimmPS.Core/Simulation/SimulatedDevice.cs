using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Simulation;

/// <summary>An open node of a simulator.</summary>
internal sealed class SimulatedDevice(SimulatedKernel kernel, SimulatedBus bus, SimulatedDimm? dimm, NdAccess access) : INdDevice
{
    private readonly Func<bool> _isGone = kernel.IsGone;

    public NdNode Node => dimm?.Node ?? bus.Node;

    public int Ioctl(uint request, Span<byte> buffer)
    {
        // The same guard as on Linux: what reaches past the buffer must not work here and break there.
        NdEnvelope.EnsureInside(Node.Kind, request, buffer);
        if (kernel.TranscriptCapacity == 0)
        {
            return Run(request, buffer);
        }

        var before = buffer.ToArray();
        var result = Run(request, buffer);
        kernel.Record(Node, access, request, dimm?.Family ?? 0, before, buffer, result);
        return result;
    }

    /// <summary>As close(2): nothing in the kernel hangs on it.</summary>
    public void Dispose()
    {
    }

    private int Run(uint request, Span<byte> buffer) => kernel.IsGone()
        ? -Errno.ENXIO // nd_ioctl finds no such bus any more
        : KernelRules.Ioctl(bus, dimm, access, request, buffer, kernel.Snoop, _isGone);
}
