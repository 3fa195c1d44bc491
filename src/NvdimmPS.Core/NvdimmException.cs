namespace NvdimmPS;

/// <summary>What kind of failure it is; the names are those of PowerShell's error categories.</summary>
public enum NvdimmErrorKind
{
    PermissionDenied,
    ObjectNotFound,
    NotImplemented,
    NotInstalled,
    ResourceBusy,
    InvalidArgument,
    InvalidData,
    InvalidOperation,
    InvalidResult,
    DeviceError,
    ResourceUnavailable,
    SecurityError,
    LimitsExceeded,
    ConnectionError,
    AuthenticationError,
    OperationTimeout,
}

/// <summary>
/// Every failure that NvdimmPS reports: the message says what was asked of which device, what it answered and why;
/// <see cref="NextStep"/> what to do next. Each room makes its own, in a class <c>…Errors</c>. Whatever names stand in it, it can
/// be shown.
/// </summary>
public class NvdimmException : Exception
{
    internal NvdimmException(string errorId, NvdimmErrorKind kind, string? target, string message, NextStep? nextStep,
        Exception? inner = null)
        : base(Printable.Line(message, Printable.MostOfMessage), inner)
    {
        ErrorId = errorId;
        Kind = kind;
        Target = target is null ? null : Printable.Line(target);
        NextStep = nextStep;
    }

    /// <summary>A stable id, such as <c>Nvdimm.Dsm.FirmwareStatus</c>.</summary>
    public string ErrorId { get; }

    /// <summary>The category.</summary>
    public NvdimmErrorKind Kind { get; }

    /// <summary>The DIMM, bus, file or parameter it is about.</summary>
    public string? Target { get; }

    /// <summary>What to do next.</summary>
    public NextStep? NextStep { get; }
}

/// <summary>A control node could not be opened.</summary>
public sealed class NdOpenException : NvdimmException
{
    internal NdOpenException(int errno, string errorId, NvdimmErrorKind kind, string? target, string message, NextStep? nextStep)
        : base(errorId, kind, target, message, nextStep) => Errno = errno;

    /// <summary>The error number, or 0 where the node is not the device that sysfs names.</summary>
    public int Errno { get; }
}

/// <summary>The kernel refused an ioctl. The firmware was not asked, or its answer never came back.</summary>
public sealed class NdIoctlException : NvdimmException
{
    internal NdIoctlException(int errno, string errorId, NvdimmErrorKind kind, string? target, string message, NextStep? nextStep)
        : base(errorId, kind, target, message, nextStep) => Errno = errno;

    /// <summary>The error number.</summary>
    public int Errno { get; }
}

/// <summary>The kernel passed the request on and the firmware answered with a status other than success.</summary>
public sealed class DsmStatusException : NvdimmException
{
    internal DsmStatusException(uint statusCode, string status, string errorId, NvdimmErrorKind kind, string? target, string message,
        NextStep? nextStep)
        : base(errorId, kind, target, message, nextStep)
    {
        StatusCode = statusCode;
        Status = status;
    }

    /// <summary>The whole 32-bit status word.</summary>
    public uint StatusCode { get; }

    /// <summary>The status in one word, as the family's specification names it.</summary>
    public string Status { get; }
}

/// <summary>The answer is too short, or contradicts itself: a third kind of failure, neither errno nor status.</summary>
public sealed class DsmReplyException : NvdimmException
{
    internal DsmReplyException(string errorId, NvdimmErrorKind kind, string? target, string message, NextStep? nextStep)
        : base(errorId, kind, target, message, nextStep)
    {
    }
}

/// <summary>A replayed trace has no answer to a request: neither kernel nor firmware said anything.</summary>
public sealed class NdReplayException : NvdimmException
{
    internal NdReplayException(string errorId, NvdimmErrorKind kind, string? target, string message, NextStep? nextStep)
        : base(errorId, kind, target, message, nextStep)
    {
    }
}
