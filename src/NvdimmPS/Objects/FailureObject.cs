using System.Management.Automation;
using NvdimmPS.Fleet;
using NvdimmPS.Reports;
using NvdimmPS.Shell.Fleet;

namespace NvdimmPS.Shell.Objects;

/// <summary>
/// Why a host gave no results, or not all: an error record, also one whose properties alone are left. About hosts only this process
/// speaks: what a host sent is its own, whatever id and target it has.
/// </summary>
internal static class FailureObject
{
    /// <summary>The failure; null where it is none.</summary>
    public static ReportFailure? Read(PSObject item) => item.BaseObject switch
    {
        ErrorRecord record => Read(PSObject.AsPSObject(record), record.FullyQualifiedErrorId, record.ToString(),
            record.ErrorDetails?.RecommendedAction, record.Exception is not NvdimmException),
        IContainsErrorRecord { ErrorRecord: { } record } => Read(PSObject.AsPSObject(record)),
        Exception exception => new ReportFailure(null, exception.GetType().Name, exception.Message, null),
        _ when ReportObject.Text(item, nameof(ErrorRecord.FullyQualifiedErrorId)) is { } id => Read(item, id,
            ReportObject.Text(item, "ErrorDetails_Message") ?? Inner(item, "ErrorDetails", "Message")
                ?? Inner(item, "Exception", "Message") ?? id,
            ReportObject.Text(item, "ErrorDetails_RecommendedAction")
                ?? Inner(item, "ErrorDetails", "RecommendedAction"), Sender(item) is not null),
        _ when ReportObject.Text(item, nameof(ReportFailure.Id)) is { } id
            && ReportObject.Text(item, nameof(ReportFailure.Message)) is { } message =>
            new ReportFailure(Sender(item) ?? ReportObject.Text(item, nameof(ReportFailure.Host)), IdOf(id, Sender(item) is not null),
                message, ReportObject.Text(item, nameof(ReportFailure.Remedy))),
        _ => null,
    };

    private static ReportFailure Read(PSObject record, string fullId, string message, string? remedy, bool isFar)
    {
        var id = fullId.Split(',')[0];
        var host = !isFar && IsOfHost(id) ? ReportObject.Text(record, nameof(ErrorRecord.TargetObject)) : Sender(record);
        return new ReportFailure(host, Printable.Line(IdOf(id, isFar)), Printable.Line(message), string.IsNullOrEmpty(remedy)
            ? null
            : Printable.Line(remedy));
    }

    private static string? Sender(PSObject item) =>
        ReportObject.Text(item, "PSComputerName") ?? Inner(item, "OriginInfo", "PSComputerName");

    private static string IdOf(string id, bool isFar) => isFar && id.StartsWith(ReportFailure.FleetPrefix, StringComparison.Ordinal)
        ? FarRecord.FarPrefix + id
        : id;

    /// <summary>Others of the fleet's errors are about a file or a parameter.</summary>
    private static bool IsOfHost(string id) => id.StartsWith(ReportFailure.FleetPrefix, StringComparison.Ordinal)
        && id[ReportFailure.FleetPrefix.Length..] is var fault && (fault == "Host" || Enum.GetNames<FleetFault>().Contains(fault));

    private static string? Inner(PSObject item, string name, string property) => item.Properties[name]?.Value is { } value
        ? ReportObject.Text(PSObject.AsPSObject(value), property)
        : null;
}
