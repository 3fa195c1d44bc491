using System.Management.Automation;

namespace NvdimmPS;

/// <summary>The one way from a failure to PowerShell's error record.</summary>
internal static class ErrorRecords
{
    /// <summary>The record of a failure.</summary>
    /// <param name="exception">What happened.</param>
    /// <param name="target">The DIMM, bus or region; null takes the name that the failure gives.</param>
    public static ErrorRecord Of(NvdimmException exception, object? target = null)
    {
        var record = new ErrorRecord(exception, exception.ErrorId, CategoryOf(exception.Kind), target is string name ? Printable.Line(name) : target ?? exception.Target)
        {
            ErrorDetails = new ErrorDetails(exception.Message) { RecommendedAction = exception.RecommendedAction ?? string.Empty },
        };
        record.CategoryInfo.TargetName = Printable.Line(record.CategoryInfo.TargetName);
        return record;
    }

    /// <summary>The kinds carry the categories' names.</summary>
    public static ErrorCategory CategoryOf(NvdimmErrorKind kind) => Enum.Parse<ErrorCategory>(kind.ToString());
}
