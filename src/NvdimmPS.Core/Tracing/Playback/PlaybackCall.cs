namespace NvdimmPS.Tracing.Playback;

/// <summary>A vendor command as a playback file has it, with its answer.</summary>
/// <param name="Handle">The DIMM's handle in the NFIT.</param>
/// <param name="Opcode">The opcode.</param>
/// <param name="SubOpcode">The sub-opcode.</param>
/// <param name="Input">The small payload that was sent.</param>
/// <param name="LargeInput">The large payload that was sent.</param>
/// <param name="Result">What the recorder's way to the module came to, as an EFI status: 0 is success.</param>
/// <param name="Status">The status of the module's firmware.</param>
/// <param name="Output">The small payload that came back, zero-filled to the size that was asked for.</param>
/// <param name="LargeOutput">The large payload that came back.</param>
internal sealed record PlaybackCall(
    uint Handle,
    byte Opcode,
    byte SubOpcode,
    byte[] Input,
    byte[] LargeInput,
    ulong Result,
    byte Status,
    byte[] Output,
    byte[] LargeOutput)
{
    /// <summary>EFI_DEVICE_ERROR, for a command that failed.</summary>
    public const ulong DeviceError = 0x8000_0000_0000_0007;

    /// <summary>The opcode's word in a request.</summary>
    public uint Word => (uint)(SubOpcode << 8 | Opcode);
}

/// <summary>A command line whose calls were recorded.</summary>
/// <param name="Line">The command line.</param>
/// <param name="Result">What it came to.</param>
/// <param name="FirstCall">The number of its first call, from 0.</param>
internal sealed record PlaybackTag(string Line, string Result, int FirstCall);
