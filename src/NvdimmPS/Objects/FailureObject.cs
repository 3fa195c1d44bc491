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
    public static ReportFailure? Read(ForeignObject item) => item.Item.BaseObject switch
    {
        ErrorRecord record => Read(new ForeignObject(PSObject.AsPSObject(record)), record.FullyQualifiedErrorId, record.ToString(),
            record.ErrorDetails?.RecommendedAction, record.Exception is not NvdimmException),
        IContainsErrorRecord { ErrorRecord: { } record } => Read(new ForeignObject(PSObject.AsPSObject(record))),
        Exception exception => new ReportFailure(null, exception.GetType().Name, exception.Message, null),
        _ when item.Text(nameof(ErrorRecord.FullyQualifiedErrorId)) is { } id => Read(item, id,
            item.Text("ErrorDetails_Message") ?? item.Inner("ErrorDetails")?.Text("Message")
                ?? item.Inner("Exception")?.Text("Message") ?? id,
            item.Text("ErrorDetails_RecommendedAction")
                ?? item.Inner("ErrorDetails")?.Text("RecommendedAction"), Sender(item) is not null),
        _ when item.Text(nameof(ReportFailure.Id)) is { } id
            && item.Text(nameof(ReportFailure.Message)) is { } message =>
            new ReportFailure(Sender(item) ?? item.Text(nameof(ReportFailure.Host)), IdOf(id, Sender(item) is not null),
                message, item.Text(nameof(ReportFailure.Remedy))),
        _ => null,
    };

    private static ReportFailure Read(ForeignObject record, string fullId, string message, string? remedy, bool isFar)
    {
        var id = fullId.Split(',')[0];
        var host = !isFar && IsOfHost(id) ? record.Text(nameof(ErrorRecord.TargetObject)) : Sender(record);
        return new ReportFailure(host, Printable.Line(IdOf(id, isFar)), Printable.Line(message), string.IsNullOrEmpty(remedy)
            ? null
            : Printable.Line(remedy));
    }

    private static string? Sender(ForeignObject item) =>
        item.Sender ?? item.Inner("OriginInfo")?.Text("PSComputerName");

    private static string IdOf(string id, bool isFar) => isFar && id.StartsWith(ReportFailure.FleetPrefix, StringComparison.Ordinal)
        ? FarRecord.FarPrefix + id
        : id;

    /// <summary>Others of the fleet's errors are about a file or a parameter.</summary>
    private static bool IsOfHost(string id) => id.StartsWith(ReportFailure.FleetPrefix, StringComparison.Ordinal)
        && id[ReportFailure.FleetPrefix.Length..] is var fault && (fault == "Host" || Enum.GetNames<FleetFault>().Contains(fault));
}
