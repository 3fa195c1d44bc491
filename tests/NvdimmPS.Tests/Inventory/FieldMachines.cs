using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using NvdimmPS.Kernel;
using NvdimmPS.Tracing;

namespace NvdimmPS.Tests.Inventory;

/// <summary>
/// Machines from the field, as traces: lines <c>path=bytes</c> (<c>\n</c>, <c>\xNN</c>), <c>path -> target</c> from the root,
/// <c>path!errno</c>, and <c>MOUNT</c> with a line of the mount table.
/// </summary>
internal static partial class FieldMachines
{
    private const string OldKernel = "old-kernel-blk", Cxl = "cxl-virtio-split-dax", Papr = "papr-long-badblocks", Guest = "unarmed-guest";

    public static TheoryData<string> All => [OldKernel, Cxl, Papr, Guest];

    public static ReplayKernel Open(string name) => Open(name, File.ReadAllLines(SysfsTree.DataPath($"field/{name}.sysfs")));

    /// <summary>A variation: lines that come later replace those of the same attribute.</summary>
    public static ReplayKernel Open(string name, params IEnumerable<string> lines) => new(Trace.Read(name, Encoding.UTF8.GetBytes(ToTrace(lines))), nameof(KernelKind.Replayed));

    public static string[] Lines(string name) => File.ReadAllLines(SysfsTree.DataPath($"field/{name}.sysfs"));

    private static string ToTrace(IEnumerable<string> lines)
    {
        var entries = new Dictionary<string, object>(StringComparer.Ordinal);
        var mounts = new StringBuilder();
        foreach (var line in lines.Where(l => l.Length > 0))
        {
            if (line.StartsWith("MOUNT ", StringComparison.Ordinal))
            {
                mounts.Append(line.AsSpan(6)).Append('\n');
            }
            else if (line.Split(" -> ") is [var link, var target])
            {
                entries[link] = new { kind = "link", path = link, target };
            }
            else if (line.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals)
            {
                entries[line[..equals]] = new { kind = "attribute", path = line[..equals], hex = Convert.ToHexString(Bytes(line[(equals + 1)..])) };
            }
            else
            {
                var parts = line.Split('!');
                entries[parts[0]] = new { kind = "attribute", path = parts[0], errno = int.Parse(parts[1], CultureInfo.InvariantCulture) };
            }
        }

        object header = new { kind = "header", format = "nvdimm-trace", version = 1, time = "2026-11-28T00:00:00.0000000Z", source = "Device", hostName = "field" };
        var all = entries.Values.Prepend(header);
        all = mounts.Length > 0 ? all.Append(new { kind = "mounts", text = mounts.ToString() }) : all;
        return string.Join('\n', all.Select(entry => JsonSerializer.Serialize(entry, entry.GetType())));
    }

    private static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(Escape().Replace(text, match =>
        match.Value == "\\n" ? "\n" : ((char)int.Parse(match.ValueSpan[2..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()));

    [GeneratedRegex(@"\\n|\\x[0-9a-f]{2}")]
    private static partial Regex Escape();
}
