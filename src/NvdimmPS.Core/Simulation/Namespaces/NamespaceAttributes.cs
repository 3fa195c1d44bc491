using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// What the attributes of a namespace do when they are written (drivers/nvdimm/namespace_devs.c), each with its checks in the
/// kernel's order. Memory may have changed although an errno is answered. Errors are errnos, 0 for none.
/// </summary>
internal static class NamespaceAttributes
{
    private const int NameLength = 63;

    /// <summary>Null for an attribute that is not there or takes no write.</summary>
    public static Func<SimulatedNamespace, string, int>? Find(SimulatedNamespace ns, string attribute) => attribute switch
    {
        "holder_class" => HolderClass,
        "force_raw" => ForceRaw,
        _ when !ns.IsLabelled => null,
        "size" => Size,
        "uuid" => Uuid,
        "alt_name" => AltName,
        "sector_size" => SectorSize,
        _ => null,
    };

    private static int AltName(SimulatedNamespace ns, string text)
    {
        if (!ns.IsIdle)
        {
            return Errno.EBUSY;
        }

        var name = KernelText.Trimmed(text);
        if (name.Length > NameLength)
        {
            return Errno.EINVAL;
        }

        ns.AltName = name;
        return LabelUpdate.Run(ns);
    }

    private static int Size(SimulatedNamespace ns, string text)
    {
        var errno = KernelText.Number(text, out var size);
        errno = errno != 0 ? errno : Resize(ns, size);
        errno = errno != 0 ? errno : LabelUpdate.Run(ns);
        if (errno == 0 && size == 0)
        {
            ns.Uuid = null;
        }

        return errno;
    }

    /// <summary>__size_store().</summary>
    private static int Resize(SimulatedNamespace ns, ulong size)
    {
        var region = ns.Region;
        var mappings = (ulong)region.Mappings.Count;
        if (!ns.IsIdle)
        {
            return Errno.EBUSY;
        }

        if (ns.Uuid is not { } uuid || mappings == 0)
        {
            return Errno.ENXIO;
        }

        if (size % region.Align != 0)
        {
            return Errno.EINVAL;
        }

        var spaces = region.Mappings.Select(m => m.Dimm.KnownLabels?.Space).ToList();
        if (spaces.Contains(null))
        {
            return Errno.ENXIO;
        }

        var allocated = spaces.Aggregate(0UL, (sum, space) => sum + space!.Allocated(uuid));
        if (size > region.LargestFree + allocated)
        {
            return Errno.ENOSPC;
        }

        if (size == allocated)
        {
            return 0;
        }

        var (each, before) = (size / mappings, allocated / mappings);
        for (var i = 0; i < spaces.Count; i++)
        {
            if (each < before)
            {
                spaces[i]!.Shrink(uuid, before - each);
            }
            else if (!spaces[i]!.Grow(uuid, region.Mappings[i], region.DimmAlign, each - before))
            {
                return Errno.ENXIO; // what grew on the DIMMs before stays
            }
        }

        ns.Devices.Place(ns, each * mappings);
        if (each == 0 && ns.Id != 0 && ns.Devices.NamespaceSeed != ns)
        {
            ns.Devices.Delete(ns);
        }

        return 0;
    }

    private static int Uuid(SimulatedNamespace ns, string text)
    {
        if (!ns.IsIdle)
        {
            return Errno.EBUSY;
        }

        if (KernelText.Uuid(text, out var uuid) is > 0 and var unreadable)
        {
            return unreadable;
        }

        if (IsTaken(ns.Region.Bus, uuid))
        {
            return Errno.EINVAL; // its own uuid too
        }

        if (ns.Uuid is { } old)
        {
            // Without a label yet there is nothing that could be renamed.
            if (ns.Devices.Mappings.Exists(m => m.Entries.Count == 0))
            {
                return Errno.EBUSY;
            }

            foreach (var mapping in ns.Devices.Mappings.Where(m => m.Labels is not null))
            {
                mapping.Labels!.Space.Rename(old, uuid);
                foreach (var (entry, label) in mapping.Tracked)
                {
                    entry.IsOutdated |= label.Uuid == old;
                }
            }
        }

        ns.Uuid = uuid;
        return LabelUpdate.Run(ns);
    }

    /// <summary>nd_is_uuid_unique(): namespaces, BTT and PFN devices of the bus; DAX devices do not count.</summary>
    private static bool IsTaken(SimulatedBus bus, Guid uuid) => bus.Regions.Select(r => r.Devices).OfType<RegionDevices>().Any(d =>
        d.Namespaces.Any(n => n.Uuid == uuid) || d.Claims.Any(c => c.Kind != ClaimKind.Dax && c.Uuid == uuid));

    private static int SectorSize(SimulatedNamespace ns, string text)
    {
        if (!ns.IsIdle)
        {
            return Errno.EBUSY;
        }

        if (KernelText.Number(text, out var size) is > 0 and var unreadable)
        {
            return unreadable;
        }

        if (size is not (512 or 4096))
        {
            return Errno.EINVAL;
        }

        ns.SectorSize = size;
        return LabelUpdate.Run(ns);
    }

    /// <summary>On a namespace without labels the class is taken, and then there is nowhere to write it: ENXIO.</summary>
    private static int HolderClass(SimulatedNamespace ns, string text)
    {
        if (!ns.IsIdle)
        {
            return Errno.EBUSY;
        }

        if (KernelText.Equal(text, "btt"))
        {
            if (BttClass(ns) is not { } version)
            {
                return Errno.ENXIO;
            }

            ns.Class = version;
        }
        else if (KernelText.Equal(text, "pfn"))
        {
            ns.Class = ClaimClass.Pfn;
        }
        else if (KernelText.Equal(text, "dax"))
        {
            ns.Class = ClaimClass.Dax;
        }
        else if (KernelText.Equal(text, ""))
        {
            ns.Class = ClaimClass.None;
        }
        else
        {
            return Errno.EINVAL;
        }

        return LabelUpdate.Run(ns);
    }

    /// <summary>btt_claim_class(): by the version of the labels, of which no DIMM may have another one.</summary>
    private static ClaimClass? BttClass(SimulatedNamespace ns)
    {
        var labels = ns.Region.Mappings.Select(m => m.Dimm.KnownLabels).ToList();
        if (labels.Contains(null))
        {
            return ClaimClass.Btt;
        }

        var kinds = labels.Select(l => !l!.HasIndex ? 0 : l.IsVersion11 ? 1 : 2).Distinct().ToList();
        return kinds.Count > 1 ? null : kinds is [] or [1] ? ClaimClass.Btt : ClaimClass.Btt2;
    }

    private static int ForceRaw(SimulatedNamespace ns, string text)
    {
        var errno = KernelText.Boolean(text, out var value);
        ns.ForceRaw = errno == 0 ? value : ns.ForceRaw;
        return errno;
    }
}
