using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>
/// Finds what uses a namespace: mounts, device mapper and md on top of it (to the mount on top), swap, loop devices, DAX.
/// </summary>
/// <param name="root">The folder laid out as <c>/sys</c>.</param>
/// <param name="mountTable">A file in the form of <c>/proc/self/mountinfo</c>.</param>
/// <param name="swaps">A file in the form of <c>/proc/swaps</c>.</param>
internal sealed class ConsumerReader(string root, string mountTable, string swaps)
{
    private readonly MountList _mounts = new(mountTable);
    private readonly Lazy<string[]> _swaps = new(() => [.. Lines(swaps).Skip(1).Select(l => l.Split([' ', '\t'])[0])]);

    /// <summary>The users of a namespace.</summary>
    public IEnumerable<NvdimmConsumer> Of(NvdimmNamespace space)
    {
        if (space.DaxDevice is { } dax)
        {
            yield return new NvdimmConsumer(space.Name, dax, space.DaxMode == "system-ram" ? "SystemRam" : "Dax", dax);
        }

        if (space.BlockDevice is { } block)
        {
            foreach (var (kind, name) in UsersOf(block, []))
            {
                yield return new NvdimmConsumer(space.Name, block, kind, name);
            }
        }
    }

    private IEnumerable<(string Kind, string Name)> UsersOf(string block, HashSet<string> seen)
    {
        // Holders that hold each other come to an end.
        if (!seen.Add(block))
        {
            yield break;
        }

        var folder = Path.Join(root, "class/block", block);
        var number = SysfsFile.Read(folder, "dev").Text;
        foreach (var mount in _mounts.Of(new AttributeReader(folder), block, number))
        {
            yield return ("Mount", mount);
        }

        if (_swaps.Value.Contains("/dev/" + block, StringComparer.Ordinal))
        {
            yield return ("Swap", block);
        }

        foreach (var loop in SysfsFolder.Names(Path.Join(root, "class/block"), "loop"))
        {
            if (SysfsFile.Read(Path.Join(root, "class/block", loop), "loop/backing_file").Text == "/dev/" + block)
            {
                yield return ("Loop", loop);
            }
        }

        foreach (var above in PartsAndHolders(folder, block))
        {
            if (!above.StartsWith(block, StringComparison.Ordinal))
            {
                yield return ("Holder", SysfsFile.Read(Path.Join(root, "class/block", above), "dm/name").Text is { } name
                    ? $"{above} ({name})"
                    : above);
            }

            foreach (var (kind, name) in UsersOf(above, seen).Where(u => u.Kind != "Mount" || !IsOwnMount(block, number, u.Name)))
            {
                yield return (kind, name);
            }
        }
    }

    /// <summary>Partitions (<c>pmem0p1</c>) and what holds the device.</summary>
    private static IEnumerable<string> PartsAndHolders(string folder, string block) =>
        SysfsFolder.Names(folder, block + "p")
            .Concat(SysfsFolder.Names(Path.Join(folder, "holders"), "").Where(n => n is not ("." or "..")));

    /// <summary>A partition's mount is found by its disk's name already.</summary>
    private bool IsOwnMount(string block, string? number, string point) =>
        _mounts.Of(new AttributeReader(root), block, number).Contains(point, StringComparer.Ordinal);

    private static string[] Lines(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Take(1000)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
