namespace NvdimmPS.Dsm;

/// <summary>Bytes of an ioctl's buffer that must not reach a file or a log.</summary>
/// <param name="Offset">Where they start.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Reason">What they are.</param>
/// <param name="IsAnswer">True where the firmware writes them, false where they are sent.</param>
internal sealed record DsmSecret(int Offset, int Length, string Reason, bool IsAnswer);
