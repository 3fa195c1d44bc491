using NvdimmPS.Kernel;

namespace NvdimmPS.Inventory;

/// <summary>
/// Finds what uses a namespace: mounts, device mapper, LVM and md on top of it (to the mount on top), swap, loop devices, DAX. What
/// has a DAX device open cannot be seen.
/// </summary>
/// <param name="root">The folder laid out as <c>/sys</c>.</param>
/// <param name="mounts">What is mounted.</param>
/// <param name="swaps">What is swapped to.</param>
internal sealed class ConsumerReader(string root, MountList mounts, SwapList swaps)
{
    private readonly string _blocks = Path.Join(root, "class/block");

    private readonly Lazy<ILookup<string?, string>> _loops = new(() => SysfsFolder.Names(Path.Join(root, "class/block"), "loop")
        .ToLookup(loop => SysfsFile.Read(Path.Join(root, "class/block", loop), "loop/backing_file").Text));

    /// <summary>The users of a namespace.</summary>
    /// <param name="name">The namespace.</param>
    /// <param name="block">Its block device.</param>
    /// <param name="points">Where that and its partitions are mounted.</param>
    /// <param name="dax">Its DAX devices.</param>
    public IEnumerable<NvdimmConsumer> Of(string name, string? block, IEnumerable<string> points, IEnumerable<NvdimmDaxDevice> dax)
    {
        foreach (var device in dax)
        {
            yield return new NvdimmConsumer(name, device.Name, device.Mode == "system-ram" ? "SystemRam" : "Dax", device.Name);
        }

        if (block is not null)
        {
            foreach (var (kind, user) in points.Select(point => ("Mount", point)).Concat(UsersOf(block, [])).Distinct())
            {
                yield return new NvdimmConsumer(name, block, kind, user);
            }
        }
    }

    private IEnumerable<(string Kind, string Name)> UsersOf(string block, HashSet<string> seen, string? mapped = null)
    {
        // Holders that hold each other come to an end.
        if (!seen.Add(block))
        {
            yield break;
        }

        var mapper = mapped is null ? null : "/dev/mapper/" + mapped;
        if (swaps.Has("/dev/" + block, mapper))
        {
            yield return ("Swap", block);
        }

        foreach (var loop in _loops.Value["/dev/" + block].Concat(mapper is null ? [] : _loops.Value[mapper]))
        {
            yield return ("Loop", loop);
            foreach (var user in OnTop(loop, null, seen))
            {
                yield return user;
            }
        }

        var folder = Path.Join(_blocks, block);
        foreach (var holder in SysfsFolder.Entries(Path.Join(folder, "holders")).ToList())
        {
            var name = SysfsFile.Read(Path.Join(_blocks, holder), "dm/name").Text;
            yield return ("Holder", name is null ? holder : $"{holder} ({name})");
            foreach (var user in OnTop(holder, name, seen))
            {
                yield return user;
            }
        }

        // Mounts of its own partitions are known already.
        foreach (var user in SysfsFolder.Names(folder, block + "p").SelectMany(partition => UsersOf(partition, seen)))
        {
            yield return user;
        }
    }

    /// <summary>What is mounted of a device on top, and what uses that again.</summary>
    private IEnumerable<(string Kind, string Name)> OnTop(string device, string? mapped, HashSet<string> seen)
    {
        var folder = Path.Join(_blocks, device);
        return mounts.Of(new AttributeReader(folder), device, SysfsFile.Read(folder, "dev").Text).Select(point => ("Mount", point))
            .Concat(UsersOf(device, seen, mapped));
    }
}
