using System.Management.Automation;

namespace NvdimmPS.Shell.Fleet;

/// <summary>Records of hosts' streams, fit to be shown. What needs no replacing is handed on as it came.</summary>
internal static class FarRecord
{
    /// <summary>
    /// Stands before the id of a far error that has the form of one of ours about a host: about hosts only this process speaks.
    /// </summary>
    public const string FarPrefix = "Far.";

    private const string HostProperty = "PSComputerName";

    /// <summary>An error, marked with its host, which one that a script throws does not say.</summary>
    public static ErrorRecord From(ErrorRecord error, string host)
    {
        var shown = From(error);
        PSObject.AsPSObject(shown).Properties.Remove(HostProperty);
        PSObject.AsPSObject(shown).Properties.Add(new PSNoteProperty(HostProperty, host));
        return shown;
    }

    /// <summary>The same without the host.</summary>
    public static ErrorRecord From(ErrorRecord error)
    {
        var isOfHost = error.FullyQualifiedErrorId.StartsWith(Reports.ReportFailure.FleetPrefix, StringComparison.Ordinal);
        if (!isOfHost && Texts(error).All(text => text is null || Printable.IsText(text)))
        {
            return error;
        }

        var category = error.CategoryInfo;
        var target = error.TargetObject is { } what ? Printable.Text($"{what}") : null;
        var shown =
            Like(error,
                new ErrorRecord(new RemoteException(Printable.Text(error.Exception.Message)),
                    (isOfHost ? FarPrefix : string.Empty) + Printable.Line(error.FullyQualifiedErrorId), category.Category, target)
        {
            ErrorDetails = error.ErrorDetails is not { } details ? null
                : new ErrorDetails(
                    Printable.Text(details.Message ?? string.Empty)) { RecommendedAction =
                        Printable.Text(details.RecommendedAction ?? string.Empty) },
        });
        shown.CategoryInfo.Activity = Printable.Line(category.Activity);
        shown.CategoryInfo.Reason = Printable.Line(category.Reason);
        shown.CategoryInfo.TargetName = Printable.Line(category.TargetName);
        shown.CategoryInfo.TargetType = Printable.Line(category.TargetType);
        return shown;
    }

    /// <summary>A record of the information stream.</summary>
    public static InformationRecord From(InformationRecord record, string host)
    {
        var text = record.ToString() ?? string.Empty;
        string?[] texts = [text, record.Source, record.User, record.Computer, .. record.Tags];
        if (texts.All(t => t is null || Printable.IsText(t)))
        {
            return record;
        }

        var shown = new InformationRecord(Printable.Text(text), host) { TimeGenerated = record.TimeGenerated };
        shown.Tags.AddRange(record.Tags.Select(tag => Printable.Line(tag)));
        return shown;
    }

    /// <summary>What the engine shows of an error, in whichever view.</summary>
    private static IEnumerable<string?> Texts(ErrorRecord error)
    {
        var category = error.CategoryInfo;
        var place = error.InvocationInfo;
        return
        [
            error.ToString(), error.FullyQualifiedErrorId, error.Exception.Message, error.ErrorDetails?.Message,
                error.ErrorDetails?.RecommendedAction, error.ScriptStackTrace,
            category.Activity, category.Reason, category.TargetName, category.TargetType, error.TargetObject is { } what ? $"{what}" : null,
            place?.PositionMessage, place?.Line, place?.ScriptName, place?.InvocationName,
                (error.Exception as RemoteException)?.SerializedRemoteException?.ToString(),
            error.Exception.StackTrace, error.Exception.HelpLink,
        ];
    }

    /// <summary>Of the engine's own kind for far errors, which says where it comes from.</summary>
    private static ErrorRecord Like(ErrorRecord far, ErrorRecord shown) =>
        PSObject.AsPSObject(far).Properties["OriginInfo"]?.Value is { } origin
            && far.GetType().GetConstructor([typeof(ErrorRecord), origin.GetType()]) is { } constructor
            ? (ErrorRecord)constructor.Invoke([shown, origin])
            : shown;
}
