using System.Management.Automation;

namespace NvdimmPS.Shell.Output;

/// <summary>The one way from a failure to PowerShell's error record.</summary>
internal static class ErrorRecords
{
    /// <summary>The record of a failure.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="target">The DIMM, bus or region; null takes the name that the failure gives.</param>
    /// <param name="words">How the next step names cmdlets and parameters; null where no cmdlet failed.</param>
    public static ErrorRecord Create(NvdimmException exception, object? target = null, PowerShellWords? words = null)
    {
        var record = new ErrorRecord(exception, exception.ErrorId, CategoryOf(exception.Kind),
            target is string name ? Printable.Line(name) : target ?? exception.Target)
        {
            ErrorDetails =
                new ErrorDetails(exception.Message) { RecommendedAction = exception.NextStep?.In(words ?? PowerShellWords.Instance)
                    ?? string.Empty },
        };
        record.CategoryInfo.TargetName = Printable.Line(record.CategoryInfo.TargetName);
        return record;
    }

    /// <summary>True for what no layer foresaw: neither a failure of ours, nor how the engine stops and steers a pipeline.</summary>
    public static bool IsUnforeseen(Exception exception) =>
        exception
            is not (NvdimmException or RuntimeException or FlowControlException or OutOfMemoryException or OperationCanceledException);

    /// <summary>The failure that an exception stands for; an unforeseen exception becomes an error of its target.</summary>
    public static NvdimmException Failure(string? target, Exception exception) =>
        exception as NvdimmException ?? GeneralErrors.Unexpected(target, exception);

    /// <summary>The kinds carry the categories' names.</summary>
    public static ErrorCategory CategoryOf(NvdimmErrorKind kind) => Enum.Parse<ErrorCategory>(kind.ToString());
}
