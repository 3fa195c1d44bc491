using NvdimmPS.Abi;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// What the kernel writes to the labels when an attribute of a namespace is written (label.c, <c>nd_pmem_namespace_label_update</c>).
/// Errors are errnos, 0 for none; what was written before one stays.
/// </summary>
internal static class LabelUpdate
{
    private const uint Updating = 8;

    /// <summary>nd_namespace_label_update().</summary>
    public static int Run(SimulatedNamespace ns)
    {
        if (!ns.IsLabelled)
        {
            return Errno.ENXIO;
        }

        if (ns.Uuid is not { } uuid)
        {
            return 0;
        }

        // The kernel does not look: with a DIMM's driver unbound it follows a null pointer, and dies.
        if (ns.Devices.Mappings.Exists(m => m.Labels is null))
        {
            return Errno.ENXIO;
        }

        return ns.Size == 0 ? Each(ns, (mapping, _) => Delete(mapping, uuid)) : Write(ns);
    }

    /// <summary>First with the mark of a set that is not complete, on every DIMM; then without.</summary>
    private static int Write(SimulatedNamespace ns)
    {
        var errno = Each(ns, (mapping, position) =>
        {
            var labels = mapping.Labels!;
            while (mapping.Entries.Count < labels.Space.Count)
            {
                mapping.Entries.Add(new MappingLabels.Entry());
            }

            var made = labels.HasIndex ? 0 : labels.Initialize();
            return made != 0 ? made : WriteOne(ns, mapping, position, Updating);
        });
        return errno != 0 ? errno : Each(ns, (mapping, position) => WriteOne(ns, mapping, position, flags: 0));
    }

    /// <summary>__pmem_label_update().</summary>
    private static int WriteOne(SimulatedNamespace ns, MappingLabels mapping, int position, uint flags)
    {
        var labels = mapping.Labels!;
        var uuid = ns.Uuid!.Value;
        if (labels.Space.First(uuid) is not { } extent)
        {
            return Errno.ENXIO;
        }

        var label = new NamespaceLabel
        {
            Uuid = uuid,
            Name = ns.AltName,
            Flags = flags,
            Count = (ushort)ns.Region.Mappings.Count,
            Position = (ushort)position,
            Cookie = ns.Region.CookieOf(labels),
            SectorSize = ns.SectorSize,
            Start = extent.Start,
            Size = extent.Size,
            Abstraction = ClaimClasses.Abstraction(ns.Class),
        };
        if (labels.Update(label, () => Outdated(mapping, uuid), out var slot) is > 0 and var errno)
        {
            return errno;
        }

        if (mapping.Entries.Find(e => e.Slot is null) is not { } place)
        {
            return Errno.ENXIO;
        }

        place.Slot = slot;
        return 0;
    }

    private static List<int> Outdated(MappingLabels mapping, Guid uuid)
    {
        var slots = new List<int>();
        foreach (var (entry, label) in mapping.Tracked.ToList())
        {
            if (entry.IsOutdated || label.Uuid == uuid)
            {
                slots.Add(entry.Slot!.Value);
                (entry.Slot, entry.IsOutdated) = (null, false);
            }
        }

        return slots;
    }

    /// <summary>del_labels().</summary>
    private static int Delete(MappingLabels mapping, Guid uuid)
    {
        var labels = mapping.Labels!;
        if (!labels.HasIndex)
        {
            return 0;
        }

        var freed = mapping.Tracked.Where(t => t.Label.Uuid == uuid).Select(t => t.Entry).ToList();
        foreach (var entry in freed)
        {
            labels.Free(entry.Slot!.Value);
            entry.Slot = null;
            mapping.Entries.Remove(entry);
            mapping.Entries.Add(entry);
        }

        if (!mapping.Entries.Exists(e => e.Slot is not null))
        {
            mapping.Entries.Clear();
        }

        return labels.Commit();
    }

    private static int Each(SimulatedNamespace ns, Func<MappingLabels, int, int> action)
    {
        for (var i = 0; i < ns.Devices.Mappings.Count; i++)
        {
            if (action(ns.Devices.Mappings[i], i) is > 0 and var errno)
            {
                return errno;
            }
        }

        return 0;
    }
}
