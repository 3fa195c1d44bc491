using NvdimmPS.Kernel;
using static NvdimmPS.Dsm.DsmDanger;

namespace NvdimmPS.Dsm.Families;

/// <summary>HPE "NVDIMM-N _DSM Interface" 0.88s.</summary>
internal static class Hpe2Family
{
    public static DsmFamily Create() => new("Hpe2", NdNodeKind.Dimm, 2, "HPE NVDIMM-N, second interface")
    {
        Guid = new Guid("5008664b-b758-41a0-a03c-27c2f2d04f7e"),
        Statuses = Hpe1Family.Statuses,
        Functions =
        [
            new(1, "GetSmart", Read, "SMART and Health") { Sizes = ("4", "72+n"), Source = "0.88s" },
            new(2, "GetSmartThreshold", Read, "SMART Threshold") { Sizes = ("0", "32"), Source = "0.88s" },
            new(3, "SetSmartThreshold", Write, "Set SMART Threshold") { Sizes = ("4", "4"), Source = "0.88s" },
            new(4, "GetFlags", Read, "Get NVDIMM Flags") { Sizes = ("0", "8"), Source = "0.88s" },
            new(5, "GetLastBackupInfo", Read, "Last Backup Information") { Sizes = ("0", "8"), Source = "0.88s" },
            new(6, "GetCommandEffectLogSize", Read, "Vendor Specific Command Effect Log Size") { Sizes = ("0", "12"), Source = "0.88s" },
            new(7, "GetCommandEffectLog", Read, "Vendor Specific Command Effect Log") { Sizes = ("0", "8+8·n"), Source = "0.88s" },
            new(8, "PassThrough", Destructive, "Vendor Specific Command") { Sizes = ("8+n", "8+n"), Source = "0.88s" },
        ],
    };
}
