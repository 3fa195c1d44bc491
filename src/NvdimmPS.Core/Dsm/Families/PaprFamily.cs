using NvdimmPS.Kernel;
using static NvdimmPS.Dsm.DsmDanger;

namespace NvdimmPS.Dsm.Families;

/// <summary>IBM POWER's papr_scm: PDSM requests of papr_pdsm.h, one 192-byte structure in place, status a negated errno.</summary>
internal static class PaprFamily
{
    public static DsmFamily Create() => new("Papr", NdNodeKind.Dimm, 5, "IBM POWER storage class memory")
    {
        InPlace = true,
        StatusMask = 0xFFFFFFFF,
        Statuses = [new(0, "Success", "success", IsSuccess: true)],
        Functions =
        [
            new(1, "GetHealth", Read, "PAPR_PDSM_HEALTH") { Sizes = ("0", "192"), Source = "papr_pdsm.h" },
            new(2, "InjectSmart", Destructive, "PAPR_PDSM_SMART_INJECT") { Sizes = ("192", "192"), Source = "papr_pdsm.h" },
        ],
    };
}
