using NvdimmPS.Abi;
using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>Intel "NVDIMM DSM Interface" V2.0 and V3.0: runtime firmware activation at the NVDIMM root device.</summary>
internal static class IntelBusFamily
{
    private static readonly DsmField Status = U32("Status", "0 is success");

    public static DsmFamily Create() => new("IntelBus", NdNodeKind.Bus, 1, "Intel runtime firmware activation")
    {
        Source = "Intel \"NVDIMM DSM Interface\" V2.0 and V3.0",
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
        Tables = [() =>
        [
            new(1, "GetFirmwareActivationInfo", Read, "Get Devices Runtime FW Activation Info")
            {
                IsSensitive = true,
                Source = "V2.0 and V3.0, tables 2-1, 2-2",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Reserved(2),
                    Enum("ActivationState", 1, null, "Idle", "Armed", "Busy"),
                    Flags("Capability", 1, null, "PlatformManagedQuiesce", "OsManagedIoQuiesce", "WarmReset"),
                    U64("ActivationTime", "Estimated", "µs").ValidWhen("ActivationState", 0xff, 1),
                    U64("ProcessorQuiesceTime", "Estimated; 0 = no processor quiesce required", "µs").ValidWhen("ActivationState", 0xff, 1),
                    U64("IoQuiesceTime", "Estimated; 0 = no I/O quiesce required", "µs").ValidWhen("ActivationState", 0xff, 1),
                    U64("MaximumIoQuiesceTime", "What the platform supports", "µs")
                        .ValidWhen("ActivationState", 0xff, 1).NotReported(0, "information not available")),
            },
            new(2, "ActivateFirmware", Destructive, "Activate Firmware")
            {
                IsSensitive = true,
                Source = "V2.0 and V3.0, tables 2-1, 2-3, 2-4",
                Input = new(Enum("IoDeviceState", 1, null, "PlatformManagedQuiesce", "OsManagedIoQuiesce").Needed()),
                Output = new(Status),
                Statuses =
                [
                    new(0x10006, "NoDeviceArmed", "no armed devices"),
                    new(0x20006, "DeviceActivationFailed", "one or more armed devices failed to activate"),
                    new(0x30006, "NoNewFirmware", "no new firmware found"),
                    new(0x40006, "QuiesceTimeNotMet", "unable to meet the memory quiesce timing"),
                    new(0x50006, "DevicesNotIdle", "I/O devices are not idle"),
                    new(0x60006, "Aborted", "aborted: Linux header only (ND_INTEL_BUS_FWA_STATUS_ABORT), not in V3.0"),
                ],
            },
        ]],
    };
}
