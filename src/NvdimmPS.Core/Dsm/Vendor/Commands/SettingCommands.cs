using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;
using static NvdimmPS.Dsm.Vendor.Commands.IdentityCommands;
using static NvdimmPS.Dsm.Vendor.VendorField;

namespace NvdimmPS.Dsm.Vendor.Commands;

/// <summary>Opcodes 04 and 05: features, read and set.</summary>
internal static class SettingCommands
{
    public static VendorCommand[] All =>
    [
        new(0x04, 0x01, "GetAlarmThresholds", Read, "Get Alarm Thresholds")
        {
            Source = Ipmctl + ": PT_PAYLOAD_ALARM_THRESHOLDS", Input = [], Output = Alarms,
        },
        new(0x04, 0x02, "GetPowerPolicy", Read, "Get Power Management Policy")
        {
            Source = Ipmctl + ": PT_PAYLOAD_POWER_MANAGEMENT_POLICY",
            Input = [],
            Output =
            [
                Reserved(1),
                U16("PeakPowerBudget", "Largest power at an instant", "mW").Before(2, 0),
                U16("AveragePowerLimit", "Largest average power", "mW"),
                Reserved(1),
                Enum("MemoryBandwidthBoostFeature", 1, "More power for a while", "Disabled", "Enabled").From(2, 0),
                U16("MemoryBandwidthBoostMaxPowerLimit", "Largest power with boost", "mW").From(2, 0),
                U32("MemoryBandwidthBoostAveragePowerTimeConstant", "Over which time the power is averaged with boost", "ms").From(2, 1),
            ],
        },
        new(0x04, 0x03, "GetPackageSparing", Read, "Get Package Sparing Policy")
        {
            Fis = Until(3, 0),
            Source = Ipmctl + ": PT_PAYLOAD_GET_PACKAGE_SPARING_POLICY",
            Input = [],
            Output =
            [
                Enum("Enable", 1, "Whether a die that fails is replaced", "Off", "On").Before(3, 0),
                Reserved(1),
                Enum("Supported", 1, "Whether spare dies are left", "NoSparesAvailable", "SparesAvailable").Before(3, 0),
            ],
        },
        new(0x04, 0x04, "GetAddressRangeScrub", Read, "Get Address Range Scrub")
        {
            Source = Ipmctl + ": PT_PAYLOAD_ADDRESS_RANGE_SCRUB",
            Input = [],
            Output =
            [
                Enum("Enable", 1, "Whether a scrub runs", "Idle", "InProgress"),
                Reserved(3),
                U64("DpaStartAddress", "Where it starts", "bytes"),
                U64("DpaEndAddress", "Where it ends", "bytes"),
                U64("DpaCurrentAddress", "How far it got", "bytes"),
            ],
        },
        Named(0x04, 0x05, "GetDdrtAlerts", Read, "Get DDRT Alerts"),
        new(0x04, 0x06, "GetOptionalConfiguration", Read, "Get Optional Configuration Data Policy")
        {
            Source = Ipmctl,
            Input = [],
            Output = [Reserved(4), ReportingTime.From(2, 1)],
        },
        new(0x04, 0x07, "GetPmonRegisters", Read, "Get PMON Registers")
        {
            Source = "ipmctl, NvmSharedDefs.h: PMON_REGISTERS",
            Input = [Enum("SmartDataMask", 1, "Which counters come too", "None", "Ddrt", "Media", "Both").Default(3)],
            Output =
            [
                Enum("SmartDataMask", 1, "Which counters are there", "None", "Ddrt", "Media", "Both"),
                Reserved(3),
                Enum("GroupEnabled", 1, "What the PMON registers count").Values((0xA, "A"), (0xB, "B"), (0xC, "C"), (0xD, "D"), (0xE, "E"),
                    (0xF, "None")),
                Reserved(19),
                U32("Pmon4", "A counter of the group"), U32("Pmon5", "A counter of the group"),
                Reserved(4),
                U32("Pmon7", "A counter of the group"), U32("Pmon8", "A counter of the group"), U32("Pmon9", "A counter of the group"),
                Reserved(16),
                U32("Pmon14", "A counter of the group"),
                Reserved(4),
                U64("DdrtReads", "Reads on the bus this power cycle").ValidBit("SmartDataMask", 0),
                U64("DdrtWrites", "Writes on the bus this power cycle").ValidBit("SmartDataMask", 0),
                U64("MediaReads", "Reads of the media this power cycle").ValidBit("SmartDataMask", 1),
                U64("MediaWrites", "Writes of the media this power cycle").ValidBit("SmartDataMask", 1),
                Temperature("MediaTemperature", "Temperature of the media"),
                Temperature("ControllerTemperature", "Temperature of the controller"),
            ],
        },
        new(0x05, 0x01, "SetAlarmThresholds", Write, "Set Alarm Thresholds")
        {
            Source = Ipmctl + ": PT_PAYLOAD_ALARM_THRESHOLDS", Input = Alarms, Output = [],
        },
        Named(0x05, 0x02, "SetPowerPolicy", Write, "Set Power Management Policy"),
        new(0x05, 0x03, "SetPackageSparing", Write, "Set Package Sparing Policy")
        {
            Fis = Until(3, 0), Source = Ipmctl, Input = [Switch("Enable", "Whether a die that fails is replaced").Needed()], Output = [],
        },
        new(0x05, 0x04, "SetAddressRangeScrub", Write, "Set Address Range Scrub")
        {
            Source = Ipmctl + ": PT_PAYLOAD_ADDRESS_RANGE_SCRUB",
            Input =
            [
                Switch("Enable", "Starts a scrub, or stops it").Needed(),
                Reserved(3),
                U64("DpaStartAddress", "Where it starts", "bytes"),
                U64("DpaEndAddress", "Where it ends", "bytes"),
            ],
            Output = [],
        },
        Named(0x05, 0x05, "SetDdrtAlerts", Write, "Set DDRT Alerts"),
        new(0x05, 0x06, "SetOptionalConfiguration", Write, "Set Optional Configuration Data Policy")
        {
            Fis = Since(2, 1), Source = Ipmctl, Input = [Reserved(4), ReportingTime.Needed()], Output = [],
        },
        new(0x05, 0x07, "SetPmonRegisters", Write, "Set PMON Registers")
        {
            Source = "ipmctl, NvmSharedDefs.h",
            Input = [Enum("Group", 1, "What the PMON registers count").Values((0xA, "A"), (0xB, "B"), (0xC, "C"), (0xD, "D"), (0xE, "E"),
                (0xF, "F")).Needed()],
            Output = [],
        },
    ];

    private static DsmField[] Alarms =>
    [
        Flags("Enable", 2, "Alarms that are armed", "PercentageRemaining", "MediaTemperature", "ControllerTemperature"),
        U8("PercentageRemainingThreshold", "Alarm below this", "%"),
        Temperature("MediaTemperatureThreshold", "Alarm above this"),
        Temperature("ControllerTemperatureThreshold", "Alarm above this"),
    ];

    private static DsmField ReportingTime => U32("AveragePowerReportingTimeConstant", "Over which time the power is averaged", "ms");

    /// <summary>A command of which no more than the name is published.</summary>
    internal static VendorCommand Named(int opcode, int subOpcode, string name, DsmDanger danger, string title) =>
        new(opcode, subOpcode, name, danger, title) { Source = Ipmctl + ", the name alone" };
}
