using NvdimmPS.Kernel;
using static NvdimmPS.Dsm.DsmDanger;

namespace NvdimmPS.Dsm.Families;

/// <summary>Intel "NVDIMM DSM Interface" V2.0 and V3.0: runtime firmware activation at the NVDIMM root device.</summary>
internal static class IntelBusFamily
{
    public static DsmFamily Create() => new("IntelBus", NdNodeKind.Bus, 1, "Intel runtime firmware activation")
    {
        Guid = new Guid("c7d8acd4-2df8-4b82-9f65-a325335af149"),
        Statuses =
        [
            new(0, "Success", "success", IsSuccess: true),
            new(1, "NotSupported", "the function is not supported", NvdimmErrorKind.NotImplemented),
            new(2, "InvalidInput", "the input parameters are invalid", NvdimmErrorKind.InvalidArgument),
            new(3, "HardwareError", "hardware error"),
            new(4, "RetrySuggested", "try again", NvdimmErrorKind.ResourceBusy),
            new(5, "UnknownReason", "failed for an unknown reason"),
            new(6, "FunctionSpecific", "a function-specific error: see the upper half of the status code"),
        ],
        Functions =
        [
            new(1, "GetFirmwareActivationInfo", Read, "Get Devices Runtime FW Activation Info") { IsSensitive = true, Sizes = ("0", "40"), Source = "V2.0" },
            new(2, "ActivateFirmware", Destructive, "Activate Firmware") { IsSensitive = true, Sizes = ("1", "4"), Source = "V2.0" },
        ],
    };
}
