using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>
/// NVDIMMs that a hypervisor makes of a file. Nothing stands behind them that could be armed: <c>not_armed</c> is how the hypervisor
/// says that what is written is not kept (QEMU: unarmed=on), and the kernel then makes their regions read-only.
/// </summary>
internal static class VirtualDimm
{
    // Functions 4 to 6 of Intel's family read and write labels; QEMU offers no others.
    private const ulong LabelFunctions = 0x70;

    /// <summary>
    /// Whether it is one of these and cannot be written. One that offers anything else, sits on a bus that can be scrubbed, or has a
    /// region that may be written is taken for real.
    /// </summary>
    public static bool IsReadOnlyImage(NvdimmDevice device, INdKernel kernel)
    {
        var topology = new Topology(kernel);
        return (device.Family == "HyperV" || IsQemu(device, topology)) && topology.GetRegionsOf(device.Name).All(r => r.ReadOnly == true);
    }

    private static bool IsQemu(NvdimmDevice device, Topology topology) =>
        device.DsmMask is { } mask && (mask & ~LabelFunctions) == 0
        && topology.FindBus(device.Bus) is { DsmMask: null or 0 } bus && bus.Commands?.Contains("ars_cap") != true;
}
