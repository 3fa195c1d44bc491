using NvdimmPS.Abi;
using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;

namespace NvdimmPS.Dsm.Families;

/// <summary>HPE "NVDIMM-N _DSM Interface" 0.88s.</summary>
internal static class Hpe2Family
{
    private static readonly DsmField Status = U32("Status", "0 is success");

    public static DsmFamily Create() => new(NdFamily.Hpe2, nameof(NdFamily.Hpe2), "HPE NVDIMM-N, second interface")
    {
        Source = "HPE \"NVDIMM-N _DSM Interface\" 0.88s",
        Guid = new Guid("5008664b-b758-41a0-a03c-27c2f2d04f7e"),
        Statuses = Hpe1Family.Statuses,
        Tables = [() =>
        [
            new(1, "GetSmart", Read, "SMART and Health")
            {
                Source = "0.88s, tables 5-3, 5-4",
                Input = new(
                    Flags("RequestFlags", 4, "Input Validation Flags; 0 and 0xFFFFFFFF both mean the platform default")
                        .Values((0, "Health"), (1, "Temperature"), (2, "SparesRemaining"), (3, "AlarmTrips"), (4, "PercentageUsed"),
                            (5, "LastShutdownStatus"), (6, "Statistics"), (7, "HealthDetail"), (8, "EnergySource"), (9, "VendorData"),
                                (31, "NotifiedFields"))),
                Output = new(
                    Status,
                    U16("BufferSize", "Size of the output buffer, status included; reported on failures too", "bytes").OnFailureToo(),
                    U8("VersionMinor", "Reported on failures too").OnFailureToo(),
                    U8("VersionMajor", "Reported on failures too").OnFailureToo(),
                    Flags("ValidFlags", 4, null, "Health", "Temperature", "SparesRemaining", "AlarmTrips", "PercentageUsed",
                        "LastShutdownStatus", "Statistics", "HealthDetail", "EnergySource", "VendorData"),
                    Flags("HealthState", 1, "As in 0.85, each bit on its own; none is normal", "NonCritical", "Critical", "Fatal")
                        .ValidBit("ValidFlags", 0),
                    Temperature("Temperature").ValidBit("ValidFlags", 1).NotReported(0xFFFF, "-1, not implemented"),
                    U8("SparesRemaining", null, "%").ValidBit("ValidFlags", 2).NotReported(0xFF, "-1, not implemented"),
                    Flags("AlarmTrips", 2, null, "Temperature", "SparesRemaining", "LifetimeWarning", "LifetimeError",
                        "EnergySourceLifetimeWarning", "EnergySourceLifetimeError", "EnergySourceTemperatureWarning",
                            "EnergySourceTemperatureError").ValidBit("ValidFlags", 3),
                    U8("PercentageUsed", "Device Life", "%").ValidBit("ValidFlags", 4).NotReported(0xFF, "-1, not implemented"),
                    Flags("LastShutdownStatus", 1, null, "SaveSucceeded").ValidBit("ValidFlags", 5),
                    U16("LastSaveDuration", null, "s").ValidBit("ValidFlags", 6)
                        .NotReported(0, "0 unknown; -1 not implemented").NotReported(0xFFFF, "0 unknown; -1 not implemented"),
                    U16("LastRestoreDuration", null, "s").ValidBit("ValidFlags", 6)
                        .NotReported(0, "0 unknown; -1 not implemented").NotReported(0xFFFF, "0 unknown; -1 not implemented"),
                    U16("LastEraseDuration", null, "s").ValidBit("ValidFlags", 6)
                        .NotReported(0, "0 unknown; -1 not implemented").NotReported(0xFFFF, "0 unknown; -1 not implemented"),
                    U32("Saves").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("Restores").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("Erases").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("LifetimeSaves").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("LifetimeRestores").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("LifetimeErases").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U32("LifetimePowerCycles").ValidBit("ValidFlags", 6).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    Flags("ModuleHealth", 4, null, "EnergySourceFailure", "ControllerFailure", "UncorrectableErrorCount",
                        "CorrectableErrorCount", "SaveFailed", "RestoreFailed", "ArmFailed", "EraseFailed", "ConfigurationError",
                            "FirmwareError", "VendorError").ValidBit("ValidFlags", 7),
                    U32("EnergySourceHealthCheckPeriod", null, "s")
                        .ValidBit("ValidFlags", 7).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U8("EnergySourceLifetime", null, "%").ValidBit("ValidFlags", 8).NotReported(0xFF, "-1, not implemented"),
                    Temperature("EnergySourceTemperature").ValidBit("ValidFlags", 8).NotReported(0xFFFF, "-1, not implemented"),
                    Reserved(1),
                    U32("EnergySourceRuntime", "Seconds (hours in Hpe1)", "s")
                        .ValidBit("ValidFlags", 8).NotReported(0xFFFFFFFF, "-1, not implemented"),
                    U16("VendorDataSize", null, "bytes").ValidBit("ValidFlags", 9),
                    Tail("VendorData", countedBy: "VendorDataSize").ValidBit("ValidFlags", 9)),
            },
            new(2, "GetSmartThreshold", Read, "SMART Threshold")
            {
                Source = "0.88s, table 5-5",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Flags("AlarmControl", 2, "Bits 0 and 1 the other way round than AlarmTrips of function 1", "SparesRemaining",
                        "Temperature", "LifetimeWarning", "LifetimeError", "EnergySourceLifetimeWarning", "EnergySourceLifetimeError",
                            "EnergySourceTemperatureWarning", "EnergySourceTemperatureError"),
                    Temperature("Temperature"),
                    U8("SparesRemaining", null, "%"),
                    Reserved(3),
                    U8("NvmLifetimeWarning", null, "%"),
                    U8("NvmLifetimeError", null, "%"),
                    U8("EnergySourceLifetimeWarning", null, "%"),
                    U8("EnergySourceLifetimeError", null, "%"),
                    Reserved(4),
                    Temperature("EnergySourceTemperatureWarning"),
                    Temperature("EnergySourceTemperatureError"),
                    Reserved(8)),
            },
            new(3, "SetSmartThreshold", Write, "Set SMART Threshold")
            {
                Getter = 2,
                Source = "0.88s, tables 5-6, 5-7",
                Input = new(
                    U8("NvmLifetimeWarning", "Sent as 0x0F when not given", "%")
                        .NotReported(0x0F, "no threshold passed (as printed; 0xFF may be meant)").Range(0, 100).Default(15),
                    U8("EnergySourceLifetimeWarning", "Sent as 0x0F when not given", "%")
                        .NotReported(0x0F, "no threshold passed (as printed; 0xFF may be meant)").Range(0, 100).Default(15),
                    Temperature("EnergySourceTemperatureWarning", "Sent as 0x00FF when not given")
                        .NotReported(0x00FF, "no threshold passed (as printed; 0xFFFF may be meant)").Default(255)) { RequiresAny = true },
                Output = new(Status),
            },
            new(4, "GetFlags", Read, "Get NVDIMM Flags")
            {
                Source = "0.88s, table 5-8",
                Input = DsmLayout.Empty,
                Output = new(Status, Flags("Flags", 4, null, "FlushRequired")),
            },
            new(5, "GetLastBackupInfo", Read, "Last Backup Information")
            {
                Source = "0.88s, table 5-9",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Flags("BackupStatus", 1, null, "ImageValid", "Incomplete"),
                    Flags("BackupInitiation", 1, null, "SaveN", "ExternalSignal", "Cke", "Firmware", "ResetN"),
                    Reserved(1),
                    Flags("ControllerStatus", 1,
                        "The document prints offset 7; contiguous would be 6. The vectors have the same byte in both", "NotGoodToGo",
                            "SdramInitializationFault", "GeneralFault")),
            },
            new(6, "GetCommandEffectLogSize", Read, "Vendor Specific Command Effect Log Size")
            {
                Source = "0.88s, table 5-10",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    Reserved(4),
                    U32("MaxDataLength", "The document prints offset 8; contiguous would be 4. The vectors have the same word in both",
                        "bytes")),
            },
            new(7, "GetCommandEffectLog", Read, "Vendor Specific Command Effect Log")
            {
                Source = "0.88s, tables 5-11, 5-12",
                Input = DsmLayout.Empty,
                Output = new(
                    Status,
                    U16("OpcodeCount").Counts("Entries"),
                    Reserved(2),
                    Records("Entries", "OpcodeCount", "Entries", U32("Opcode"),
                        Flags("Effects", 4, null, "NoEffects", "SecurityStateChange", "ConfigurationChangeAfterReboot",
                            "ImmediateConfigurationChange", "QuiesceAllIo", "ImmediateDataChange", "TestMode", "DebugMode"))),
            },
            new(8, "PassThrough", Destructive, "Vendor Specific Command")
            {
                EffectLog = 7,
                HasVendorPayload = true,
                Source = "0.88s, tables 5-13, 5-14",
                Input = new(
                    U32("Opcode").Needed(),
                    U32("Length", "Bytes of Data; computed when not given", "bytes").Counts("Data"),
                    Tail("Data", countedBy: "Length")),
                Output = new(Status, U32("Length", null, "bytes"), Tail("Data", countedBy: "Length")),
            },
        ]],
    };
}
