using NvdimmPS.Reports;

namespace NvdimmPS.Shell.Objects;

/// <summary>What a report is made of, off objects: live ones, those of remoting and Import-Clixml, those of ConvertFrom-Json.</summary>
internal static class ReportObject
{
    /// <summary>Adds one to a report.</summary>
    /// <param name="item">Health, capacity, a finding, a namespace, an error record, or a list of them.</param>
    /// <param name="report">The report.</param>
    /// <param name="refuse">Called for each that is none of them; the others go on.</param>
    public static void Add(object? item, ReportBuilder report, Action<NvdimmException> refuse)
    {
        foreach (var each in ForeignObject.Each(item))
        {
            // A DIMM of another report may be both.
            var capacity = CapacityObject.Read(each);
            if (capacity is not null)
            {
                report.Add(Host(each, capacity), capacity);
            }

            if (HealthObject.Read(each) is { } health)
            {
                report.Add(new ReportDimm(Host(each, health), health));
            }
            else if (FindingObject.Read(each) is { } finding)
            {
                report.Add(new ReportFinding(Host(each, finding), finding));
            }
            else if (NamespaceObject.Read(each, Host(each, each.Item.BaseObject)) is { } space)
            {
                report.Add(space);
            }
            else if (FailureObject.Read(each) is { } failure)
            {
                report.Add(failure);
            }
            else if (capacity is null)
            {
                refuse(ReportErrors.Input(each.Item));
            }
        }
    }

    /// <summary>The host that sent it. Without a sender it is this host; from a file it may be any host.</summary>
    private static string? Host(ForeignObject item, object read) => item.Sender ?? item.Text("Host")
        ?? (ReferenceEquals(item.Item.BaseObject, read) ? Environment.MachineName : null);
}
