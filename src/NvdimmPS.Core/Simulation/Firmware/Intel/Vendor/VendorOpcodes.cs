namespace NvdimmPS.Simulation.Firmware;

/// <summary>A command of the module's firmware.</summary>
/// <param name="Word">Sub-opcode above opcode.</param>
/// <param name="Effects">What the command effect log says of it.</param>
/// <param name="Input">The least that it takes, in bytes.</param>
/// <param name="From">The first version of the firmware interface that has it, in binary-coded decimal.</param>
/// <param name="Before">The first one that does not have it any more.</param>
internal sealed record VendorOpcode(ushort Word, uint Effects, int Input = 0, ushort From = 0, ushort Before = ushort.MaxValue);

/// <summary>The commands that the module's firmware answers: not those of which no more than the name is published.</summary>
internal static class VendorOpcodes
{
    public const uint NoEffects = 1 << 0, SecurityState = 1 << 1, ImmediateConfiguration = 1 << 3, ImmediateData = 1 << 5;

    private const uint TestMode = 1 << 6;

    /// <summary>What the one that carries another does is up to that one, so that the log claims nothing.</summary>
    private const uint NotKnown = 0;

    private static readonly VendorOpcode[] All =
    [
        new(0x0001, NoEffects), new(0x0101, NoEffects),
        new(0x0002, NoEffects), new(0x0202, NoEffects, 2, From: 0x0202), new(0x0302, NoEffects, From: 0x0305),
        new(0x0103, SecurityState | ImmediateData, 33), new(0xF003, SecurityState, 96, From: 0x0113),
        new(0xF103, SecurityState | ImmediateData, 96), new(0xF203, SecurityState, 33), new(0xF303, SecurityState, 33),
        new(0xF503, SecurityState | ImmediateData, 33), new(0xF603, SecurityState),
        new(0x0104, NoEffects), new(0x0204, NoEffects), new(0x0304, NoEffects, Before: 0x0300), new(0x0404, NoEffects),
        new(0x0604, NoEffects), new(0x0704, NoEffects, 1),
        new(0x0105, ImmediateConfiguration, 7), new(0x0305, ImmediateConfiguration, 1, Before: 0x0300),
        new(0x0405, ImmediateConfiguration, 20), new(0x0605, ImmediateConfiguration, 8, From: 0x0201),
        new(0x0705, ImmediateConfiguration, 1),
        new(0x0006, NoEffects), new(0x0106, NoEffects, 6), new(0x0206, NoEffects), new(0x0306, NoEffects), new(0x0406, NoEffects),
        new(0x0606, NoEffects), new(0x0906, NoEffects), new(0x0A06, NoEffects), new(0xCA06, NoEffects, 2),
        new(0xEA06, NoEffects, From: 0x0200),
        new(0x0007, ImmediateConfiguration, 8), new(0x0107, ImmediateData, 128), new(0x0A07, ImmediateConfiguration, 1),
        new(0x0008, NoEffects), new(0x0108, NoEffects), new(0x0208, NoEffects, 6), new(0x0308, NoEffects, 1), new(0x0408, NoEffects),
        new(0x0508, NoEffects, 5), new(0xFF08, NoEffects, 3),
        new(0x000A, TestMode, 1), new(0x010A, TestMode | ImmediateData, 12), new(0x020A, TestMode, 3), new(0x030A, TestMode, 14),
        new(0x00F1, ImmediateData),
        new(0x00FD, NoEffects), new(0x01FD, NoEffects, 8), new(0x02FD, NoEffects, 8), new(0x03FD, NoEffects), new(0x05FD, NotKnown, 12),
    ];

    /// <summary>Those of a version of the firmware interface.</summary>
    public static IEnumerable<VendorOpcode> Of(ushort version) => All.Where(o => version >= o.From && version < o.Before);
}
