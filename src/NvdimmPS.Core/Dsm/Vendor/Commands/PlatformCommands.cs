using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;
using static NvdimmPS.Dsm.Vendor.Commands.IdentityCommands;
using static NvdimmPS.Dsm.Vendor.Commands.SettingCommands;
using static NvdimmPS.Dsm.Vendor.VendorField;

namespace NvdimmPS.Dsm.Vendor.Commands;

/// <summary>Opcodes 06 and 07: what platform and module agree on, read and set.</summary>
internal static class PlatformCommands
{
    /// <summary>A piece in the lower 64 KiB.</summary>
    private static readonly DsmCondition InTables = new("Offset", 0xFFFF_0000 | (VendorFunctions.PayloadSize - 1), 0);

    public static VendorCommand[] All =>
    [
        new(0x06, 0x00, "GetSystemTime", Read, "Get System Time") { Source = Ipmctl, Input = [], Output = [SystemTime] },
        new(0x06, 0x01, "GetPlatformConfigData", Read, "Get Platform Config Data")
        {
            Source = Ipmctl + ": PT_INPUT_PAYLOAD_GET_PLATFORM_CONFIG_DATA",
            Input =
            [
                Partition,
                Enum("Payload", 1, "Where the answer goes", "Large", "Small").Bits(0).Default(1),
                Enum("SizeQuery", 1, "What is asked for", "Data", "Size").Bits(1).Over(1),
                U32("Offset", "Where to start, in a small payload", "bytes"),
            ],
            Forms =
            [
                new VendorForm("size", When("SizeQuery", 1), U32("Size", "Size of the partition", "bytes")
                    .NotReported(0, "the media is disabled or busy")),
                // What the BIOS keeps in its own partition, and vendors in the upper half of the second, is not published: traces hide it.
                new VendorForm("tables", [.. When("Payload", 1), .. When("Partition", 1), InTables],
                    Tail("Data", "128 bytes of the platform's tables") with { HoldsNoSecret = true }),
                new VendorForm("labels", [.. When("Payload", 1), .. When("Partition", 2)],
                    Tail("Data", "128 bytes of the label area") with { HoldsNoSecret = true }),
                new VendorForm("data", When("Payload", 1), Tail("Data", "128 bytes of the partition")),
            ],
        },
        new(0x06, 0x02, "GetPartitionInfo", Read, "Get DIMM Partition Info")
        {
            Source = Ipmctl + ": PT_DIMM_PARTITION_INFO_PAYLOAD",
            Input = [],
            Output =
            [
                Pages4K("VolatileCapacity", 4, "What serves as memory, stored in units of 4 KiB"),
                Reserved(4),
                U64("VolatileStart", "Where that starts on the module", "bytes"),
                Pages4K("PersistentCapacity", 4, "What is persistent, stored in units of 4 KiB"),
                Reserved(4),
                U64("PersistentStart", "Where that starts on the module", "bytes"),
                Pages4K("RawCapacity", 4, "All of the media, stored in units of 4 KiB"),
            ],
        },
        new(0x06, 0x03, "GetDebugLogLevel", Read, "Get FW Debug Log Level")
        {
            Source = Ipmctl,
            Input = [],
            Output =
            [
                Enum("Level", 1, "What the firmware logs", "Off", "Error", "Warning", "Info", "Debug"),
                U8("LogCount", "Logs that there are"),
            ],
        },
        new(0x06, 0x04, "GetPersistentPartitionState", Read, "Persistent Partition State")
        {
            Source = Ipmctl + ", the structure alone",
            Input = [],
            Output = [Flags("State", 1, "State of the persistent partition", "Enabled", "ViralPolicy")],
        },
        Named(0x06, 0x05, "GetConfigLockdown", Read, "Get Config Lockdown"),
        new(0x06, 0x06, "GetDdrtInitInfo", Read, "Get DDRT I/O Init Info")
        {
            Source = Ipmctl,
            Input = [],
            Output =
            [
                Enum("Frequency", 1, "MT/s", "1600", "1866", "2133", "2400", "2666", "2933", "3200").Bits(0, 4),
                Enum("Vddq", 1, "Supply of the bus", "1.2 V").Bits(4).Over(0),
                Enum("WritePreamble", 1, "Write preamble", "1 nCK", "2 nCK").Bits(5).Over(0),
                U8("ReadPreamble", "Read preamble").Bits(6).Over(0),
                Switch("PllGated", "Whether the clock is gated").Bits(7).Over(0),
                Enum("TrainingStatus", 1, "Training of the bus").Values((0, "NotComplete"), (1, "Complete"), (2, "Failure"),
                    (3, "S3Complete"), (4, "NormalModeComplete"), (0xFF, "Unknown")),
                Switch("CkeSynchronization", "Whether clocks are synchronized").Bits(0),
            ],
        },
        Named(0x06, 0x07, "GetSkuFeatures", Read, "Get Supported SKU Features"),
        new(0x06, 0x09, "GetLatchSystemShutdownState", Read, "Get Latch System Shutdown State")
        {
            Source = Ipmctl,
            Input = [],
            Output =
            [
                Switch("LatchSystemShutdownState", "Whether the next shutdown is latched"),
                Switch("PreviousPowerCycleLatchSystemShutdownState", "Whether the last one was"),
            ],
        },
        new(0x06, 0x0A, "GetViralPolicy", Read, "Get Viral Policy")
        {
            Source = Ipmctl,
            Input = [],
            Output = [ViralPolicy, Switch("ViralStatus", "Whether they did")],
        },
        new(0x06, 0xCA, "GetCommandAccessPolicy", Read, "Get Command Access Policy")
        {
            Source = "ipmctl, Types.h",
            Input = [U8("CommandOpcode", "Opcode to ask about").Needed(), U8("CommandSubOpcode", "Its sub-opcode").Needed()],
            Output =
            [
                Enum("Restriction", 1, "Who may send it", "None", "BiosOnly", "SmbusOnly", "BiosAndSmbusOnly", "ManagementOnly",
                    "ManagementAndBios", "ManagementAndSmbus", "ManagementBiosAndSmbus"),
            ],
        },
        new(0x06, 0xEA, "GetExtendedAdr", Read, "Get Extended ADR Status")
        {
            Fis = Since(2, 0),
            Source = Ipmctl,
            Input = [],
            Output =
            [
                Switch("ExtendedAdrStatus", "Whether caches are flushed on power loss").From(2, 0),
                Switch("PreviousPowerCycleExtendedAdrStatus", "The same of the last power cycle").From(2, 0),
            ],
        },
        new(0x07, 0x00, "SetSystemTime", Write, "Set System Time") { Source = Ipmctl, Input = [SystemTime.Needed()], Output = [] },
        new(0x07, 0x01, "SetPlatformConfigData", Destructive, "Set Platform Config Data")
        {
            Source = Ipmctl + ": PT_INPUT_PAYLOAD_SET_PLATFORM_CONFIG_DATA",
            Input =
            [
                Partition.Needed(), Enum("Payload", 1, "Where the data is", "Large", "Small").Default(1),
                U32("Offset", "Where to start: a multiple of 64", "bytes"), Reserved(58),
                Bytes("Data", 64, "What to write, in a small payload"),
            ],
            Output = [],
        },
        Named(0x07, 0x02, "SetPartitionInfo", Destructive, "Set DIMM Partition Info"),
        Named(0x07, 0x03, "SetDebugLogLevel", Write, "Set FW Debug Log Level"),
        Named(0x07, 0x05, "SetConfigLockdown", Destructive, "Set Config Lockdown"),
        Named(0x07, 0x06, "SetDdrtInitInfo", Destructive, "Set DDRT I/O Init Info"),
        Named(0x07, 0x07, "SetSkuFeatures", Destructive, "Set Supported SKU Features"),
        Named(0x07, 0x09, "SetLatchSystemShutdownState", Write, "Set Latch System Shutdown State"),
        new(0x07, 0x0A, "SetViralPolicy", Write, "Set Viral Policy")
        {
            Source = Ipmctl, Input = [ViralPolicy.Needed()], Output = [],
        },
        Named(0x07, 0xCA, "SetCommandAccessPolicy", Write, "Set Command Access Policy"),
    ];

    private static DsmField ViralPolicy => Switch("ViralPolicyEnable", "Whether writes stop after a fatal error of the platform");

    private static DsmField SystemTime => Time("SystemTime", "The module's clock");

    private static DsmField Partition => Enum("Partition", 1, "Which part", "Bios", "OemOs", "Labels");
}
