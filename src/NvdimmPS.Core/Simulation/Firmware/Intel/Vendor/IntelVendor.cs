namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// The module's own firmware behind the pass-through: what it is, its health, counters and logs, its settings, and the tables of its
/// platform. What it does not know, or its version does not have, it refuses with status 04, as modules do.
/// </summary>
internal sealed class IntelVendor
{
    private const ushort Carrier = 0x05FD;
    private const ulong Ready = 0x0000_0004_1815_00F0; // the firmware is up, the media is ready

    private readonly DimmState _state;
    private readonly LargeMailbox _mailbox = new();
    private readonly VendorIdentity _identity;
    private readonly VendorSecurity _security;
    private readonly VendorSettings _settings;
    private readonly VendorPlatform _platform;
    private readonly VendorLogs _logs;
    private readonly VendorService _service;

    public IntelVendor(FirmwareContext context, IntelSmart smart, IntelSecurity security)
    {
        _state = context.State;
        _identity = new VendorIdentity(context);
        _security = new VendorSecurity(context.State, security);
        _settings = new VendorSettings(context, smart);
        _platform = new VendorPlatform(context, _mailbox);
        _logs = new VendorLogs(context, smart, security, _mailbox);
        _service = new VendorService(context, smart);
    }

    /// <summary>The version of its firmware interface.</summary>
    public ushort Version => _state.FisVersion;

    public VendorAnswer Evaluate(uint word, ReadOnlySpan<byte> input)
    {
        if (VendorOpcodes.Of(Version).FirstOrDefault(o => o.Word == word) is not { } opcode)
        {
            return FisStatus.Unsupported;
        }

        return input.Length < opcode.Input ? FisStatus.InvalidParameter : (byte)word switch
        {
            0x01 or 0x02 => _identity.Evaluate(opcode.Word, input),
            0x03 => _security.Evaluate(opcode.Word, input),
            0x04 or 0x05 => _settings.Evaluate(opcode.Word, input),
            0x06 or 0x07 => _platform.Evaluate(opcode.Word, input),
            0x08 => _logs.Evaluate(opcode.Word, input),
            0x0A or 0xF1 => _service.Evaluate(opcode.Word, input),
            _ => Transport(opcode.Word, input),
        };
    }

    private VendorAnswer Transport(ushort word, ReadOnlySpan<byte> input) => word switch
    {
        0x00FD => LargeMailbox.Sizes(),
        0x01FD => _mailbox.Write(input),
        0x02FD => _mailbox.Read(input),
        0x03FD => BitConverter.GetBytes(Ready),
        Carrier => Carried(input),
        _ => FisStatus.Unsupported,
    };

    /// <summary>By either way the module answers the same. One that carries itself is invalid.</summary>
    private VendorAnswer Carried(ReadOnlySpan<byte> input)
    {
        const int transport = 2, start = 12;
        const byte smbus = 1;
        var word = input.U16(0);
        return input[transport] > smbus || word == Carrier ? FisStatus.InvalidParameter : Evaluate(word, input[start..]);
    }
}
