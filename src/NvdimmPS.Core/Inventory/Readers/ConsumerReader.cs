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
    private readonly string _blocks = Path.Join(root, "class/block");
    private readonly MountList _mounts = new(mountTable);
    private readonly Lazy<string[]> _swaps = new(() => [.. Lines(swaps).Skip(1).Select(l => l.Split([' ', '\t'])[0])]);

    private readonly Lazy<ILookup<string?, string>> _loops = new(() => SysfsFolder.Names(Path.Join(root, "class/block"), "loop")
        .ToLookup(loop => SysfsFile.Read(Path.Join(root, "class/block", loop), "loop/backing_file").Text));

    /// <summary>The users of a namespace.</summary>
    public IEnumerable<NvdimmConsumer> Of(NvdimmNamespace space)
    {
        foreach (var dax in space.DaxDevices)
        {
            yield return new NvdimmConsumer(space.Name, dax.Name, dax.Mode == "system-ram" ? "SystemRam" : "Dax", dax.Name);
        }

        if (space.BlockDevice is { } block)
        {
            // Its own mounts and those of its partitions are known already.
            foreach (var (kind, name) in space.MountPoints.Select(point => ("Mount", point)).Concat(UsersOf(block, [])).Distinct())
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

        if (_swaps.Value.Contains("/dev/" + block, StringComparer.Ordinal))
        {
            yield return ("Swap", block);
        }

        foreach (var loop in _loops.Value["/dev/" + block])
        {
            yield return ("Loop", loop);
        }

        var folder = Path.Join(_blocks, block);
        var holders = SysfsFolder.Entries(Path.Join(folder, "holders")).ToList();
        foreach (var holder in holders)
        {
            var held = Path.Join(_blocks, holder);
            yield return ("Holder", SysfsFile.Read(held, "dm/name").Text is { } name ? $"{holder} ({name})" : holder);
            foreach (var point in _mounts.Of(new AttributeReader(held), holder, SysfsFile.Read(held, "dev").Text))
            {
                yield return ("Mount", point);
            }
        }

        foreach (var user in holders.Concat(SysfsFolder.Names(folder, block + "p")).SelectMany(above => UsersOf(above, seen)))
        {
            yield return user;
        }
    }

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
