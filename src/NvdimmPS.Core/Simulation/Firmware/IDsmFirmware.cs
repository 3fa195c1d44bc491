namespace NvdimmPS.Simulation.Firmware;

/// <summary>
/// What a <c>_DSM</c> method evaluates to. Raw bytes at the offsets of the published interfaces, on purpose without the
/// library's wire structs: a wrong offset in one of the two then shows.
/// </summary>
internal interface IDsmFirmware
{
    /// <summary>The family whose GUID it answers to.</summary>
    ulong Family { get; }

    /// <summary>Function 0: the functions it has at a revision, one bit each; bit 0 is set if there are any.</summary>
    uint Query(int revision);

    /// <summary>Evaluates one function; null where the method fails or returns no buffer.</summary>
    byte[]? Evaluate(int revision, int function, ReadOnlySpan<byte> input);
}
