using NvdimmPS.Abi;
using NvdimmPS.Simulation.Firmware;
using NvdimmPS.Simulation.Machines;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// The drivers nd_pmem and dax_pmem: what they find out about a namespace or a claiming device before they take it
/// (drivers/nvdimm/pmem.c, drivers/dax/pmem.c). Errors are errnos, 0 for none.
/// </summary>
internal static class PmemDriver
{
    private const ulong MinNamespace = 4096, MinClaimed = 16 << 20;

    /// <summary>
    /// nd_pmem_probe() of a namespace. One with an info block on it is claimed by a new device, which binds itself; the namespace then
    /// answers ENXIO.
    /// </summary>
    public static int Bind(SimulatedNamespace ns)
    {
        if (ns.Claim is not null)
        {
            return Errno.ENXIO;
        }

        if (Refuse(ns) is > 0 and var refused)
        {
            return refused;
        }

        if (!ns.ForceRaw)
        {
            switch (FindClaim(ns, out var claim))
            {
                case 0 when claim is not null:
                    _ = Bind(claim);
                    return Errno.ENXIO;
                case Errno.EOPNOTSUPP:
                    ns.Devices.Advance(ns);
                    return Errno.EOPNOTSUPP;
            }
        }

        ns.Disk = Disk(ns, ns.Size, ns.MediaOffset, ns.SectorSize == 4096 ? 4096 : 512, dax: false, table: null);
        ns.Devices.Advance(ns);
        return 0;
    }

    /// <summary>The probe of a BTT, PFN or DAX device.</summary>
    public static int Bind(SimulatedClaim claim)
    {
        if (claim.Namespace is not { } ns)
        {
            return Errno.ENODEV;
        }

        if (ns.IsBound)
        {
            return Errno.EBUSY;
        }

        if (Refuse(ns) is > 0 and var refused)
        {
            return refused;
        }

        var errno = claim.Kind == ClaimKind.Btt ? BindBtt(claim, ns) : BindPfn(claim, ns);
        claim.IsBound = errno == 0;
        if (errno is 0 or Errno.EOPNOTSUPP)
        {
            claim.Devices.Advance(claim);
        }

        return errno;
    }

    public static void Unbind(SimulatedNamespace ns)
    {
        ns.Disk!.Remove();
        ns.Disk = null;
    }

    /// <summary>The namespace stays claimed.</summary>
    public static void Unbind(SimulatedClaim claim)
    {
        claim.Disk?.Remove();
        (claim.IsBound, claim.Disk, claim.Info) = (false, null, null);
    }

    /// <summary>nvdimm_namespace_common_probe().</summary>
    private static int Refuse(SimulatedNamespace ns) =>
        ns.Region.Mappings.Any(m => m.Dimm.State.Security.Has(DimmSecurity.LockedBit)) ? Errno.EACCES
        : ns.Size < MinNamespace ? Errno.ENODEV
        : ns.IsLabelled && ns.Uuid is null ? Errno.ENODEV
        : 0;

    /// <summary>nd_btt_probe(), nd_pfn_probe() and nd_dax_probe(): a block of a class other than the namespace's does not count.</summary>
    private static int FindClaim(SimulatedNamespace ns, out SimulatedClaim? claim)
    {
        claim = null;
        if (ns.Class is ClaimClass.None or ClaimClass.Btt or ClaimClass.Btt2 && ns.Size >= MinClaimed && BttTable.Find(ns) is { } arena)
        {
            claim = ns.Devices.Create(ClaimKind.Btt, ns);
            (claim.SectorSize, claim.Uuid) = (arena.SectorSize, arena.Uuid);
            return 0;
        }

        foreach (var (kind, own) in ((ClaimKind, ClaimClass)[])[(ClaimKind.Pfn, ClaimClass.Pfn), (ClaimKind.Dax, ClaimClass.Dax)])
        {
            if (ns.Class != ClaimClass.None && ns.Class != own)
            {
                continue;
            }

            var found = ns.Devices.Create(kind, ns);
            var errno = PfnSetup.Validate(found, ns, out _);
            if (errno == 0)
            {
                claim = found;
                return 0;
            }

            ns.Claim = null;
            ns.Devices.Delete(found);
            if (errno == Errno.EOPNOTSUPP)
            {
                return errno;
            }
        }

        return Errno.ENODEV;
    }

    private static int BindBtt(SimulatedClaim claim, SimulatedNamespace ns)
    {
        if (claim.Uuid is null || claim.SectorSize == 0)
        {
            return Errno.ENODEV;
        }

        if (BttTable.Open(claim, ns, out var table) is > 0 and var errno)
        {
            return errno;
        }

        claim.Disk = Disk(ns, table!.Size, 0, (int)table.SectorSize, dax: false, () => table);
        return 0;
    }

    private static int BindPfn(SimulatedClaim claim, SimulatedNamespace ns)
    {
        if (claim.Uuid is null)
        {
            return Errno.ENODEV;
        }

        if (PfnSetup.Open(claim, ns, out var info) is > 0 and var errno)
        {
            return errno;
        }

        claim.Info = info;
        claim.Disk = claim.Kind == ClaimKind.Dax
            ? null
            : Disk(ns, claim.Size, claim.Start - ns.Region.Resource, ns.SectorSize == 4096 ? 4096 : 512, dax: true, table: null);
        return 0;
    }

    private static SimulatedDisk Disk(SimulatedNamespace ns, ulong size, ulong mediaOffset, int sectorSize, bool dax,
        Func<BttTable?>? table)
    {
        var region = ns.Region;
        var booted = region.Definition.Namespaces.Select(n => n.Block).Concat(region.Definition.Claims.Select(c => c.Block))
            .FirstOrDefault(b => b?.Name == ns.DiskName);
        var block = new BlockDefinition(ns.DiskName, region.Bus.Minors.Take(booted?.Minor), size)
        {
            LogicalBlockSize = sectorSize,
            Dax = dax,
            Sector = table is not null,
            WriteCache = !region.Volatile && region.Definition.PersistenceDomain != "cpu_cache",
            MountPoint = booted?.MountPoint,
        };
        return new SimulatedDisk(region, block, mediaOffset, table) { IsHeld = block.MountPoint is not null };
    }
}
