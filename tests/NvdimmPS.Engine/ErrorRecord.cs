namespace System.Management.Automation;

// ErrorPackage.cs
public interface IContainsErrorRecord
{
    ErrorRecord ErrorRecord { get; }
}

public class ErrorRecord
{
    private readonly string _errorId;

    public ErrorRecord(Exception exception, string? errorId, ErrorCategory errorCategory, object? targetObject)
    {
        ArgumentNullException.ThrowIfNull(exception);
        (Exception, _errorId, TargetObject) = (exception, errorId ?? "", targetObject);
        CategoryInfo = new(this, errorCategory);
    }

    // ErrorPackage.cs: a copy; the exception replaces only the one that RuntimeException.ErrorRecord made up for itself.
    public ErrorRecord(ErrorRecord errorRecord, Exception? replaceParentContainsErrorRecordException)
        : this(errorRecord.Exception is ParentContainsErrorRecordException ? replaceParentContainsErrorRecordException ?? errorRecord.Exception : errorRecord.Exception,
            errorRecord._errorId, errorRecord.CategoryInfo.Category, errorRecord.TargetObject) =>
        (ErrorDetails, InvocationInfo) = (errorRecord.ErrorDetails, errorRecord.InvocationInfo);

    public Exception Exception { get; }
    public object? TargetObject { get; }
    public ErrorCategoryInfo CategoryInfo { get; }
    public ErrorDetails? ErrorDetails { get; set; }

    // MshCommandRuntime.cs: set when the record is written or thrown (SetInvocationInfo).
    public InvocationInfo? InvocationInfo { get; internal set; }

    // ErrorPackage.cs: "id,Full.Name.Of.TheCmdletClass" once the record has been written, "id" before.
    public string FullyQualifiedErrorId =>
        string.Join(',', new[] { _errorId, (InvocationInfo?.MyCommand as CmdletInfo)?.ImplementingType.FullName }.Where(part => !string.IsNullOrEmpty(part)));

    public override string ToString() => ErrorDetails is { Message.Length: > 0 } details ? details.Message : Exception.Message;
}

public class ErrorDetails(string? message)
{
    public string Message { get; } = message ?? "";
    public string RecommendedAction { get => field ?? ""; set; } = "";
}

// ErrorPackage.cs: worked out from the record.
public class ErrorCategoryInfo
{
    private readonly ErrorRecord _record;

    internal ErrorCategoryInfo(ErrorRecord record, ErrorCategory category) => (_record, Category) = (record, category);

    public ErrorCategory Category { get; }
    public string Activity => _record.InvocationInfo?.MyCommand?.Name ?? "";
    public string Reason => _record.Exception.GetType().Name;
    public string TargetName => _record.TargetObject?.ToString() ?? "";
    public string TargetType => _record.TargetObject?.GetType().Name ?? "";
}
