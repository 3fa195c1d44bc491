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
            UnauthorizedAccessException => (NvdimmErrorKind.PermissionDenied, "Check who may read and write there."),
            IOException => (NvdimmErrorKind.ResourceUnavailable, "Is there room, and may it be read and written there?"),
            ArgumentException or NotSupportedException or FormatException =>
                (NvdimmErrorKind.InvalidArgument, "Check what was given; a path or a name may have characters that none has."),
            _ => (NvdimmErrorKind.InvalidOperation, "This is a defect of NvdimmPS: please report it with the command line."),
        };
        return new("Nvdimm.Unexpected", kind, target,
            $"{(target is null ? string.Empty : target + ": ")}{ErrorText.Sentence(cause.Message)} ({cause.GetType().Name})", action,
                cause);
    }
}
