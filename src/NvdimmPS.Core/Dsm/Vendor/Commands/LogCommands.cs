using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;
using static NvdimmPS.Dsm.Vendor.Commands.IdentityCommands;
using static NvdimmPS.Dsm.Vendor.Commands.SettingCommands;
using static NvdimmPS.Dsm.Vendor.VendorField;

namespace NvdimmPS.Dsm.Vendor.Commands;

/// <summary>Opcode 08: health, firmware, counters, errors.</summary>
internal static class LogCommands
{
    private static readonly string[] Alarms = ["PercentageRemaining", "MediaTemperature", "ControllerTemperature"];

    public static VendorCommand[] All =>
    [
        new(0x08, 0x00, "GetHealthLog", Read, "Get Log: SMART and Health")
        {
            Source = Ipmctl + ": PT_PAYLOAD_SMART_AND_HEALTH", Input = [], Output = HealthLog.Fields,
        },
        new(0x08, 0x01, "GetFirmwareImageInfo", Read, "Get Log: FW Image Info")
        {
            Source = Ipmctl + ": PT_PAYLOAD_FW_IMAGE_INFO",
            Input = [],
            Output =
            [
                Revision("FirmwareVersion", "The firmware that runs"),
                Reserved(1),
                Pages4K("MaxImageSize", 2, "Largest image, stored in units of 4 KiB"),
                Reserved(8),
                Revision("StagedFirmwareVersion", "The firmware that runs after the next reset"),
                Switch("StagedFirmwareActivatable", "Whether it can be activated without a reset"),
                Enum("LastUpdateStatus", 1, "How the last update went", "None", "Staged", "Loaded", "Failed"),
                Enum("QuiesceRequired", 1, "Whether the host must stop using the module", "No", "Yes"),
                U16("ActivationTime", "How long an activation takes", "ms"),
            ],
        },
        new(0x08, 0x02, "GetDebugLog", Read, "Get Log: FW Debug Log")
        {
            Source = Ipmctl,
            Input =
            [
                Enum("LogAction", 1, "What is asked for", "Size", "Media", "Sram", "Spi"), U32("LogPageOffset", "Which piece"),
                Enum("PayloadType", 1, "Where the answer goes", "Large", "Small").Default(1),
            ],
            Forms =
            [
                new VendorForm("size", When("LogAction", 0), U8("LogSize", "Size of the log", "MiB")),
                new VendorForm("piece", When("PayloadType", 1), Tail("LogData", "A piece of the log, in the firmware's own code")),
            ],
        },
        new(0x08, 0x03, "GetMemoryInfo", Read, "Get Log: Memory Info")
        {
            Source = Ipmctl,
            Input = [U8("Page", "0 counts since the power came, 1 for life, 3 injections, 4 power").Needed()],
            Forms =
            [
                new VendorForm("page 0", When("Page", 0), Counter("MediaReads", "Reads of the media, 64 bytes each, since the power came"),
                    Counter("MediaWrites", "Writes of the media, 64 bytes each"), Counter("ReadRequests", "Reads by the host"),
                    Counter("WriteRequests", "Writes by the host")),
                new VendorForm("page 1", When("Page", 1), Counter("TotalMediaReads", "Reads of the media, 64 bytes each, for life"),
                    Counter("TotalMediaWrites", "Writes of the media, 64 bytes each"), Counter("TotalReadRequests", "Reads by the host"),
                    Counter("TotalWriteRequests", "Writes by the host")),
                new VendorForm("page 3", When("Page", 3),
                    Flags("ErrorInjectStatus", 4, "What is injected", "InjectionEnabled", "MediaTemperature", "SoftwareTrigger"),
                    U32("PoisonInjections", "How often poison was injected"), U32("PoisonClears", "How often it was cleared"),
                    U32("MediaTemperatureInjections", "How often a temperature was injected"),
                    U32("SoftwareTriggers", "How often a software trigger was used"),
                    Flags("SoftwareTriggersEnabledDetails", 8, "Software triggers that are on", Triggers)),
                new VendorForm("page 4", When("Page", 4), U16("DcpmmAveragePower", "Average power", "mW").From(2, 0),
                    U16("AveragePower12V", "Average power at 12 V", "mW").From(2, 0).Before(3, 0),
                    U16("AveragePower1_2V", "Average power at 1.2 V", "mW").From(2, 0).Before(3, 0)),
            ],
        },
        new(0x08, 0x04, "GetLongOperationStatus", Read, "Get Log: Long Operation Status")
        {
            Source = Ipmctl + ": PT_OUTPUT_PAYLOAD_FW_LONG_OP_STATUS",
            Input = [],
            Output =
            [
                U8("CmdOpcode", "The command that started it"),
                U8("CmdSubOpcode", "Its sub-opcode"),
                U16("Percent", "How much is done", "%"),
                U32("EstimatedTimeLeft", "How long it will take; the unit is not published"),
                Enum("OperationStatus", 1, "How it stands").Values((0, "Completed"), (5, "Running"), (0xA, "NotStarted"), (0xB, "Aborted")),
                Bytes("CmdSpecificData", 119, "What else belongs to the command"),
            ],
        },
        ErrorLog.Command,
        Named(0x08, 0xFA, "GetFailureAnalysis", Read, "Get Log: Failure Analysis"),
        new(0x08, 0xFF, "GetCommandEffectLog", Read, "Get Log: Command Effect Log")
        {
            Source = Ipmctl,
            Input =
            [
                Enum("PayloadType", 1, "Where the answer goes", "Large", "Small").Default(1),
                Enum("LogAction", 1, "What is asked for", "Count", "Entries"), U8("EntryOffset", "The first entry"),
            ],
            Forms =
            [
                new VendorForm("count", When("LogAction", 0), U32("Count", "Entries that there are")),
                new VendorForm("entries", When("PayloadType", 1), new DsmField
                {
                    Name = "Entries", Kind = DsmFieldKind.Records, Size = 8, IsTail = true, IsPadded = true,
                    Description = "What each command can do",
                    Element = new DsmLayout(U8("CommandOpcode", "Opcode"), U8("CommandSubOpcode", "Sub-opcode"), Reserved(2),
                        Flags("Effects", 4, "Its effects", "NoEffects", "SecurityStateChange", "ConfigurationChangeAfterReboot",
                            "ImmediateConfigurationChange", "QuiesceAllIo", "ImmediateDataChange", "TestMode", "DebugMode",
                            "ImmediatePolicyChange")),
                }),
            ],
        },
    ];

    internal static string?[] Triggers { get; } = ["PackageSpare", null, "Fatal", "PercentageRemaining", "DirtyShutdown"];

    internal static string[] AlarmNames => Alarms;
}
