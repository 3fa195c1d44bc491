namespace NvdimmPS;

/// <summary>What no layer foresaw.</summary>
public static class GeneralErrors
{
    /// <summary>What no layer foresaw: still an error of one target, with what is known.</summary>
    public static NvdimmException Unexpected(string? target, Exception cause)
    {
        ArgumentNullException.ThrowIfNull(cause);
        var (kind, action) = cause switch
        {
            UnauthorizedAccessException => (NvdimmErrorKind.PermissionDenied, "Check the permissions."),
            IOException => (NvdimmErrorKind.ResourceUnavailable, "Check free space and permissions."),
            ArgumentException or NotSupportedException or FormatException =>
                (NvdimmErrorKind.InvalidArgument, "Check the arguments; a path or name may have invalid characters."),
            _ => (NvdimmErrorKind.InvalidOperation, "This is a bug in NvdimmPS: please report it with the command line."),
        };
        return new("Nvdimm.Unexpected", kind, target,
            $"{(target is null ? string.Empty : target + ": ")}{ErrorText.Sentence(cause.Message)} ({cause.GetType().Name})", action,
                cause);
    }
}
