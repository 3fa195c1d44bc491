using System.Buffers.Binary;
using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Providers;

/// <summary>
/// The kernel's own test bus (tools/testing/nvdimm/test/nfit.c, <c>nfit_test_ctl</c>). It takes a payload for one C
/// structure and writes at that structure's offsets, wherever nd_size_in says that the output starts; it leaves
/// nd_fw_size and nd_reserved2 alone.
/// </summary>
internal sealed class NfitTestProvider : INdProvider
{
    private const int PackageSize = NdEnvelope.PackageSize;
    private const uint StandardCommands = 0x3FE, Call = 1 << 10;

    private readonly SimulatedBus _bus;
    private readonly bool _first;
    private readonly NfitTestBus _busFunctions;
    private readonly Dictionary<SimulatedDimm, NfitTestDimm> _dimms;

    /// <param name="bus">The bus.</param>
    /// <param name="first">True for nfit_test.0, which has everything; nfit_test.1 has labels and scrubs.</param>
    public NfitTestProvider(SimulatedBus bus, bool first)
    {
        (_bus, _first) = (bus, first);
        _busFunctions = new NfitTestBus(bus);
        _dimms = bus.Dimms.ToDictionary(d => d, d => new NfitTestDimm(d.State, bus));
    }

    public uint BusCommands => _first ? 0x41Eu : 0x1Eu;

    public uint BusFunctions => _first ? 0x3A0u : 0;

    public uint BusFamilies => _first ? 0b11u : 0b01u;

    public uint DimmFamilies => 0b1;

    public uint DimmCommands(SimulatedDimm dimm) => Call | (DimmFunctions(dimm) & StandardCommands);

    public uint DimmFunctions(SimulatedDimm dimm) => _first ? 0x7FFF_F476u : 0x470u;

    public int Control(SimulatedDimm? dimm, NdCommand command, byte[] pages, int length, out int commandResult)
    {
        commandResult = 0;
        if (command.Number != NdCommands.CallNumber)
        {
            return Legacy(dimm, command, pages, length);
        }

        // The sum is the emulator's own, and may wrap; the payload it believes in can be longer than the envelope.
        var size = BinaryPrimitives.ReadUInt32LittleEndian(pages.AsSpan(16)) + BinaryPrimitives.ReadUInt32LittleEndian(pages.AsSpan(20));
        var family = BinaryPrimitives.ReadUInt64LittleEndian(pages);
        var function = BinaryPrimitives.ReadUInt32LittleEndian(pages.AsSpan(8));
        var payload = new NfitTestPayload(pages, PackageSize, size);
        if (dimm is null)
        {
            return NfitTestBus.Has(family, function)
                ? Run(_bus.Node, family, function, payload, () => _busFunctions.Call(family, function, payload))
                : -Errno.ENOTTY;
        }

        if (!_first)
        {
            return -Errno.EINVAL; // "ND_CMD_CALL only valid for nfit_test0"
        }

        return NfitTestDimm.Has(function)
            ? Run(dimm.Node, family, function, payload, () => _dimms[dimm].Call((int)function, payload))
            : -Errno.ENOTTY;
    }

    private int Legacy(SimulatedDimm? dimm, NdCommand command, byte[] pages, int length)
    {
        var payload = new NfitTestPayload(pages, 0, (uint)length);
        var function = (uint)command.Number;
        if (dimm is null)
        {
            return Run(_bus.Node, 0, function, payload, () => _busFunctions.Legacy(command.Number, payload));
        }

        // SMART and thresholds are listed in cmd_mask, but have no case here.
        return command.Number is >= 4 and <= 6
            ? Run(dimm.Node, 0, function, payload, () => _dimms[dimm].Label(command.Number, payload))
            : -Errno.ENOTTY;
    }

    /// <summary>Runs a function that exists, with the fault it meets.</summary>
    private int Run(NdNode node, ulong family, uint function, NfitTestPayload payload, Func<int> action)
    {
        if (_bus.Faults.Meet(node, family, function) is not { } fault)
        {
            return action();
        }

        if (fault.Kind == SimulatorFaultKind.Errno)
        {
            return -(int)fault.Value;
        }

        var (offset, length) = NfitTestOutput.Place(node.Kind, family, function, payload);
        var before = payload.Bytes.ToArray();
        var result = fault.Kind == SimulatorFaultKind.Status ? 0 : action();
        if (result < 0)
        {
            return result;
        }

        var output = payload.Bytes.Slice(Math.Min(offset, payload.Bytes.Length));
        output = output[..Math.Min(length, output.Length)];
        var answer = fault.Distort(output.ToArray());
        before.AsSpan(offset, output.Length).CopyTo(output);
        answer.AsSpan(0, Math.Min(answer.Length, output.Length)).CopyTo(output);
        return result;
    }
}
