using System.Text;
using NvdimmPS.Inventory;
using NvdimmPS.Kernel;

namespace NvdimmPS.Tracing;

/// <summary>The lines of a mount table that concern NVDIMMs; other mounts of the host are left out.</summary>
internal static class MountLines
{
    private const string Block = "/block/", DeviceNumber = "/dev";

    /// <summary>Null where the table cannot be read.</summary>
    public static string? Read(string path, IReadOnlyList<SysfsEntry> tree)
    {
        var devices =
            tree.Where(e => e.Kind == SysfsEntryKind.Attribute && e.Path.EndsWith(DeviceNumber, StringComparison.Ordinal)
                && e.Path.Contains(Block, StringComparison.Ordinal)).ToList();
        var numbers = devices.Select(e => Encoding.UTF8.GetString(e.Bytes).Trim()).ToHashSet(StringComparer.Ordinal);
        var names = devices.Select(e => "/dev/" + Path.GetFileName(e.Path[..^DeviceNumber.Length])).ToHashSet(StringComparer.Ordinal);
        try
        {
            return string.Concat(TableFile.Lines(path).Where(line => Concerns(line.Split(' '))).Select(line => line + "\n"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }

        bool Concerns(string[] words)
        {
            var separator = Array.IndexOf(words, "-");
            return words.Length > 2 && (numbers.Contains(words[2])
                || (separator > 0 && separator + 2 < words.Length
                    && names.Any(n => MountList.Decode(words[separator + 2]).StartsWith(n, StringComparison.Ordinal))));
        }
    }
}
