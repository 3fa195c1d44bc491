using System.Globalization;
using System.Management.Automation;

namespace NvdimmPS.Shell.Objects;

/// <summary>The capacity of a DIMM off any object that was one: live, of remoting or Import-Clixml, or a DIMM of a report.</summary>
internal static class CapacityObject
{
    /// <summary>The capacity; null where it is none.</summary>
    public static NvdimmCapacity? Read(ForeignObject item)
    {
        if (item.Item.BaseObject is NvdimmCapacity live)
        {
            return live;
        }

        var total = Size(item, nameof(NvdimmCapacity.Total)) ?? Size(item, "Capacity");
        return item.Item.BaseObject is not PSCustomObject || item.Text(nameof(NvdimmCapacity.Dimm)) is not { } dimm
            || !item.Has(nameof(NvdimmCapacity.AppDirect)) || !item.Has(nameof(NvdimmCapacity.Inaccessible)) ? null : new NvdimmCapacity
        {
            Dimm = dimm,
            UniqueId = item.Text(nameof(NvdimmCapacity.UniqueId)),
            Family = item.Text(nameof(NvdimmCapacity.Family)),
            Total = total,
            MemoryMode = Size(item, nameof(NvdimmCapacity.MemoryMode)),
            AppDirect = Size(item, nameof(NvdimmCapacity.AppDirect)),
            Unconfigured = Size(item, nameof(NvdimmCapacity.Unconfigured)),
            Reserved = Size(item, nameof(NvdimmCapacity.Reserved)),
            Inaccessible = Size(item, nameof(NvdimmCapacity.Inaccessible)),
            Time = item.Time(nameof(NvdimmCapacity.Time)),
            Source = item.Text(nameof(NvdimmCapacity.Source)) ?? string.Empty,
        };
    }

    private static ulong? Size(ForeignObject item, string name) =>
        ulong.TryParse(item.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : null;
}
