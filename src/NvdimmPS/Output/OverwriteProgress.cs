using System.Globalization;
using System.Management.Automation;
using NvdimmPS.Inventory;
using NvdimmPS.Security;

namespace NvdimmPS.Shell.Output;

/// <summary>How an overwrite stands, for people who wait. A DIMM does not say how much of it is done.</summary>
internal static class OverwriteProgress
{
    public static ProgressRecord Show(NvdimmSecurity now, TimeSpan waited) => new(1, $"Waiting for the overwrite of {now.Dimm}",
        string.Create(CultureInfo.InvariantCulture, $"{waited:d\\.hh\\:mm\\:ss}: {now.State ?? SecurityWords.Overwriting}"))
    {
        RecordType = SecurityPlanner.GoesOn(now) ? ProgressRecordType.Processing : ProgressRecordType.Completed,
    };
}
