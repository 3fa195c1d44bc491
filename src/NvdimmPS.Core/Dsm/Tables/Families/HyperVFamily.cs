using NvdimmPS.Abi;
using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>Microsoft "_DSM for Virtual NVDIMMs" 1.01 (region format interface code 0x1901).</summary>
internal static class HyperVFamily
{
    private static readonly DsmField Status = U32("Status", "0 is success");

    public static DsmFamily Create() => new(NdFamily.HyperV, nameof(NdFamily.HyperV), "Hyper-V virtual NVDIMM")
    {
        Source = "Microsoft \"_DSM for Virtual NVDIMMs\" 1.01 (region format interface code 0x1901)",
        Guid = new Guid("5746c5f2-a9a2-4264-ad0e-e4ddc9e09e80"),
        StatusMask = 0xFFFFFFFF,
        Statuses = [new(0, "Success", "success", IsSuccess: true)],
        Tables = [() =>
        [
            new(1, "GetHealthInformation", Read, "Get Health Information")
            {
                Source = "ndctl hyperv.h (1.01)",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Flags("Health", 4,
                        "No public names; libndctl: bits 0 and 1 critical, 2 fatal, 3 to 5 non-critical, the rest masked away")),
            },
            new(2, "GetUnsafeShutdownCount", Read, "Get Unsafe Shutdown Count")
            {
                Source = "ndctl hyperv.h (1.01)",
                Input = DsmLayout.Empty,
                Output = new(Status, U32("DirtyShutdownCount", "Unsafe shutdown count")),
            },
            new(3, "InjectError", Destructive, "Inject Error") { Sizes = ("?", "?"), Source = "1.01, layout not published" },
            new(4, "QueryInjectedErrors", Read, "Query Injected Errors") { Sizes = ("?", "?"), Source = "1.01, layout not published" },
        ]],
    };
}
