namespace NvdimmPS.Dsm;

/// <summary>A status word as a specification names it.</summary>
public sealed record DsmStatusWord(uint Code, string Word, string Message, NvdimmErrorKind Kind = NvdimmErrorKind.DeviceError,
    bool IsSuccess = false);

/// <summary>The status of one answer.</summary>
public readonly record struct DsmStatus(uint Code, string Word, string Message, NvdimmErrorKind Kind, bool IsSuccess)
{
    /// <summary>The answer has fields, but its status word was never written.</summary>
    public static readonly DsmStatus NotReported =
        new(0, "NotReported", "the kernel's provider filled in the answer but not its status", NvdimmErrorKind.InvalidResult,
            IsSuccess: true);

    internal static DsmStatus Create(uint code, DsmStatusWord word) => new(code, word.Word, word.Message, word.Kind, word.IsSuccess);
}
