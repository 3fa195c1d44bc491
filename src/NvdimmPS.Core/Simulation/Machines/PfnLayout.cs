namespace NvdimmPS.Simulation.Machines;

/// <summary>Where the data of an fsdax namespace starts that keeps its page structures on the media (drivers/nvdimm/pfn_devs.c).</summary>
internal static class PfnLayout
{
    private const ulong Reserve = 8 << 10, PageSize = 4096, PageStructSize = 64;

    public static ulong DataOffset(ulong size, ulong align)
    {
        var pages = (size - Reserve) / PageSize;
        return (Reserve + (PageStructSize * pages) + align - 1) / align * align;
    }
}
