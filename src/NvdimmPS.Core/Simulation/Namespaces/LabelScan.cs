using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// How the kernel puts the namespaces of a region together from the labels of its DIMMs (namespace_devs.c, <c>scan_labels</c>).
/// </summary>
internal static class LabelScan
{
    /// <summary>The namespaces, by address, without ids; a blank one where there are none. Null where a set of labels is broken.</summary>
    public static List<SimulatedNamespace>? Run(RegionDevices devices, Func<SimulatedNamespace> make)
    {
        var first = devices.Mappings[0];
        var end = first.Mapping.Start + first.Mapping.Size - 1;
        var found = new List<SimulatedNamespace>();
        foreach (var (_, label) in first.Tracked.ToList())
        {
            if (label.Start < first.Mapping.Start || label.Start > end)
            {
                continue;
            }

            if (found.Exists(ns => ns.Uuid == label.Uuid))
            {
                return null; // conflicting extents
            }

            switch (Assemble(devices, first, label, make, out var ns))
            {
                case 0:
                    found.Add(ns!);
                    break;
                case Errno.EAGAIN:
                    break;
                default:
                    return null;
            }
        }

        if (found.Count == 0)
        {
            first.Entries.Clear();
            return [make()];
        }

        foreach (var mapping in devices.Mappings.Where(m => m.Entries.Count > found.Count))
        {
            mapping.Entries.RemoveRange(found.Count, mapping.Entries.Count - found.Count);
        }

        // The kernel compares addresses as memory, so by their lowest byte first.
        found.Sort((a, b) => BitConverter.GetBytes(a.Start).AsSpan().SequenceCompareTo(BitConverter.GetBytes(b.Start)));
        return found;
    }

    /// <summary>create_namespace_pmem().</summary>
    private static int Assemble(RegionDevices devices, MappingLabels first, LabelView label, Func<SimulatedNamespace> make,
        out SimulatedNamespace? ns)
    {
        ns = null;
        var region = devices.Region;
        var cookie = region.CookieOf(first.Labels);
        var historic = region.Definition.AlternateCookie ?? region.Definition.LegacyCookie;
        if (cookie == 0)
        {
            return Errno.ENXIO;
        }

        if (label.Cookie != cookie && label.Cookie != historic)
        {
            return Errno.EAGAIN;
        }

        var uuid = label.Uuid;
        for (var position = 0; position < devices.Mappings.Count; position++)
        {
            if (!HasAt(devices, uuid, cookie, position) && !HasAt(devices, uuid, historic, position))
            {
                return Errno.EINVAL; // "missing label"
            }
        }

        if (!Select(devices, uuid))
        {
            return Errno.EINVAL;
        }

        var made = make();
        var size = 0UL;
        foreach (var mapping in devices.Mappings)
        {
            var (_, own) = mapping.Tracked.First();
            size += own.Size;
            if (own.Position == 0)
            {
                (made.Uuid, made.AltName, made.SectorSize, made.Class) = (own.Uuid, own.Name, own.SectorSize, own.Class);
            }
        }

        if (made.Uuid is null)
        {
            return Errno.ENOMEM;
        }

        devices.Place(made, size);
        ns = made;
        return 0;
    }

    /// <summary>has_uuid_at_pos(): one DIMM has this label, with this position; none has it twice.</summary>
    private static bool HasAt(RegionDevices devices, Guid uuid, ulong cookie, int position)
    {
        foreach (var mapping in devices.Mappings)
        {
            var seen = false;
            foreach (var (_, label) in mapping.Tracked)
            {
                if (label.Cookie != cookie || label.Uuid != uuid || !label.IsPersistentMemory)
                {
                    continue;
                }

                if (seen)
                {
                    return false;
                }

                seen = true;
                if (label.Count == devices.Mappings.Count && label.Position == position)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>select_pmem_id(): the label of each DIMM lies in the region; it comes to the front.</summary>
    private static bool Select(RegionDevices devices, Guid uuid)
    {
        foreach (var mapping in devices.Mappings)
        {
            var (entry, label) = mapping.Tracked.FirstOrDefault(t => t.Label.Uuid == uuid);
            if (entry is null)
            {
                return false;
            }

            ulong start = mapping.Mapping.Start, end = start + mapping.Mapping.Size, last = label.Start + label.Size;
            if (label.Start < start || label.Start >= end || last > end || last <= start)
            {
                return false;
            }

            mapping.MoveToFront(entry);
        }

        return true;
    }
}
