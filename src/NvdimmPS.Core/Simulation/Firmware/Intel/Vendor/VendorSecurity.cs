namespace NvdimmPS.Simulation.Firmware;

/// <summary>Opcode 03: what functions 20 to 28 of the DSM do, by the module's own commands.</summary>
internal sealed class VendorSecurity(DimmState state, IntelSecurity security)
{
    private const int Length = DimmSecurity.PassphraseLength, TypeAt = 32, NewAt = 64;

    public VendorAnswer Evaluate(ushort word, ReadOnlySpan<byte> input)
    {
        const byte freeze = 0xF6, erase = 0xF5, setMaster = 0xF0, overwrite = 0x01;
        var subOpcode = (byte)(word >> 8);
        if (subOpcode == freeze)
        {
            return VendorAnswer.OfFunction(security.Evaluate(23, []));
        }

        if (subOpcode == overwrite && state.LongOperation is { Running: true })
        {
            return FisStatus.Busy;
        }

        // Whose passphrase it is: the erasure alone takes either.
        var isMaster = input[TypeAt] == 1;
        if (input[TypeAt] > 1 || (isMaster && subOpcode is not (erase or setMaster)))
        {
            return FisStatus.InvalidParameter;
        }

        var function = subOpcode switch
        {
            overwrite => 25,
            setMaster => 27,
            0xF1 => 20,
            0xF2 => 21,
            0xF3 => 22,
            _ => isMaster ? 28 : 24,
        };
        ReadOnlySpan<byte> passphrases = input.Length < NewAt + Length
            ? input[..Length]
            : [.. input[..Length], .. input.Slice(NewAt, Length)];
        return VendorAnswer.OfFunction(security.Evaluate(function, passphrases));
    }
}
