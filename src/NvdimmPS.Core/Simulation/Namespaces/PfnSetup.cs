using System.Numerics;
using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// The info block of a PFN or DAX device: whether the one that is there fits, and the one that is written where none is
/// (drivers/nvdimm/pfn_devs.c). Errors are errnos, 0 for none.
/// </summary>
internal static class PfnSetup
{
    private const ulong PageSize = 4096, Reserve = 8 << 10, PageStructSize = 64;

    /// <summary>memremap_compat_align(): what memory can be mapped in, on x86.</summary>
    private const ulong CompatibleAlign = 2 << 20;

    private static readonly ulong[] Supported = [4096, 2 << 20, 1 << 30];

    /// <summary>What <c>align</c> takes.</summary>
    public static IReadOnlyList<ulong> Alignments => Supported;

    /// <summary>nd_pfn_validate(). A device without a uuid takes over what the block says; ENODEV where there is none of it.</summary>
    public static int Validate(SimulatedClaim claim, SimulatedNamespace ns, out PfnInfoBlock? info)
    {
        info = null;
        var at = ns.Start + PfnInfoBlock.Offset;
        if (ns.Region.Bus.KnownErrors.Inside(at, PfnInfoBlock.Size).Any())
        {
            return Errno.ENXIO;
        }

        var read = PfnInfoBlock.Parse(ns.Media.Read(ns.MediaOffset + PfnInfoBlock.Offset, PfnInfoBlock.Size), claim.Kind);
        if (read is null || read.Parent != ns.ParentUuid)
        {
            return Errno.ENODEV;
        }

        if (read.Mode is not (PfnInfoBlock.Ram or PfnInfoBlock.Pmem))
        {
            return Errno.ENXIO;
        }

        var align = read.Align != 0 ? read.Align : read.DataOffset == 0 ? 1 : 1UL << BitOperations.Log2(read.DataOffset);
        var onMedia = read.Mode == PfnInfoBlock.Pmem;
        if ((onMedia && (read.PageSize > PageSize || read.PageStructSize < PageStructSize))
            || (claim.Kind == ClaimKind.Dax && !Supported.Contains(align)))
        {
            return Errno.EOPNOTSUPP;
        }

        if (claim.Uuid is null)
        {
            (claim.Uuid, claim.Align, claim.Mode) = (read.Uuid, align, read.Mode);
        }
        else if (claim.Uuid != read.Uuid)
        {
            return Errno.ENODEV;
        }
        else if (claim.Align != align || claim.Mode != read.Mode)
        {
            return Errno.EOPNOTSUPP; // set otherwise without a new identity
        }

        var end = ns.Start + ns.Size - read.EndTrunc;
        if (align > ns.Size || read.DataOffset >= ns.Size || (ns.Start + read.DataOffset + read.StartPad) % align != 0
            || read.DataOffset % PageSize != 0 || (ns.Start + read.StartPad) % CompatibleAlign != 0 || end % CompatibleAlign != 0)
        {
            return Errno.EOPNOTSUPP;
        }

        info = read;
        return 0;
    }

    /// <summary>nvdimm_setup_pfn(): the block that is there, or a new one.</summary>
    public static int Open(SimulatedClaim claim, SimulatedNamespace ns, out PfnInfoBlock? info)
    {
        var errno = Validate(claim, ns, out info);
        if (errno == Errno.ENODEV)
        {
            errno = Create(claim, ns, out info);
        }

        if (errno == 0 && info!.Mode == PfnInfoBlock.Pmem)
        {
            ClearErrors(ns, info);
        }

        return errno;
    }

    private static int Create(SimulatedClaim claim, SimulatedNamespace ns, out PfnInfoBlock? info)
    {
        info = null;
        if (ns.Region.ReadOnly)
        {
            return Errno.ENXIO;
        }

        ulong start = ns.Start, size = ns.Size, align = Math.Max(claim.Align, CompatibleAlign);
        if (start % CompatibleAlign != 0)
        {
            return Errno.EINVAL;
        }

        var truncated = (start + size) % align;
        var reserve = claim.Mode switch
        {
            PfnInfoBlock.Pmem => Reserve + (PageStructSize * ((size - Reserve) / PageSize)),
            PfnInfoBlock.Ram => Reserve,
            _ => 0UL,
        };
        var offset = ((start + reserve + align - 1) / align * align) - start;
        if (reserve == 0 || offset >= size)
        {
            return Errno.ENXIO;
        }

        info = new PfnInfoBlock
        {
            Kind = claim.Kind, Uuid = claim.Uuid!.Value, Parent = ns.ParentUuid, DataOffset = offset,
            Pages = (size - offset - truncated) / PageSize, Mode = claim.Mode, EndTrunc = (uint)truncated, Align = (uint)claim.Align,
        };
        ns.Media.Write(ns.MediaOffset + PfnInfoBlock.Offset, info.ToBytes());
        return 0;
    }

    /// <summary>nd_pfn_clear_memmap_errors(): the page structures are written anew, so errors under them are cleared.</summary>
    private static void ClearErrors(SimulatedNamespace ns, PfnInfoBlock info)
    {
        var bus = ns.Region.Bus;
        foreach (var (start, length) in bus.KnownErrors.Inside(ns.Start + Reserve, info.DataOffset - Reserve).ToList())
        {
            bus.MemoryErrors.Forget(start, length);
            bus.AccountCleared(start, length);
        }
    }
}
