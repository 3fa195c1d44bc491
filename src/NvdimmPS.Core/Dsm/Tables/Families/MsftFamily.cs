using NvdimmPS.Abi;
using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>Microsoft "_DSM Interface for Byte Addressable Energy Backed Function Class (Function Interface 1)".</summary>
internal static class MsftFamily
{
    internal static readonly DsmField Status = U32("Status", "0 is success");

    public static DsmFamily Create() => new(NdFamily.Msft, nameof(NdFamily.Msft), "Microsoft byte-addressable energy-backed (NVDIMM-N)")
    {
        Source = "Microsoft \"_DSM Interface for Byte Addressable Energy Backed Function Class (Function Interface 1)\"",
        Guid = new Guid("1ee68b36-d4bd-4a1a-9a16-4f8e53d46e05"),
        FunctionStatusMask = 0x00FFFFFF, // byte 3 is the vendor's own
        Statuses =
        [
            new(0, "Success", "success", IsSuccess: true),
            new(1, "NotSupported", "the function is not supported", NvdimmErrorKind.NotImplemented),
            new(2, "InvalidInput", "the input parameters are invalid", NvdimmErrorKind.InvalidArgument),
            new(3, "I2CCommunicationError", "communication with the DIMM failed (I2C)"),
            new(4, "FunctionSpecific", "a function-specific error: see the third byte of the status code"),
            new(5, "VendorSpecific", "a vendor-specific error: see the fourth byte of the status code"),
        ],
        Tables = [() =>
        [
            new(1, "GetIdentification", Read, "Get NVDIMM-N Identification")
            {
                Source = "Function Interface 1, function 1",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    U8("SpecificationRevision", "JEDEC SPECREV; high nibble major, low nibble minor"),
                    U8("StandardPageCount"),
                    U8("FirstVendorPage"),
                    U8("VendorPageCount"),
                    U32("HardwareRevision", "Byte 0 is HWREV, bytes 1 to 3 reserved"),
                    U16("FirmwareRevision", "Revision of the running slot"),
                    U8("CurrentFirmwareSlot"),
                    U8("FirmwareSlotCount", "2 for JEDEC devices"),
                    U8("Capabilities", "JEDEC CAPABILITIES0 (the page also names CAPABILITIES1 as \"byte 1\" of this one-byte field)"),
                    U8("BackupTriggers", "JEDEC CSAVE_TRIGGER_SUPPORT"),
                    U8("MaximumRetries", "JEDEC HOST_MAX_OPERATION_RETRY"),
                    U8("NotificationEvents", "JEDEC EVENT_NOTIFICATION_SUPPORT"),
                    Duration("SaveTimeout", 4),
                    Duration("RestoreTimeout", 4),
                    Duration("EraseTimeout", 4),
                    Duration("ArmTimeout", 4),
                    Duration("FirmwareTimeout", 4),
                    U32("AbortTimeout", "As the register has it: 8 bits, the unit is in CAPABILITIES1"),
                    U16("MinimumTemperature", null, "°C"),
                    U16("MaximumTemperature", null, "°C"),
                    U32("RegionBlockSize", null, "× 32 bytes")),
            },
            new(2, "GetSaveOperationRequirements", Read, "Get Save Operation Energy Requirements")
            {
                Source = "Function Interface 1, function 2",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    U16("AveragePower", null, "mW"),
                    U16("IdlePower", "Power needed after the save completes", "mW"),
                    U16("MinimumVoltage", null, "mV"),
                    U16("MaximumVoltage", null, "mV")),
                Statuses = [new(0x10004, "NotReported", "The NVDIMM-N does not report save operation requirements")],
            },
            new(3, "GetEnergySourceIdentification", Read, "Get Energy Source Identification")
            {
                Source = "Function Interface 1, function 3",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    U8("EnergySourcePolicy",
                        "JEDEC ENERGY_SOURCE_POLICY; the page says 0 = device-managed, 1 = host-managed in one place and names the "
                            + "register (a bit mask of what is supported) in another, so the number is given as it is"),
                    U16("HardwareRevision", "Device-managed part (0 when host-managed)"),
                    U16("FirmwareRevision", "Device-managed part"),
                    U8("HealthCheckFrequency", "Device-managed part; JEDEC AUTO_ES_HEALTH_FREQUENCY"),
                    U16("ChargeTimeout", "Device-managed part; greater than 0 there", "s"),
                    U8("MinimumTemperature", "Device-managed part", "°C"),
                    U8("MaximumTemperature", "Device-managed part", "°C"),
                    U8("Attributes", "Device-managed part; JEDEC ES_ATTRIBUTES"),
                    Flags("Technology", 1, "Device-managed part; JEDEC ES_TECH, the same binary layout as the host-managed mask",
                        "Undefined", "SuperCapacitor", "Battery", "HybridCapacitor"),
                    U8("HostHealthCheckFrequency", "Host-managed part (0 when device-managed)"),
                    U8("HostAttributes", "Host-managed part; JEDEC HOST_MANAGED_ES_ATTRIBUTES"),
                    Flags("HostTechnology", 1, "Host-managed part", "Undefined", "SuperCapacitor", "Battery", "HybridCapacitor")),
            },
            new(4, "GetLastBackupInfo", Read, "Get Last Backup Information")
            {
                Source = "Function Interface 1, function 4",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Flags("TriggerInfo", 4, "Byte 0 JEDEC CSAVE_INFO0", "NvmDataValid", "StartSaveCommand", "SaveN", "ResetN"),
                    Flags("SaveFailureInfo", 4, "Bytes 0 and 1 JEDEC CSAVE_FAIL_INFO0/1", "VoltageRegulatorFailed", "VddLost", "VppLost",
                        "VttLost", "DramNotSelfRefresh", "ControllerHardwareError", "NvmControllerError", "NvmMediaError",
                            "NotEnoughEnergyForSave", "PartialDataSaved", "SaveAborted", "NoSaveN", "InsufficientSaveN", "NoResetN",
                                "SecurityError")),
            },
            new(5, "GetNvmThresholds", Read, "Get NVM Thresholds")
            {
                Source = "Function Interface 1, function 5",
                Input = DsmLayout.Empty,
                Output = new(Status, U8("NvmLifetimeWarning", null, "%"), U8("NvmLifetimeError", null, "%")),
            },
            new(6, "SetNvmLifetimeWarningThreshold", Write, "Set NVM Lifetime Percentage Warning Threshold")
            {
                Getter = 5,
                Source = "Function Interface 1, function 6",
                Input = new(U8("NvmLifetimeWarning", null, "%").Range(0, 100).Needed()),
                Output = new(Status),
            },
            new(7, "GetEnergySourceThresholds", Read, "Get Energy Source Thresholds")
            {
                Source = "Function Interface 1, function 7",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    U8("EnergySourceLifetimeWarning", null, "%"),
                    U8("EnergySourceLifetimeError", null, "%"),
                    U8("EnergySourceTemperatureWarning",
                        "The page says \"percentage value\"; function 9 sets the same register in degrees Celsius", "°C"),
                    U8("EnergySourceTemperatureError", null, "°C")),
            },
            new(8, "SetEnergySourceLifetimeWarningThreshold", Write, "Set Energy Source Lifetime Percentage Warning Threshold")
            {
                Getter = 7,
                Source = "Function Interface 1, function 8",
                Input = new(U8("EnergySourceLifetimeWarning", null, "%").Range(0, 100).Needed()),
                Output = new(Status),
                Statuses = [new(0x10004, "ThresholdsNotSupported", "the platform does not support energy source thresholds")],
            },
            new(9, "SetEnergySourceTemperatureWarningThreshold", Write, "Set Energy Source Temperature Warning Threshold")
            {
                Getter = 7,
                Source = "Function Interface 1, function 9",
                Input = new(U8("EnergySourceTemperatureWarning", null, "°C").Range(0, 255).Needed()),
                Output = new(Status),
                Statuses = [new(0x10004, "ThresholdsNotSupported", "the platform does not support energy source thresholds")],
            },
            new(10, "GetCriticalHealthInfo", Read, "Get Critical Health Information")
            {
                Source = "Function Interface 1, function 10",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Flags("CriticalHealth", 1, "JEDEC MODULE_HEALTH", "PersistencyLostError", "WarningThresholdExceeded",
                        "PersistencyRestored", "BelowWarningThreshold", "PermanentHardwareFailure", "EventNLow")),
            },
            new(11, "GetNvdimmNHealth", Read, "Get NVDIMM-N Health Information")
            {
                Source = "Function Interface 1, function 11",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Flags("ModuleHealth", 2, "JEDEC MODULE_HEALTH_STATUS0/1", "VoltageRegulatorFailed", "VddLost", "VppLost", "VttLost",
                        "DramNotSelfRefresh", "ControllerHardwareError", "NvmControllerError", "NvmLifetimeError",
                            "NotEnoughEnergyForSave", "InvalidFirmwareError", "ConfigurationDataError", "NoEnergySourcePresent",
                                "EnergySourcePolicyNotSet", "EnergySourceHardwareFailure", "EnergySourceHealthAssessmentError"),
                    U16("Temperature", "0 is the least", "°C"),
                    Flags("ErrorThresholdStatus", 1, null, "NvmLifetime", "EnergySourceLifetime", "EnergySourceTemperature"),
                    Flags("WarningThresholdStatus", 1, null, "NvmLifetime", "EnergySourceLifetime", "EnergySourceTemperature"),
                    U8("NvmLifetime", "Remaining lifetime", "%"),
                    U8("UncorrectableErrorCount"),
                    U8("CorrectableErrorThresholdCount", "Correctable errors above threshold, events")),
            },
            new(12, "GetEnergySourceHealth", Read, "Get Energy Source Health Information")
            {
                Source = "Function Interface 1, function 12",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    U8("EnergySourceLifetime", null, "%"),
                    U16("EnergySourceTemperature", "0 is the least (some Micron modules give 1/16 °C here: not conforming, not corrected)",
                        "°C"),
                    U32("EnergySourceRuntime", "Bytes 2 and 3 reserved in the register", "h")),
                Statuses = [new(0x10004, "HealthNotAvailable", "The platform does not support ES health information")],
            },
            new(13, "GetOperationalStatistics", Read, "Get Operational Statistics")
            {
                Source = "Function Interface 1, function 13",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Duration("LastSaveDuration", 4),
                    Duration("LastRestoreDuration", 4),
                    Duration("LastEraseDuration", 4),
                    U32("LifetimeSaves"),
                    U32("LifetimeRestores"),
                    U32("LifetimeErases"),
                    U32("LifetimePowerCycles")),
            },
            new(14, "GetVendorLogPageSize", Read, "Get Vendor Log Page Size")
            {
                Source = "Function Interface 1, function 14",
                Input = DsmLayout.Empty,
                Output = new(Status, U32("VendorLogPageSize", "Byte 0 JEDEC VENDOR_LOG_PAGE_SIZE", "× 32 bytes")),
            },
            new(15, "GetVendorLogPage", Read, "Get Vendor Log Page")
            {
                Source = "Function Interface 1, function 15",
                Input = DsmLayout.Empty,
                Output = new(Status, Tail("Data", "All that follows; its length is what function 14 says × 32")),
            },
            new(16, "GetErrorInjectionStatus", Read, "Get Error Injection Enabled")
            {
                Source = "Function Interface 1, function 16",
                Input = DsmLayout.Empty,
                Output = new(Status, Enum("ErrorInjection", 1, null, "Disabled", "Enabled")),
            },
            new(17, "InjectError", Destructive, "Inject Errors")
            {
                Source = "Function Interface 1, function 17",
                Input = new(
                    U8("OperationFailures",
                        "JEDEC INJECT_OPS_FAILURES; bit 7 = INJECT_BAD_BLOCKS; the other bits are not in a public document, so the "
                            + "number is given as it is"),
                    U8("BadBlockCapacity", "JEDEC INJECT_BAD_BLOCK_CAP when bit 7 of OperationFailures is set, else 0"),
                    U8("EnergySourceFailures", "JEDEC INJECT_ES_FAILURES"),
                    U8("FirmwareUpdateFailures", "JEDEC INJECT_FW_FAILURES")) { RequiresAny = true },
                Output = new(Status),
                Statuses =
                [
                    new(0x10004, "InjectionDisabled", "error injection is disabled"),
                    new(0x20004, "SomeNotSupported", "one or more errors could not be injected: not supported"),
                ],
            },
            new(18, "GetInjectedErrors", Read, "Get Injected Errors")
            {
                Source = "Function Interface 1, function 18",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    U8("OperationFailures",
                        "JEDEC INJECT_OPS_FAILURES; bit 7 = INJECT_BAD_BLOCKS; the other bits are not in a public document, so the "
                            + "number is given as it is"),
                    U8("BadBlockCapacity", "JEDEC INJECT_BAD_BLOCK_CAP when bit 7 of OperationFailures is set, else 0"),
                    U8("EnergySourceFailures", "JEDEC INJECT_ES_FAILURES"),
                    U8("FirmwareUpdateFailures", "JEDEC INJECT_FW_FAILURES")),
            },
            .. MsftMaintenance.Create(),
        ]],
    };
}
