using NvdimmPS.Kernel;
using static NvdimmPS.Dsm.DsmDanger;

namespace NvdimmPS.Dsm.Families;

/// <summary>Microsoft "_DSM Interface for Byte Addressable Energy Backed Function Class (Function Interface 1)".</summary>
internal static class MsftFamily
{
    private const string Page = "Function Interface 1, function ";

    public static DsmFamily Create() => new("Msft", NdNodeKind.Dimm, 3, "Microsoft byte-addressable energy-backed (NVDIMM-N)")
    {
        Guid = new Guid("1ee68b36-d4bd-4a1a-9a16-4f8e53d46e05"),
        Statuses =
        [
            new(0, "Success", "success", IsSuccess: true),
            new(1, "NotSupported", "the function is not supported", NvdimmErrorKind.NotImplemented),
            new(2, "InvalidParameters", "the input parameters are invalid", NvdimmErrorKind.InvalidArgument),
            new(3, "I2CError", "communication with the DIMM failed (I2C)"),
            new(4, "FunctionSpecific", "a function-specific error: see the third byte of the status code"),
            new(5, "VendorSpecific", "a vendor-specific error: see the fourth byte of the status code"),
        ],
        Functions =
        [
            Function(1, "GetIdentification", Read, "Get NVDIMM-N Identification", "0", "52"),
            Function(2, "GetSaveOperationRequirements", Read, "Get Save Operation Energy Requirements", "0", "12"),
            Function(3, "GetEnergySourceIdentification", Read, "Get Energy Source Identification", "0", "19"),
            Function(4, "GetLastBackupInfo", Read, "Get Last Backup Information", "0", "12"),
            Function(5, "GetNvmThresholds", Read, "Get NVM Thresholds", "0", "6"),
            Function(6, "SetNvmLifetimeWarningThreshold", Write, "Set NVM Lifetime Percentage Warning Threshold", "1", "4"),
            Function(7, "GetEnergySourceThresholds", Read, "Get Energy Source Thresholds", "0", "8"),
            Function(8, "SetEnergySourceLifetimeWarningThreshold", Write, "Set Energy Source Lifetime Percentage Warning Threshold", "1", "4"),
            Function(9, "SetEnergySourceTemperatureWarningThreshold", Write, "Set Energy Source Temperature Warning Threshold", "1", "4"),
            Function(10, "GetCriticalHealthInfo", Read, "Get Critical Health Information", "0", "5"),
            Function(11, "GetNvdimmNHealth", Read, "Get NVDIMM-N Health Information", "0", "13"),
            Function(12, "GetEnergySourceHealth", Read, "Get Energy Source Health Information", "0", "11"),
            Function(13, "GetOperationalStatistics", Read, "Get Operational Statistics", "0", "32"),
            Function(14, "GetVendorLogPageSize", Read, "Get Vendor Log Page Size", "0", "8"),
            Function(15, "GetVendorLogPage", Read, "Get Vendor Log Page", "0", "4+n"),
            Function(16, "GetErrorInjectionStatus", Read, "Get Error Injection Enabled", "0", "5"),
            Function(17, "InjectError", Destructive, "Inject Errors", "4", "4"),
            Function(18, "GetInjectedErrors", Read, "Get Injected Errors", "0", "8"),
            Function(19, "EraseNvmImage", Destructive, "Initiate NVM Image Erase", "0", "4") with { IsSensitive = true },
            Function(20, "Arm", Write, "Arm", "0", "4"),
            Function(21, "FactoryReset", Destructive, "Reset to Factory Defaults", "0", "4") with { IsSensitive = true },
            Function(22, "StartFirmwareUpdate", Write, "Start Firmware Update", "1", "4"),
            Function(23, "SendFirmwareUpdateData", Write, "Send Firmware Update Data", "7+n", "4"),
            Function(24, "FinishFirmwareUpdate", Destructive, "Finish Firmware Update", "0", "4"),
            Function(25, "SelectFirmwareImageSlot", Destructive, "Select Firmware Image Slot", "1", "4") with { IsSensitive = true },
            Function(26, "GetFirmwareInfo", Read, "Get Firmware Information", "1", "6"),
            Function(27, "ReadI2C", Read, "I2C Read", "2", "5"),
            Function(28, "WriteI2C", Destructive, "I2C Write", "3", "4"),
            Function(29, "ReadTypedData", Read, "Read Typed Data", "4", "36"),
            Function(30, "WriteTypedData", Destructive, "Write Typed Data", "36", "4"),
            Function(31, "SetMemoryErrorCounters", Write, "Set Memory Error Counters", "2", "4"),
        ],
    };

    private static DsmFunction Function(uint number, string name, DsmDanger danger, string title, string input, string output) =>
        new(number, name, danger, title) { Sizes = (input, output), Source = Page + number };
}
