using NvdimmPS.Inventory;

namespace NvdimmPS.Tracing;

/// <summary>The lines of a table of swap space that concern NVDIMMs or what is stacked on them; others are left out.</summary>
internal static class SwapLines
{
    private const string Block = "block/", DeviceNumber = "/dev", Mapper = "/dev/mapper/";

    /// <summary>With the heading, as the table has it; null where none does.</summary>
    public static string? Read(string path, IReadOnlyList<SysfsEntry> tree)
    {
        var names = tree.Where(e => e.Kind == SysfsEntryKind.Attribute && e.Path.EndsWith(DeviceNumber, StringComparison.Ordinal)
                && e.Path.Contains(Block, StringComparison.Ordinal))
            .Select(e => Path.GetFileName(e.Path[..^DeviceNumber.Length])).ToHashSet(StringComparer.Ordinal);
        var isMapped = tree.Any(e => e.Path.EndsWith("/dm/name", StringComparison.Ordinal));
        var lines = SwapList.Lines(path).Where(line => SwapList.Device(line) is { } device
            && (names.Contains(Path.GetFileName(device)) || (isMapped && device.StartsWith(Mapper, StringComparison.Ordinal)))).ToList();
        return lines.Count == 0 ? null : "Filename Type Size Used Priority\n" + string.Concat(lines.Select(line => line + "\n"));
    }
}
