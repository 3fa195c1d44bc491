using NvdimmPS.Abi;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tests.Cmdlets;

/// <summary>A machine without NVDIMMs: without the driver too, unless a tree is given.</summary>
internal sealed class NoKernel : INdKernel
{
    public KernelKind Kind => KernelKind.Device;

    public string Source => nameof(KernelKind.Simulated);

    public string SysfsRoot { get; init; } = Path.Combine(Path.GetTempPath(), "there-is-no-such-folder");

    public string MountTable => "/proc/self/mountinfo";

    public INdDevice Open(NdNode node, NdAccess access) => throw new InvalidOperationException("Nothing is to be opened.");
}
