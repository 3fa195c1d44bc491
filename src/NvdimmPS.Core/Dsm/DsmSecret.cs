namespace NvdimmPS.Dsm;

/// <summary>Why bytes must not be kept.</summary>
internal enum DsmSecretKind
{
    /// <summary>A field that the table calls secret.</summary>
    Passphrase,

    /// <summary>A vendor's own payload, which may hold anything.</summary>
    VendorPayload,

    /// <summary>No table says what it is.</summary>
    Undescribed,
}

/// <summary>Bytes of an ioctl's buffer that must not reach a file or a log.</summary>
/// <param name="Offset">Where they start.</param>
/// <param name="Length">How many there are.</param>
/// <param name="Kind">What they are.</param>
/// <param name="Reason">The same in words.</param>
/// <param name="IsAnswer">True where the firmware writes them, false where they are sent.</param>
internal sealed record DsmSecret(int Offset, int Length, DsmSecretKind Kind, string Reason, bool IsAnswer);
