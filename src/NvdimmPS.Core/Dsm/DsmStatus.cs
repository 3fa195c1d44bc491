namespace NvdimmPS.Dsm;

/// <summary>A status word as a specification names it.</summary>
public sealed record DsmStatusWord(uint Code, string Word, string Message, NvdimmErrorKind Kind = NvdimmErrorKind.DeviceError, bool IsSuccess = false);

/// <summary>The status of one answer.</summary>
public readonly record struct DsmStatus(uint Code, string Word, string Message, NvdimmErrorKind Kind, bool IsSuccess)
{
    internal static DsmStatus Of(uint code, DsmStatusWord word) => new(code, word.Word, word.Message, word.Kind, word.IsSuccess);
}
