using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Kernel;
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
        var buffer = pages.AsSpan(0, length);
        if (dimm is null)
        {
            return -Errno.EINVAL;
        }

        if (command.Number == NdCommands.CallNumber)
        {
            return Call(dimm, buffer);
        }

        var fault = bus.Faults.Meet(dimm.Node, dimm.Family, (uint)command.Number);
        if (fault is { Kind: SimulatorFaultKind.Errno })
        {
            return -(int)fault.Value;
        }

        var (offset, answer) = Label(dimm, command.Number, buffer, fault);
        answer = fault?.Distort(answer) ?? answer;
        answer.AsSpan(0, Math.Min(answer.Length, length - offset)).CopyTo(buffer[offset..]);
        return 0;
    }

    /// <summary>What a label command writes, and where: the size behind its status, the data without one.</summary>
    private static (int Offset, byte[] Answer) Label(SimulatedDimm dimm, int number, Span<byte> buffer, SimulatorFault? fault)
    {
        const int getSize = 4, getData = 5;
        var labels = dimm.State.Labels;
        ReadOnlySpan<byte> input = buffer;
        if (number == getSize)
        {
            var answer = new byte[12];
            answer.U32(4, (uint)labels.Length);
            answer.U32(8, MaxTransfer);
            return (0, answer);
        }

        var (offset, count) = (input.U32(0), input.U32(4));
        var status = number == getData ? 8 : 8 + (int)count;
        if (fault is { Kind: SimulatorFaultKind.Status } || (ulong)offset + count > (ulong)labels.Length)
        {
            return (status, []);
        }

        if (number == getData)
        {
            return (status + sizeof(uint), labels[(int)offset..(int)(offset + count)]);
        }

        buffer.Slice(8, (int)count).CopyTo(labels.AsSpan((int)offset));
        return (status, []);
    }

    private int Call(SimulatedDimm dimm, Span<byte> buffer)
    {
        var function = BinaryPrimitives.ReadInt32LittleEndian(buffer[8..]);
        var (sizeIn, sizeOut) = (BinaryPrimitives.ReadUInt32LittleEndian(buffer[16..]), BinaryPrimitives.ReadUInt32LittleEndian(buffer[20..]));
        if (buffer.Length < Payload + PaprFirmware.HeaderSize || function is < 1 or > 31 || (DimmFunctions(dimm) & (1u << function)) == 0
            || sizeOut < PaprFirmware.HeaderSize)
        {
            return -Errno.EINVAL;
        }

        // The two refusals below leave even the status alone.
        const int inject = 2;
        if (BinaryPrimitives.ReadUInt32LittleEndian(buffer[(Payload + 4)..]) != 0
            || (function == inject && sizeIn != PaprFirmware.PackageSize) || sizeOut != PaprFirmware.PackageSize)
        {
            return 0;
        }

        var fault = bus.Faults.Meet(dimm.Node, dimm.Family, (uint)function);
        if (fault is { Kind: SimulatorFaultKind.Errno })
        {
            return -(int)fault.Value;
        }

        var payload = buffer[Payload..];
        var answer = fault is { Kind: SimulatorFaultKind.Status }
            ? Refusal(fault.Value)
            : dimm.Firmware!.Evaluate(1, function, payload[..PaprFirmware.PackageSize])!;
        answer = fault is null or { Kind: SimulatorFaultKind.Status } ? answer : fault.Distort(answer);
        BinaryPrimitives.WriteInt32LittleEndian(buffer[60..], answer.Length);
        answer.AsSpan(0, Math.Min(answer.Length, payload.Length)).CopyTo(payload);
        return 0;
    }

    /// <summary>A request that failed: the header alone.</summary>
    private static byte[] Refusal(uint status)
    {
        var answer = new byte[PaprFirmware.HeaderSize];
        answer.U32(0, status);
        return answer;
    }
}
