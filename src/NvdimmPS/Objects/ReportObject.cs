using System.Management.Automation;
using NvdimmPS.Reports;

namespace NvdimmPS.Shell.Objects;

/// <summary>What a report is made of, off objects: live ones, those of remoting and Import-Clixml, those of ConvertFrom-Json.</summary>
internal static class ReportObject
{
    /// <summary>Adds one to a report.</summary>
    /// <param name="item">Health, a finding, an error record, or a list of them.</param>
    /// <param name="report">The report.</param>
    /// <param name="refuse">Told of what is none of them; the others go on.</param>
    public static void Add(object? item, ReportBuilder report, Action<NvdimmException> refuse)
    {
        foreach (var each in Binding.Nested.Items(item).OfType<object>())
        {
            var wrapped = PSObject.AsPSObject(each);
            if (HealthObject.Read(each) is { } health)
            {
                report.Add(new ReportDimm(Host(wrapped, isLive: wrapped.BaseObject is NvdimmHealth), health));
            }
            else if (FindingObject.Read(wrapped) is { } finding)
            {
                report.Add(new ReportFinding(Host(wrapped, isLive: ReferenceEquals(wrapped.BaseObject, finding)), finding));
            }
            else if (FailureObject.Read(wrapped) is { } failure)
            {
                report.Add(failure);
            }
            else
            {
                refuse(ReportErrors.Input(each));
            }
        }
    }

    /// <summary>A property as text; null where there is none.</summary>
    public static string? Text(PSObject item, string name) => item.Properties[name]?.Value?.ToString() is { Length: > 0 } text
        ? Printable.Line(text)
        : null;

    /// <summary>The host that it came from. What nobody sent is of this one; what a file holds may be of any.</summary>
    private static string? Host(PSObject item, bool isLive) =>
        Text(item, "PSComputerName") ?? Text(item, "Host") ?? (isLive ? Environment.MachineName : null);
}
