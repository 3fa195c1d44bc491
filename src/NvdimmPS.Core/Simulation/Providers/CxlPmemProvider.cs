using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Providers;

/// <summary>
/// CXL memory (drivers/cxl/pmem.c, <c>cxl_pmem_ctl</c>). Its mailbox has labels and nothing else of what NVDIMMs have: three commands,
/// no calls, and no commands of the bus. A mailbox answers with an errno; the status word is always 0.
/// </summary>
internal sealed class CxlPmemProvider(SimulatedBus bus) : INdProvider
{
    /// <summary>The mailbox's payload of QEMU's device, of which a write of labels takes eight bytes for itself.</summary>
    private const int Payload = 2048, SetHeader = 8;

    private const uint Commands = 0x70;

    public uint BusCommands => 0;

    public uint BusFunctions => 0;

    public uint BusFamilies => 0;

    public uint DimmFamilies => 0;

    public uint DimmCommands(SimulatedDimm dimm) => Commands;

    public uint DimmFunctions(SimulatedDimm dimm) => 0;

    public int Control(SimulatedDimm? dimm, NdCommand command, byte[] pages, int length, out int commandResult)
    {
        commandResult = 0;
        return dimm is null ? -Errno.ENOTTY : Label(dimm, command, pages, length);
    }

    private int Label(SimulatedDimm dimm, NdCommand command, byte[] pages, int length)
    {
        if (bus.Faults.Meet(dimm.Node, dimm.Family, (uint)command.Number) is { } fault)
        {
            // Whatever code the mailbox ends with, the driver makes an errno of it.
            return fault.Kind == SimulatorFaultKind.Errno ? -(int)fault.Value : -Errno.ENXIO;
        }

        var labels = dimm.State.Labels;
        ReadOnlySpan<byte> input = pages;
        if (command == NdCommands.GetConfigSize)
        {
            pages.U32(0, 0);
            pages.U32(4, (uint)labels.Length);
            pages.U32(8, Payload - SetHeader);
            return 0;
        }

        var (offset, count) = (input.U32(0), input.U32(4));
        var isRead = command == NdCommands.GetConfigData;
        if ((isRead ? 12L : 8 + 4) + count > length)
        {
            return -Errno.EINVAL;
        }

        if ((isRead ? count : (long)count + SetHeader) > Payload)
        {
            return -Errno.E2BIG;
        }

        if ((long)offset + count > labels.Length)
        {
            return -Errno.ENXIO; // "invalid input", as the driver passes it on
        }

        if (isRead)
        {
            labels.AsSpan((int)offset, (int)count).CopyTo(pages.AsSpan(12));
            pages.U32(8, 0);
        }
        else
        {
            input.Slice(8, (int)count).CopyTo(labels.AsSpan((int)offset));
            pages.U32(8 + (int)count, 0);
        }

        return 0;
    }
}
