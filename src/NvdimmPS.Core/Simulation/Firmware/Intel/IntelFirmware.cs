using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// A DIMM of the Intel family: "Intel Optane Persistent Memory DSM Interface" V3.0, functions 1 to 31, with the SMART
/// fields of V1.7 (percentage used is still there) unless a health status reason is set.
/// </summary>
internal sealed class IntelFirmware : IDsmFirmware
{
    // Revision 1 has functions 0 to 10, revision 2 has them all (tables 3-A and 3-B). 31 is answered at either: a kernel
    // whose white-list is overridden asks for it at revision 1, where the tables do not have it.
    private const uint Revision1 = 0x8000_07FF;
    private const uint Revision2 = 0xFFFF_FFFF;

    private readonly IntelSmart _smart;
    private readonly LabelFunctions _labels;
    private readonly IntelUpdate _update;
    private readonly IntelSecurity _security;
    private readonly IntelActivation _activation;
    private readonly IntelLabelErrors _labelErrors;
    private readonly IntelEffectLog _commands;

    public IntelFirmware(FirmwareContext context, ActivationState activation)
    {
        _smart = new IntelSmart(context.State);
        _labels = new LabelFunctions(context.State, maxTransfer: 4096);
        _update = new IntelUpdate(context.State, context.Time);
        _security = new IntelSecurity(context.State, context.Time);
        _activation = new IntelActivation(context.State.Update, activation);
        _labelErrors = new IntelLabelErrors(context.State);
        _commands = new IntelEffectLog(new IntelVendor(context, _smart, _security));
    }

    public ulong Family => (ulong)NdFamily.Intel;

    public uint Query(int revision) => revision switch
    {
        1 => Revision1,
        2 => Revision2,
        _ => 0,
    };

    public byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input)
    {
        if (function is < 1 or > 31 || (Query(revision) & (1u << function)) == 0)
        {
            return Answer.Status(IntelStatus.NotSupported);
        }

        if (input.Length < InputLength(function))
        {
            return Answer.Status(IntelStatus.InvalidInput);
        }

        return function switch
        {
            <= 2 or 17 or 18 => _smart.Evaluate(function, input),
            3 => new byte[8], // no block windows, so neither flag
            <= 6 => _labels.Evaluate(function, input),
            <= 9 => _commands.Evaluate(function, input),
            10 => Answer.Status(input[0] == 1 ? 0 : IntelStatus.InvalidInput), // the latch is always on
            11 => Modes(),
            <= 16 => _update.Evaluate(function, input),
            <= 28 => _security.Evaluate(function, input),
            <= 30 => _activation.Evaluate(function, input),
            _ => _labelErrors.Evaluate(input),
        };
    }

    /// <summary>The fixed part of each function's input.</summary>
    private static int InputLength(int function) => function switch
    {
        5 or 6 or 9 => 8,
        10 or 30 => 1,
        14 or 31 => 12,
        15 => 8,
        16 => 4,
        17 => 7,
        18 => 15,
        20 or 27 => 2 * DimmSecurity.PassphraseLength,
        21 or 22 or 24 or 25 or 28 => DimmSecurity.PassphraseLength,
        _ => 0,
    };

    private static byte[] Modes()
    {
        const ushort persistentMemory = 1 << 1;
        var answer = new byte[6];
        answer.U16(4, persistentMemory);
        return answer;
    }
}
