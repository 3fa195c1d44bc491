using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// What the attributes of BTT, PFN and DAX devices do when they are written (drivers/nvdimm/btt_devs.c, pfn_devs.c, claim.c). Errors
/// are errnos, 0 for none.
/// </summary>
internal static class ClaimAttributes
{
    private const ulong MinClaimed = 16 << 20;

    private static readonly ulong[] SectorSizes = [512, 520, 528, 4096, 4104, 4160, 4224];

    /// <summary>What <c>sector_size</c> takes.</summary>
    public static IReadOnlyList<ulong> Sectors => SectorSizes;

    /// <summary>Null for an attribute that is not there or takes no write.</summary>
    public static Func<SimulatedClaim, string, int>? Find(SimulatedClaim claim, string attribute) => attribute switch
    {
        "uuid" => Uuid,
        "namespace" => Namespace,
        "sector_size" when claim.Kind == ClaimKind.Btt => SectorSize,
        "mode" when claim.Kind != ClaimKind.Btt => Mode,
        "align" when claim.Kind != ClaimKind.Btt => Align,
        _ => null,
    };

    private static int Uuid(SimulatedClaim claim, string text)
    {
        if (claim.IsBound)
        {
            return Errno.EBUSY;
        }

        var errno = KernelText.Uuid(text, out var uuid);
        claim.Uuid = errno == 0 ? uuid : claim.Uuid;
        return errno;
    }

    private static int SectorSize(SimulatedClaim claim, string text)
    {
        var errno = Select(claim, text, SectorSizes, out var size);
        claim.SectorSize = errno == 0 ? size : claim.SectorSize;
        return errno;
    }

    private static int Align(SimulatedClaim claim, string text)
    {
        var errno = Select(claim, text, PfnSetup.Alignments, out var size);
        claim.Align = errno == 0 ? size : claim.Align;
        return errno;
    }

    /// <summary>nd_size_select_store().</summary>
    private static int Select(SimulatedClaim claim, string text, IReadOnlyList<ulong> supported, out ulong size)
    {
        size = 0;
        if (claim.IsBound)
        {
            return Errno.EBUSY;
        }

        var errno = KernelText.Number(text, out size);
        return errno != 0 ? errno : supported.Contains(size) ? 0 : Errno.EINVAL;
    }

    /// <summary>The kernel compares all but the last byte written, so that any single byte is "pmem".</summary>
    private static int Mode(SimulatedClaim claim, string text)
    {
        if (claim.IsBound)
        {
            return Errno.EBUSY;
        }

        foreach (var (word, mode) in ((string, uint)[])[("pmem", PfnInfoBlock.Pmem), ("ram", PfnInfoBlock.Ram), ("none", 0)])
        {
            if (Begins(text, word + "\n") || Begins(text, word))
            {
                claim.Mode = mode;
                return 0;
            }
        }

        return Errno.EINVAL;
    }

    /// <summary>strncmp() with all but one byte.</summary>
    private static bool Begins(string text, string word)
    {
        var count = text.Length - 1;
        for (var i = 0; i < count; i++)
        {
            var (one, other) = (text[i], i < word.Length ? word[i] : '\0');
            if (one != other)
            {
                return false;
            }

            if (one == '\0')
            {
                return true;
            }
        }

        return true;
    }

    /// <summary>nd_namespace_store(): claims a namespace of the region, or lets go of the one it has.</summary>
    private static int Namespace(SimulatedClaim claim, string text)
    {
        if (claim.IsBound)
        {
            return Errno.EBUSY;
        }

        var name = KernelText.CString(text).TrimEnd(' ', '\t', '\n', '\v', '\f', '\r', '\u00a0');
        if (name.Length == 0)
        {
            Detach(claim);
            return 0;
        }

        if (!name.StartsWith("namespace", StringComparison.Ordinal))
        {
            return Errno.EINVAL;
        }

        if (claim.Namespace is not null)
        {
            return Errno.EBUSY;
        }

        if (claim.Devices.Namespaces.FirstOrDefault(n => n.Name == name) is not { } ns)
        {
            return Errno.ENODEV;
        }

        var fits = ns.Class switch
        {
            ClaimClass.None => true,
            ClaimClass.Btt or ClaimClass.Btt2 => claim.Kind == ClaimKind.Btt,
            ClaimClass.Pfn => claim.Kind == ClaimKind.Pfn,
            ClaimClass.Dax => claim.Kind == ClaimKind.Dax,
            _ => false,
        };
        if (!fits)
        {
            return Errno.EBUSY;
        }

        if (ns.Size < MinClaimed)
        {
            return Errno.ENXIO;
        }

        if (ns.Claim is not null)
        {
            return Errno.EBUSY;
        }

        (claim.Namespace, ns.Claim) = (ns, claim);
        return 0;
    }

    /// <summary>nd_detach_and_reset(): a seed forgets what was set, any other device goes.</summary>
    private static void Detach(SimulatedClaim claim)
    {
        if (claim.Namespace is { } ns)
        {
            ns.Claim = null;
            claim.Namespace = null;
        }

        if (!claim.IsSeed)
        {
            claim.Devices.Delete(claim);
            return;
        }

        (claim.Uuid, claim.SectorSize, claim.Mode) = (null, 0, 0);
    }
}
