namespace NvdimmPS.Files;

/// <summary>What a failed file access comes to: its category, and what to do about it.</summary>
internal static class FileReasons
{
    /// <summary>What to do about a file, unless the refusal of this one knows better.</summary>
    internal static string Next(Exception cause, string usual) => cause is FileRefusal refusal ? refusal.Next : usual;

    internal static NvdimmErrorKind ReadKind(Exception cause) => cause switch
    {
        FileRefusal => NvdimmErrorKind.InvalidArgument,
        UnauthorizedAccessException => NvdimmErrorKind.PermissionDenied,
        _ => NvdimmErrorKind.ObjectNotFound,
    };

    internal static NvdimmErrorKind WriteKind(Exception cause) => cause switch
    {
        FileRefusal => NvdimmErrorKind.InvalidArgument,
        UnauthorizedAccessException => NvdimmErrorKind.PermissionDenied,
        _ => NvdimmErrorKind.InvalidOperation,
    };
}
