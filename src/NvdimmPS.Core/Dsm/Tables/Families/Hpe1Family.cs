using NvdimmPS.Abi;
using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>HPE "NVDIMM-N _DSM Interface" 0.84s and 0.85.</summary>
internal static class Hpe1Family
{
    /// <summary>Tables 5-17: what can be injected; 128 to 255 are the vendor's.</summary>
    private static readonly (ulong Value, string Word)[] ErrorTypes =
    [
        (1, "NonCriticalDeviceError"), (2, "CriticalDeviceError"), (3, "FatalDeviceError"), (4, "BackupError"),
        (5, "RestoreError"), (6, "EraseError"), (7, "ArmError"), (8, "BadBlock"),
        (9, "EnergySourceError"), (10, "EnergySourceLowCharge"), (11, "EnergySourceTemperatureWarning"),
            (12, "EnergySourceTemperatureError"),
        (13, "EnergySourceLifetimeWarning"), (14, "EnergySourceLifetimeError"), (15, "LifetimeWarning"), (16, "LifetimeError"),
        (17, "FirmwareUpdateError"), (18, "ControllerError"),
    ];

    private static readonly DsmField Status = U32("Status", "0 is success");

    /// <summary>The status words of both HPE families.</summary>
    internal static readonly DsmStatusWord[] Statuses =
    [
        new(0, "Success", "success", IsSuccess: true),
        new(1, "NotImplemented", "the function is not implemented", NvdimmErrorKind.NotImplemented),
        new(2, "InvalidInput", "the input parameters are invalid", NvdimmErrorKind.InvalidArgument),
        new(3, "OperationFailed", "the function failed"),
        new(4, "VendorSpecific", "a vendor-specific error: see the upper half of the status code"),
    ];

    public static DsmFamily Create() => new(NdFamily.Hpe1, nameof(NdFamily.Hpe1), "HPE NVDIMM-N")
    {
        Source = "HPE \"NVDIMM-N _DSM Interface\" 0.84s and 0.85",
        Guid = new Guid("9002c334-acf3-4c0e-9642-a235f0d53bc6"),
        Statuses = Statuses,
        Tables = [() =>
        [
            new(1, "GetSmart", Read, "SMART and Health")
            {
                Source = "0.84s and 0.85, tables 5-3, 5-4, 5-5",
                Input = new(
                    Flags("RequestFlags", 4, "Input Validation Flags; 0 and 0xFFFFFFFF both mean the platform default; bit 10 only in 0.85")
                        .Values((0, "Health"), (1, "Temperature"), (2, "SparesRemaining"), (3, "AlarmTrips"), (4, "PercentageUsed"),
                            (5, "LastShutdownStatus"), (6, "Statistics"), (7, "HealthDetail"), (8, "EnergySource"), (9, "VendorData"),
                                (10, "FailureCounts"), (31, "NotifiedFields"))),
                Output = new(
                    Status,
                    Flags("ValidFlags", 4, "Bit 10 only in 0.85", "Health", "Temperature", "SparesRemaining", "AlarmTrips",
                        "PercentageUsed", "LastShutdownStatus", "Statistics", "HealthDetail", "EnergySource", "VendorData",
                            "FailureCounts"),
                    Flags("HealthState", 1, "Bits 0 to 2 of the summary, each on its own; none is normal", "NonCritical", "Critical",
                        "Fatal").ValidBit("ValidFlags", 0),
                    Temperature("Temperature").ValidBit("ValidFlags", 1).NotReported(0xFFFF, "-1, not implemented"),
                    U8("SparesRemaining", null, "%").ValidBit("ValidFlags", 2).NotReported(0xFF, "-1, not implemented"),
                    Flags("AlarmTrips", 2, null, "Temperature", "SparesRemaining", "LifetimeWarning", "LifetimeError",
                        "EnergySourceLifetimeWarning", "EnergySourceLifetimeError", "EnergySourceTemperatureWarning",
                            "EnergySourceTemperatureError").ValidBit("ValidFlags", 3),
                    U8("PercentageUsed", null, "%").ValidBit("ValidFlags", 4).NotReported(0xFF, "-1, not implemented"),
                    Flags("LastShutdownStatus", 1, null).Values((1, "SaveSucceeded")).ValidBit("ValidFlags", 5),
                    U16("LastSaveDuration", null, "s").ValidBit("ValidFlags", 6)
                        .NotReported(0, "0 unknown; -1 not implemented").NotReported(0xFFFF, "0 unknown; -1 not implemented"),
                    U16("LastRestoreDuration", null, "s").ValidBit("ValidFlags", 6)
                        .NotReported(0, "0 unknown; -1 not implemented").NotReported(0xFFFF, "0 unknown; -1 not implemented"),
                    U16("LastEraseDuration", null, "s").ValidBit("ValidFlags", 6)
                        .NotReported(0, "0 unknown; -1 not implemented").NotReported(0xFFFF, "0 unknown; -1 not implemented"),
                    Reserved(2),
                    U32("Saves", "Since the last power-on").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("Restores", "Since the last power-on").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("Erases", "Since the last power-on").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("LifetimeSaves").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("LifetimeRestores").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("LifetimeErases").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("LifetimePowerCycles").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    Flags("ModuleHealth", 4, "Bit 11 only in 0.85", "EnergySourceFailure", "ControllerFailure", "UncorrectableErrorCount",
                        "CorrectableErrorCount", "SaveFailed", "RestoreFailed", "ArmFailed", "EraseFailed", "ConfigurationError",
                            "FirmwareError", "VendorError", "EnergySourceCharging").ValidBit("ValidFlags", 7),
                    U32("EnergySourceHealthCheckPeriod", null, "s").ValidBit("ValidFlags", 7).NotReported(0,
                        "0 host-managed (0.85); -1 not implemented").NotReported(0xFFFFFFFF, "0 host-managed (0.85); -1 not implemented"),
                    U8("EnergySourceLifetime", null, "%").ValidBit("ValidFlags", 8).NotReported(0xFF, "-1, not implemented"),
                    Temperature("EnergySourceTemperature").ValidBit("ValidFlags", 8).NotReported(0xFFFF, "-1, not implemented"),
                    Reserved(1),
                    U16("EnergySourceRuntime",
                        "0.85 lets it stay at 0xFFFF when it overflows, 0.84 makes -1 not implemented: null is taken", "h")
                            .ValidBit("ValidFlags", 8).NotReported(0, "0 host-managed (0.85); -1 not implemented")
                                .NotReported(0xFFFF, "0 host-managed (0.85); -1 not implemented"),
                    U16("VendorDataSize", null, "bytes").ValidBit("ValidFlags", 9),
                    Bytes("VendorData", 60,
                        "The first VendorDataSize bytes; at most 60 (0.84), but at most 28 when ValidFlags has FailureCounts (0.85)")
                            .CountedBy("VendorDataSize").ValidBit("ValidFlags", 9).ShorterWhen("ValidFlags", 10, 28),
                    U64("FailedSaves", "0.85; lies within the vendor area of 0.84")
                        .ValidBit("ValidFlags", 10).NotReported(0xFFFFFFFFFFFFFFFF, "-1, not implemented").Over(96),
                    U64("FailedRestores", "0.85; lies within the vendor area of 0.84")
                        .ValidBit("ValidFlags", 10).NotReported(0xFFFFFFFFFFFFFFFF, "-1, not implemented").Over(104),
                    U64("FailedArms", "0.85; lies within the vendor area of 0.84")
                        .ValidBit("ValidFlags", 10).NotReported(0xFFFFFFFFFFFFFFFF, "-1, not implemented").Over(112),
                    U64("FailedFlushes", "0.85; lies within the vendor area of 0.84")
                        .ValidBit("ValidFlags", 10).NotReported(0xFFFFFFFFFFFFFFFF, "-1, not implemented").Over(120)),
            },
            new(2, "GetSmartThreshold", Read, "SMART Threshold")
            {
                Source = "0.84s and 0.85, table 5-5",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Flags("AlarmControl", 2, null, "Temperature", "SparesRemaining", "LifetimeWarning", "LifetimeError",
                        "EnergySourceLifetimeWarning", "EnergySourceLifetimeError", "EnergySourceTemperatureWarning",
                            "EnergySourceTemperatureError"),
                    Temperature("Temperature"),
                    U8("SparesRemaining", null, "%"),
                    Reserved(3),
                    U8("NvmLifetimeWarning", null, "%"),
                    U8("NvmLifetimeError", null, "%"),
                    Reserved(6),
                    U8("EnergySourceLifetimeWarning", null, "%"),
                    U8("EnergySourceLifetimeError", null, "%"),
                    U8("EnergySourceTemperatureWarning", "Eight bits without a stated unit; whole degrees taken", "°C"),
                    U8("EnergySourceTemperatureError", "As the warning", "°C"),
                    Reserved(4),
                    Reserved(8)),
            },
            new(4, "GetOsDataSize", Read, "Get OS Data Size")
            {
                Source = "0.84s and 0.85, table 5-6",
                Input = DsmLayout.Empty,
                Output = new(Status, U32("DataAreaSize", null, "bytes"), U32("MaxTransferLength", null, "bytes")),
            },
            new(5, "GetOsData", Read, "Get OS Data")
            {
                Source = "0.84s and 0.85, tables 5-7, 5-8",
                Input = new(U32("Offset", null, "bytes").Needed(), U32("Length", null, "bytes").Needed()),
                Output = new(Status, Tail("Data", "As many as Length asked for")),
            },
            new(6, "SetOsData", Destructive, "Set OS Data")
            {
                Getter = 5,
                Source = "0.84s and 0.85, tables 5-9, 5-10",
                Input = new(
                    U32("Offset", null, "bytes").Needed(),
                    U32("Length", "Bytes of Data; computed when not given", "bytes").Counts("Data"),
                    Tail("Data", countedBy: "Length").Needed()),
                Output = new(Status),
            },
            new(10, "GetIdentification", Read, "Identification")
            {
                Source = "0.84s and 0.85, table 5-11",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    U8("SpecificationRevision", "JEDEC: bits 3:0 minor, 7:4 major"),
                    U8("StandardPageCount"),
                    U32("HardwareRevision"),
                    Flags("BackupTriggers", 1, null, "Cke", "ExternalSignal", "TwelveVolt", "I2CRegister", "SaveN"),
                    U16("MaximumRetries", "Four bits each: 3:0 save, 7:4 restore, 11:8 erase, 15:12 reset"),
                    Reserved(3),
                    U32("SaveTimeout", null, "ms"),
                    U32("RestoreTimeout", null, "ms"),
                    U32("EraseTimeout", null, "ms"),
                    U32("ArmTimeout", null, "ms"),
                    U32("FirmwareTimeout", null, "ms"),
                    U32("RegionBlockSize", null, "bytes"),
                    Temperature("MinimumTemperature"),
                    Temperature("MaximumTemperature"),
                    U8("CurrentFirmwareSlot"),
                    Reserved(1),
                    U16("FirmwareSlotCount").Counts("FirmwareSlots"),
                    Records("FirmwareSlots", "FirmwareSlotCount", "One a slot", U16("FirmwareRevision"))),
            },
            new(11, "GetEnergySourceIdentification", Read, "Energy Source Identification")
            {
                Source = "0.84s and 0.85, table 5-12",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Enum("EnergySourcePolicy", 1, null).Values((1, "DeviceManaged"), (2, "HostManaged")).NotReported(0, "unknown"),
                    Flags("Attributes", 1, null, "OnModule", "Tethered", "Shared"),
                    Flags("Technology", 1, null, "Undefined", "SuperCapacitor", "Battery", "HybridCapacitor"),
                    Reserved(1),
                    U16("HardwareRevision"),
                    U16("FirmwareRevision"),
                    U32("ChargeTimeout", null, "ms"),
                    Temperature("MinimumTemperature"),
                    Temperature("MaximumTemperature")),
            },
            new(12, "GetLastBackupInfo", Read, "Last Backup Information")
            {
                Source = "0.84s and 0.85, table 5-13",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Enum("BackupImage", 1, "Any value but 0: a valid image", "Invalid").Otherwise("Valid"),
                    Enum("BackupCompletion", 1, "Any value but 0: the backup did not complete", "Complete").Otherwise("Incomplete"),
                    Flags("BackupInitiation", 1, null, "SaveN", "ExternalSignal", "Cke", "Firmware", "ResetN"),
                    Flags("ControllerStatus", 1, "NotGoodToGo: initiated with Good To Go = 0", "NotGoodToGo", "SdramInitializationFault",
                        "GeneralFault")),
            },
            new(13, "SetNvmLifetimeThreshold", Write, "Set NVM Lifetime Threshold")
            {
                Getter = 2,
                Source = "0.84s and 0.85, tables 5-14, 5-15",
                Input = new(U8("NvmLifetimeWarning", null, "%").Range(0, 100).Needed()),
                Output = new(Status),
            },
            new(18, "GetErrorInjectionCapabilities", Read, "Query Error Injection Capabilities")
            {
                Source = "0.84s and 0.85, tables 5-16, 5-17",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Flags("ErrorTypes", 32, "256 bits: bit n (byte n/8, bit n mod 8) = error type n; 128 to 255 vendor-defined")
                        .Values(ErrorTypes)),
            },
            new(19, "InjectError", Destructive, "Inject Error")
            {
                Source = "0.84s and 0.85, tables 5-17, 5-18, 5-19",
                Input = new(
                    Enum("ErrorType", 1, "128 to 255 vendor-defined: no words; sending them is left open").Values(ErrorTypes).Needed(),
                    Enum("Option", 1, "128 to 255 vendor-defined", "Single", "Persistent", "Clear")),
                Output = new(Status),
            },
            new(20, "GetErrorInjectionStatus", Read, "Get Error Injection Status")
            {
                Source = "0.84s and 0.85, table 5-20",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Enum("InjectionStatus", 1, null, "None", "Injected", "Pending"),
                    Enum("ErrorType", 1, null).Values(ErrorTypes).ValidUnless("InjectionStatus", 0xff, 0),
                    Enum("Option", 1, "0 and 1; all others reserved", "Single", "Persistent").ValidUnless("InjectionStatus", 0xff, 0)),
            },
            new(21, "ReadI2C", Read, "I2C Read")
            {
                Source = "0.84s and 0.85, tables 5-21, 5-22",
                Input = new(U8("Page").Needed(), U8("Offset").Needed()),
                Output = new(Status, U8("Value", "The register")),
            },
            new(22, "WriteI2C", Destructive, "I2C Write")
            {
                Source = "0.84s and 0.85, tables 5-23, 5-24",
                Input = new(U8("Page").Needed(), U8("Offset").Needed(), U8("Value").Needed()),
                Output = new(Status),
            },
            new(23, "ReadI2CBlock", Read, "I2C Block Read")
            {
                Source = "0.84s and 0.85, tables 5-25, 5-26",
                Input = new(
                    U8("DataType", "JEDEC TYPED_BLOCK_DATA: 1 firmware image, 2 vendor log page, 201 to 255 vendor").Needed(),
                    U16("RegionId").Needed(),
                    U8("BlockId").Needed()),
                Output = new(Status, Bytes("Data", 32)),
            },
            new(24, "WriteI2CBlock", Destructive, "I2C Block Write")
            {
                Source = "0.84s and 0.85, tables 5-27, 5-28",
                Input = new(
                    U8("DataType", "JEDEC TYPED_BLOCK_DATA: 1 firmware image, 2 vendor log page, 201 to 255 vendor").Needed(),
                    U16("RegionId").Needed(),
                    U8("BlockId").Needed(),
                    Bytes("Data", 32, "Exactly 32 bytes, nothing is padded").Needed()),
                Output = new(Status),
            },
        ]],
    };
}
