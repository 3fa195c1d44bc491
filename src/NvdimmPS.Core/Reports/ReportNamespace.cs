namespace NvdimmPS.Reports;

/// <summary>A namespace in a report, and who uses it.</summary>
/// <param name="Host">Its host; null where it is not known.</param>
/// <param name="Name">Its name.</param>
/// <param name="Region">Its region.</param>
/// <param name="Mode"><c>fsdax</c>, <c>devdax</c>, <c>sector</c> or <c>raw</c>.</param>
/// <param name="Size">Bytes; null where that is not known.</param>
/// <param name="Label">What people call it; null where it has no such name.</param>
/// <param name="Device">Its block or DAX device; null while it is disabled.</param>
/// <param name="IsEnabled">Whether it is enabled.</param>
/// <param name="Users">Who uses it, a sentence each.</param>
public sealed record ReportNamespace(string? Host, string Name, string Region, string? Mode, ulong? Size, string? Label, string? Device,
    bool IsEnabled, IReadOnlyList<string> Users)
{
    /// <summary>Of a namespace of this machine.</summary>
    public static ReportNamespace From(string? host, NvdimmNamespace space)
    {
        ArgumentNullException.ThrowIfNull(space);
        return new(host, space.Name, space.Region, space.Mode, space.Size,
            string.IsNullOrEmpty(space.AlternateName) ? null : space.AlternateName, space.BlockDevice ?? space.DaxDevice, space.Enabled,
            [.. space.Consumers.Select(c => c.ToString())]);
    }
}
