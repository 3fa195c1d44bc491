using NvdimmPS.Simulation.EnergyBacked;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>Registers and typed blocks: functions 21 to 24 of HPE's first family, which the kernel's white-list does not have.</summary>
internal sealed class Hpe1I2C(NvdimmNState state, JedecRegisters registers)
{
    public byte[] Evaluate(int function, ReadOnlySpan<byte> input) => function switch
    {
        21 => Read(input),
        22 => Write(input),
        23 => ReadBlock(input),
        _ => WriteBlock(input),
    };

    private byte[] Read(ReadOnlySpan<byte> input) => JedecRegisters.IsPage(input[0])
        ? [0, 0, 0, 0, registers[input[0], input[1]]]
        : Answer.Status(HpeStatus.InvalidInput);

    private byte[] Write(ReadOnlySpan<byte> input) =>
        !JedecRegisters.IsPage(input[0]) ? Answer.Status(HpeStatus.InvalidInput)
        : registers.Write(input[0], input[1], input[2]) ? Answer.Success()
        : Answer.Status(HpeStatus.Failed);

    private byte[] ReadBlock(ReadOnlySpan<byte> input) => TypedBlocks.IsType(input[0])
        ? [0, 0, 0, 0, .. state.Typed.Read(input[0], input.U16(1), input[3])]
        : Answer.Status(HpeStatus.InvalidInput);

    private byte[] WriteBlock(ReadOnlySpan<byte> input)
    {
        if (!TypedBlocks.IsWritable(input[0]))
        {
            return Answer.Status(HpeStatus.InvalidInput);
        }

        state.Typed.Write(input[0], input.U16(1), input[3], input[4..]);
        return Answer.Success();
    }
}
