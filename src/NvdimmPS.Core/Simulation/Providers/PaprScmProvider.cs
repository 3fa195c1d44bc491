using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Providers;

/// <summary>
/// POWER's driver (arch/powerpc/platforms/pseries/papr_scm.c, <c>papr_scm_ndctl</c>). A call's payload is one package in
/// place, wherever nd_size_in says that the output starts, and what fails afterwards is no error of the ioctl: the label
/// commands then leave their status as the caller had it.
/// </summary>
internal sealed class PaprScmProvider(SimulatedBus bus) : INdProvider
{
    private const int Payload = NdEnvelope.PackageSize;
    private const int MaxTransfer = 8;

    /// <summary>Labels and the call.</summary>
    private const uint Commands = 0x470;

    public uint BusCommands => 0;

    public uint BusFunctions => 0;

    public uint BusFamilies => 0;

    public uint DimmFamilies => 1 << 5;

    public uint DimmCommands(SimulatedDimm dimm) => Commands;

    /// <summary>There is no <c>dsm_mask</c> in its sysfs; the driver knows two requests.</summary>
    public uint DimmFunctions(SimulatedDimm dimm) => dimm.Firmware!.Query(1);

    public int Control(SimulatedDimm? dimm, NdCommand command, byte[] pages, int length, out int commandResult)
    {
        commandResult = 0;
        return dimm is null ? -Errno.EINVAL
            : command.Number == NdCommands.CallNumber ? Call(dimm, pages, length)
            : Label(dimm, command.Number, pages);
    }

    /// <summary>The size comes with a status, data without one. A length that makes the envelope's size wrap is past the area.</summary>
    private int Label(SimulatedDimm dimm, int number, byte[] pages)
    {
        const int getSize = 4, getData = 5;
        var fault = bus.Faults.Meet(dimm.Node, dimm.Family, (uint)number);
        if (fault is { Kind: SimulatorFaultKind.Errno })
        {
            return -(int)fault.Value;
        }

        var labels = dimm.State.Labels;
        ReadOnlySpan<byte> input = pages;
        var (offset, count) = (input.U32(0), input.U32(4));
        if (number == getSize)
        {
            var answer = new byte[12];
            answer.U32(4, (uint)labels.Length);
            answer.U32(8, MaxTransfer);
            Write(pages, 0, fault?.Distort(answer) ?? answer);
        }
        else if (fault is { Kind: SimulatorFaultKind.Status } || (ulong)offset + count > (ulong)labels.Length)
        {
            // It failed, and nothing says so.
        }
        else if (number == getData)
        {
            var answer = labels[(int)offset..(int)(offset + count)];
            Write(pages, 12, fault?.Distort(answer) ?? answer);
        }
        else
        {
            input.Slice(8, (int)count).CopyTo(labels.AsSpan((int)offset));
        }

        return 0;
    }

    private int Call(SimulatedDimm dimm, byte[] pages, int length)
    {
        const int inject = 2;
        ReadOnlySpan<byte> package = pages;
        var (function, sizeIn, sizeOut) = ((int)package.U32(8), package.U32(16), package.U32(20));
        if (length < Payload + PaprFirmware.HeaderSize || function is < 1 or > inject || sizeOut < PaprFirmware.HeaderSize)
        {
            return -Errno.EINVAL;
        }

        // What is refused from here on leaves even the status alone.
        if (package.U32(Payload + 4) != 0 || sizeOut != PaprFirmware.PackageSize
            || (function == inject && sizeIn != PaprFirmware.PackageSize))
        {
            return 0;
        }

        var fault = bus.Faults.Meet(dimm.Node, dimm.Family, (uint)function);
        if (fault is { Kind: SimulatorFaultKind.Errno })
        {
            return -(int)fault.Value;
        }

        var answer = fault is { Kind: SimulatorFaultKind.Status }
            ? Refusal(fault.Value)
            : dimm.Firmware!.Evaluate(1, function, package.Slice(Payload, PaprFirmware.PackageSize))!;
        answer = fault is null or { Kind: SimulatorFaultKind.Status } ? answer : fault.Distort(answer);
        pages.U32(60, (uint)answer.Length);
        Write(pages, Payload, answer);
        return 0;
    }

    /// <summary>As far as the kernel's copy reaches; what is past the envelope is lost.</summary>
    private static void Write(byte[] pages, int offset, byte[] answer) =>
        answer.AsSpan(0, Math.Min(answer.Length, pages.Length - offset)).CopyTo(pages.AsSpan(offset));

    /// <summary>A request that failed: the header alone.</summary>
    private static byte[] Refusal(uint status)
    {
        var answer = new byte[PaprFirmware.HeaderSize];
        answer.U32(0, status);
        return answer;
    }
}
