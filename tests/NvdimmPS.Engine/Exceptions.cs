namespace System.Management.Automation;

// RuntimeException.cs: an exception that brings its own error record.
public class RuntimeException : SystemException, IContainsErrorRecord
{
    private ErrorRecord? _errorRecord;

    public RuntimeException(string? message, Exception? innerException = null, ErrorRecord? errorRecord = null) : base(message, innerException) => _errorRecord = errorRecord;

    public virtual ErrorRecord ErrorRecord => _errorRecord ??= ParentContainsErrorRecordException.Record(this, "RuntimeException", ErrorCategory.NotSpecified);
}

// ErrorPackage.cs: stands in a record for the exception that holds the record, so that neither contains itself.
public class ParentContainsErrorRecordException(Exception wrapperException) : SystemException(wrapperException.Message)
{
    internal static ErrorRecord Record(Exception holder, string id, ErrorCategory category) => new(new ParentContainsErrorRecordException(holder), id, category, null);
}

// ExecutionExceptions.cs: what a cmdlet sees when it is stopped or has thrown a terminating error.
public class PipelineStoppedException() : RuntimeException("The pipeline has been stopped.");

// MshInvalidOperationException.cs
public class PSInvalidOperationException(string? message) : InvalidOperationException(message), IContainsErrorRecord
{
    public ErrorRecord ErrorRecord => field ??= ParentContainsErrorRecordException.Record(this, "InvalidOperation", ErrorCategory.InvalidOperation);
}

// MetadataExceptions.cs
public class MetadataException(string? message, Exception? innerException) : RuntimeException(message, innerException);

public class ArgumentTransformationMetadataException(string? message, Exception? innerException) : MetadataException(message, innerException)
{
    public ArgumentTransformationMetadataException(string? message) : this(message, null) { }
}

// SessionStateExceptions.cs
public class ItemNotFoundException(string? message) : RuntimeException(message);

public class DriveNotFoundException(string? message) : RuntimeException(message);

// PSInvalidCastException.cs: the cause by which an argument transformation says "not for me".
public class PSInvalidCastException(string? message) : InvalidCastException(message);

// regex.cs: its own record, WildcardPattern_Invalid, is private; ErrorRecord says RuntimeException and NotSpecified.
public class WildcardPatternException(string? message) : RuntimeException(message);
