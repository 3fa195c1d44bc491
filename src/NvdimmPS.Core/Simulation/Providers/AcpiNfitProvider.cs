using System.Buffers.Binary;
using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;

namespace NvdimmPS.Simulation.Providers;

/// <summary>The ACPI driver: drivers/acpi/nfit/core.c, <c>acpi_nfit_ctl</c>, in its order of refusal.</summary>
internal sealed class AcpiNfitProvider : INdProvider
{
    private const int PackageSize = NdEnvelope.PackageSize;

    private readonly SimulatedBus _bus;
    private readonly IDsmFirmware? _nfit;
    private readonly IDsmFirmware? _intel;
    private readonly Dictionary<SimulatedDimm, (uint Commands, uint Functions)> _masks = [];

    /// <summary>Either firmware may be missing: QEMU's machine has none for the bus.</summary>
    public AcpiNfitProvider(SimulatedBus bus, IDsmFirmware? nfit, IDsmFirmware? intel)
    {
        (_bus, _nfit, _intel) = (bus, nfit, intel);
        const uint call = 1 << 10, legacy = 0x1E;
        BusFunctions = AcpiMasks.BusFunctions(nfit);
        BusCommands = call | ((nfit?.Query(1) ?? 0) & legacy);
        BusFamilies = AcpiMasks.IntelBusFunctions(intel) != 0 ? 0b11u : 0b01u;
        MakeMasks(overriding: 0);
    }

    public uint BusCommands { get; }

    public uint BusFunctions { get; }

    public uint BusFamilies { get; }

    public uint DimmFamilies { get; private set; }

    public uint DimmCommands(SimulatedDimm dimm) => _masks.GetValueOrDefault(dimm).Commands;

    public uint DimmFunctions(SimulatedDimm dimm) => _masks.GetValueOrDefault(dimm).Functions;

    /// <summary>What the driver does when it finds the DIMMs, with its own white-list or another one.</summary>
    public void MakeMasks(uint overriding)
    {
        foreach (var dimm in _bus.Dimms)
        {
            if (dimm.Firmware is { } firmware)
            {
                DimmFamilies |= 1u << (int)firmware.Family;
                var functions = AcpiMasks.DimmFunctions(firmware, overriding);
                _masks[dimm] = (AcpiMasks.DimmCommands(firmware, functions), functions);
            }
        }
    }

    public int Control(SimulatedDimm? dimm, NdCommand command, byte[] pages, int length, out int commandResult)
    {
        var buffer = pages.AsSpan(0, length);
        commandResult = -Errno.EINVAL;
        if (Refuse(dimm, command, buffer) is < 0 and var refusal)
        {
            return refusal;
        }

        var isCall = command.Number == NdCommands.CallNumber;
        var (family, function) = isCall
            ? (BinaryPrimitives.ReadUInt64LittleEndian(buffer), Low(buffer))
            : (dimm?.Family ?? 0, command.Number);
        var input = isCall ? buffer.Slice(PackageSize, (int)InputSize(buffer)) : buffer[..(int)NdEnvelope.Measure(command, buffer).Input];
        var fault = _bus.Faults.Meet(dimm?.Node ?? _bus.Node, family, (uint)function);
        if (fault is { Kind: SimulatorFaultKind.Errno })
        {
            return -(int)fault.Value;
        }

        // A method that fails, or returns no buffer, is EINVAL to the caller.
        var answer = fault is { Kind: SimulatorFaultKind.Status }
            ? Answer.Status(fault.Value)
            : Evaluate(dimm, command, family, function, input);
        if (answer is null)
        {
            return -Errno.EINVAL;
        }

        answer = fault?.Distort(answer) ?? answer;
        if (!isCall)
        {
            return AcpiLegacyOutput.Deliver(command, buffer, input.Length, answer, out commandResult);
        }

        commandResult = 0;
        return Deliver(buffer, input.Length, answer);
    }

    /// <summary>The checks up to the evaluation, <c>cmd_to_func</c>'s among them; 0 where the request may go on.</summary>
    private int Refuse(SimulatedDimm? dimm, NdCommand command, ReadOnlySpan<byte> buffer)
    {
        if (command.Number != NdCommands.CallNumber)
        {
            return 0; // the command's bit was tested before, and is all that is tested again
        }

        if (buffer.Length < PackageSize)
        {
            return -Errno.EINVAL; // the sum of package and nd_size_in wraps where the latter is near 4 GiB
        }

        var family = BinaryPrimitives.ReadUInt64LittleEndian(buffer);
        if (dimm is not null && dimm.Family != family)
        {
            return -Errno.ENOTTY;
        }

        if (buffer.Slice(24, 36).ContainsAnyExcept((byte)0))
        {
            return -Errno.EINVAL; // nd_reserved2
        }

        // The function goes through an int: a "negative" one comes back as the errno.
        var function = Low(buffer);
        if (function < 0)
        {
            return function;
        }

        if (dimm is { Firmware: null })
        {
            return -Errno.ENOTTY; // no ACPI companion device
        }

        if (function > 31 || (Functions(dimm, family) & (1u << function)) == 0)
        {
            return -Errno.ENOTTY;
        }

        // After a wrap the input is longer than the envelope; evaluating a method with such a buffer fails.
        return InputSize(buffer) > buffer.Length - PackageSize ? -Errno.EINVAL : 0;
    }

    private uint Functions(SimulatedDimm? dimm, ulong family) =>
        dimm is not null ? DimmFunctions(dimm) : family == 0 ? BusFunctions : AcpiMasks.IntelBusFunctions(_intel);

    private byte[]? Evaluate(SimulatedDimm? dimm, NdCommand command, ulong family, int function, ReadOnlySpan<byte> input)
    {
        if (dimm is null)
        {
            return (family == 0 ? _nfit : _intel)?.Evaluate(1, function, input);
        }

        // The named methods are preferred, where the driver uses them: never in the Intel family.
        return command.Number is >= 4 and <= 6 && dimm.Firmware is IAcpiLabelMethods methods
            ? command.Number switch
            {
                4 => methods.LabelInformation(),
                5 => methods.LabelRead(input.U32(0), input.U32(4)),
                _ => methods.LabelWrite(input.U32(0), input.U32(4), input[8..]),
            }
            : dimm.Firmware!.Evaluate(AcpiMasks.Revision(family, function), function, input);
    }

    /// <summary>The generic call: nd_fw_size says how much there was, and as much as fits arrives. It never fails here.</summary>
    private static int Deliver(Span<byte> buffer, int inputLength, ReadOnlySpan<byte> answer)
    {
        BinaryPrimitives.WriteInt32LittleEndian(buffer[60..], answer.Length);
        var room = buffer[(PackageSize + inputLength)..];
        answer[..Math.Min(answer.Length, room.Length)].CopyTo(room);
        return 0;
    }

    private static uint InputSize(ReadOnlySpan<byte> buffer) => BinaryPrimitives.ReadUInt32LittleEndian(buffer[16..]);

    private static int Low(ReadOnlySpan<byte> buffer) => BinaryPrimitives.ReadInt32LittleEndian(buffer[8..]);
}
