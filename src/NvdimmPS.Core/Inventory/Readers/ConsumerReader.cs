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

    private List<(string Loop, string? File)>? _loops;

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
            var users = new List<(string Kind, string Name)>();
            foreach (var point in points)
            {
                users.Add(("Mount", point));
            }

            users.AddRange(UsersOf(block, []));
            for (var i = 0; i < users.Count; i++)
            {
                if (users.FindIndex(user => user == users[i]) == i)
                {
                    yield return new NvdimmConsumer(name, block, users[i].Kind, users[i].Name);
                }
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

        foreach (var (loop, file) in Loops())
        {
            if (file is null || (file != "/dev/" + block && file != mapper))
            {
                continue;
            }

            yield return ("Loop", loop);
            foreach (var user in OnTop(loop, null, seen))
            {
                yield return user;
            }
        }

        var folder = Path.Join(_blocks, block);
        foreach (var holder in SysfsFolder.Entries(Path.Join(folder, "holders")))
        {
            var name = SysfsFile.Read(Path.Join(_blocks, holder), "dm/name").Text;
            yield return ("Holder", name is null ? holder : $"{holder} ({name})");
            foreach (var user in OnTop(holder, name, seen))
            {
                yield return user;
            }
        }

        // Mounts of its own partitions are known already.
        foreach (var partition in SysfsFolder.Names(folder, block + "p"))
        {
            foreach (var user in UsersOf(partition, seen))
            {
                yield return user;
            }
        }
    }

    /// <summary>What is mounted of a device on top, and what uses that again.</summary>
    private IEnumerable<(string Kind, string Name)> OnTop(string device, string? mapped, HashSet<string> seen)
    {
        var folder = Path.Join(_blocks, device);
        foreach (var point in mounts.Of(new AttributeReader(folder), device, SysfsFile.Read(folder, "dev").Text))
        {
            yield return ("Mount", point);
        }

        foreach (var user in UsersOf(device, seen, mapped))
        {
            yield return user;
        }
    }

    /// <summary>Loop devices, and the files behind them.</summary>
    private List<(string Loop, string? File)> Loops() => _loops ??= SysfsFolder.Names(_blocks, "loop")
        .ConvertAll(loop => (loop, SysfsFile.Read(Path.Join(_blocks, loop), "loop/backing_file").Text));
}
