using System.Numerics;
using NvdimmPS.Abi;

namespace NvdimmPS.Simulation.Namespaces;

/// <summary>
/// What the attributes of a region do when they are written (drivers/nvdimm/region_devs.c). Errors are errnos, 0 for none.
/// </summary>
internal static class RegionAttributes
{
    private const ulong PageSize = 4096;

    /// <summary>Null for an attribute that is not there or takes no write.</summary>
    public static Func<SimulatedRegion, string, int>? Find(SimulatedRegion region, string attribute) => attribute switch
    {
        "align" => Align,
        "read_only" => ReadOnly,
        "deep_flush" when region.Definition.DeepFlush == true => DeepFlush, // without flush hints it is mode 0444
        _ => null,
    };

    private static int Align(SimulatedRegion region, string text)
    {
        if (KernelText.Number(text, out var value) is > 0 and var unreadable)
        {
            return unreadable;
        }

        var mappings = (ulong)Math.Max(1, region.Mappings.Count);
        var each = value / mappings;
        if (!BitOperations.IsPow2(each) || each < PageSize || value > region.Size || value % mappings != 0)
        {
            return Errno.EINVAL;
        }

        region.Align = value;
        return 0;
    }

    private static int ReadOnly(SimulatedRegion region, string text)
    {
        var errno = KernelText.Boolean(text, out var value);
        region.ReadOnly = errno == 0 ? value : region.ReadOnly;
        return errno;
    }

    private static int DeepFlush(SimulatedRegion region, string text)
    {
        var errno = KernelText.Boolean(text, out var value);
        return errno == 0 && !value ? Errno.EINVAL : errno;
    }
}
