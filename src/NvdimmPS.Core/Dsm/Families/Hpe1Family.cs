using NvdimmPS.Kernel;
using static NvdimmPS.Dsm.DsmDanger;

namespace NvdimmPS.Dsm.Families;

/// <summary>HPE "NVDIMM-N _DSM Interface" 0.84s and 0.85.</summary>
internal static class Hpe1Family
{
    /// <summary>The status words of both HPE families.</summary>
    internal static readonly DsmStatusWord[] Statuses =
    [
        new(0, "Success", "success", IsSuccess: true),
        new(1, "NotSupported", "the function is not implemented", NvdimmErrorKind.NotImplemented),
        new(2, "InvalidInput", "the input parameters are invalid", NvdimmErrorKind.InvalidArgument),
        new(3, "Failed", "the function failed"),
        new(4, "VendorSpecific", "a vendor-specific error: see the upper half of the status code"),
    ];

    public static DsmFamily Create() => new("Hpe1", NdNodeKind.Dimm, 1, "HPE NVDIMM-N")
    {
        Guid = new Guid("9002c334-acf3-4c0e-9642-a235f0d53bc6"),
        Statuses = Statuses,
        Functions =
        [
            new(1, "GetSmart", Read, "SMART and Health") { Sizes = ("4", "132"), Source = "0.84s" },
            new(2, "GetSmartThreshold", Read, "SMART Threshold") { Sizes = ("0", "36"), Source = "0.84s" },
            new(4, "GetOsDataSize", Read, "Get OS Data Size") { Sizes = ("0", "12"), Source = "0.84s" },
            new(5, "GetOsData", Read, "Get OS Data") { Sizes = ("8", "4+n"), Source = "0.84s" },
            new(6, "SetOsData", Destructive, "Set OS Data") { Sizes = ("8+n", "4"), Source = "0.84s" },
            new(10, "GetIdentification", Read, "Identification") { Sizes = ("0", "48+2·n"), Source = "0.84s" },
            new(11, "GetEnergySourceIdentification", Read, "Energy Source Identification") { Sizes = ("0", "20"), Source = "0.84s" },
            new(12, "GetLastBackupInfo", Read, "Last Backup Information") { Sizes = ("0", "8"), Source = "0.84s" },
            new(13, "SetNvmLifetimeThreshold", Write, "Set NVM Lifetime Threshold") { Sizes = ("1", "4"), Source = "0.84s" },
            new(18, "GetErrorInjectionCapabilities", Read, "Query Error Injection Capabilities") { Sizes = ("0", "36"), Source = "0.84s" },
            new(19, "InjectError", Destructive, "Inject Error") { Sizes = ("2", "4"), Source = "0.84s" },
            new(20, "GetErrorInjectionStatus", Read, "Get Error Injection Status") { Sizes = ("0", "7"), Source = "0.84s" },
            new(21, "ReadI2C", Read, "I2C Read") { Sizes = ("2", "5"), Source = "0.85" },
            new(22, "WriteI2C", Destructive, "I2C Write") { Sizes = ("3", "4"), Source = "0.85" },
            new(23, "ReadI2CBlock", Read, "I2C Block Read") { Sizes = ("4", "36"), Source = "0.85" },
            new(24, "WriteI2CBlock", Destructive, "I2C Block Write") { Sizes = ("36", "4"), Source = "0.85" },
        ],
    };
}
