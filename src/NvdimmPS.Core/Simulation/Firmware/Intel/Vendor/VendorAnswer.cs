namespace NvdimmPS.Simulation.Firmware;

/// <summary>The answer to a command of the module's firmware: bytes, or a status that is not 0.</summary>
internal readonly record struct VendorAnswer(FisStatus Status, byte[] Output)
{
    /// <summary>The bytes of a payload, each way.</summary>
    public const int Size = 128;

    /// <summary>The end of a command that gives nothing back.</summary>
    public static VendorAnswer Done => new(FisStatus.Success, []);

    public static implicit operator VendorAnswer(byte[] output) => new(FisStatus.Success, output);

    public static implicit operator VendorAnswer(FisStatus status) => new(status, []);

    /// <summary>A payload that starts with these bytes.</summary>
    public static VendorAnswer Of(params ReadOnlySpan<byte> bytes)
    {
        var output = new byte[Size];
        bytes.CopyTo(output);
        return output;
    }

    /// <summary>What a DSM function that does the same came to.</summary>
    public static VendorAnswer OfFunction(byte[] answer) => ((ReadOnlySpan<byte>)answer).U32(0) switch
    {
        0 => Done,
        IntelStatus.NotSupported => FisStatus.Unsupported,
        IntelStatus.InvalidInput => FisStatus.InvalidParameter,
        IntelStatus.InvalidSecurityState => FisStatus.InvalidSecurityState,
        IntelStatus.InvalidPassphrase => FisStatus.WrongPassphrase,
        IntelStatus.InjectionDisabled => FisStatus.InjectionDisabled,
        _ => FisStatus.InternalError,
    };
}
