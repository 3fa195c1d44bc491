using static NvdimmPS.Dsm.DsmDanger;
using static NvdimmPS.Dsm.Field;
using static NvdimmPS.Dsm.Vendor.Commands.IdentityCommands;
using static NvdimmPS.Dsm.Vendor.Commands.SettingCommands;
using static NvdimmPS.Dsm.Vendor.VendorField;

namespace NvdimmPS.Dsm.Vendor.Commands;

/// <summary>Opcodes 09, 0A, F1 and FD: firmware, injection, factory state, and what the platform answers for the module.</summary>
internal static class ServiceCommands
{
    private const string Platform = "ipmctl, os_types.h and FwUtility.h";

    public static VendorCommand[] All =>
    [
        new(VendorCommands.Firmware, 0x00, "UpdateFirmware", Destructive, "Update FW")
        {
            IsSensitive = true,
            Source = Ipmctl,
            Input =
            [
                Enum("TransactionType", 2, "Which part of the image", "Init", "Continue", "End").Bits(0, 2),
                U16("PacketNumber", "Number of the piece").Bits(2, 14).Over(0),
                Enum("PayloadSelector", 1, "Where the image is", "Large", "Small").Default(1),
                Reserved(1),
                Bytes("Data", 64, "A piece of the image").ValidWhen("PayloadSelector", byte.MaxValue, 1),
            ],
            Output = [],
        },
        Named(VendorCommands.Firmware, 0x01, "ExecuteFirmware", Destructive, "Execute FW") with { IsSensitive = true },
        Named(VendorCommands.Firmware, 0x03, "ActivateFirmware", Destructive, "FW Activate") with { IsSensitive = true, Fis = Since(2, 3) },
        new(0x0A, 0x00, "EnableInjection", Write, "Enable Injection")
        {
            Source = Ipmctl, Input = [Switch("Enable", "Whether errors may be injected").Needed()], Output = [],
        },
        new(0x0A, 0x01, "InjectPoison", Destructive, "Inject or Clear Poison")
        {
            Source = Ipmctl,
            Input =
            [
                Enum("Enable", 1, "What to do", "Clear", "Inject").Needed(), Reserved(1),
                Enum("Memory", 1, "How the address is used").Values((1, "MemoryMode"), (2, "AppDirect"), (4, "PatrolScrub")).Needed(),
                Reserved(1), U64("Dpa", "Address on the module", "bytes").Needed(),
            ],
            Output = [],
        },
        new(0x0A, 0x02, "InjectMediaTemperature", Write, "Inject Media Temperature")
        {
            Source = Ipmctl,
            Input = [Switch("Enable", "Inject, or stop").Needed(), Temperature("Temperature", "The temperature to show")],
            Output = [],
        },
        new(0x0A, 0x03, "SetSoftwareTriggers", Destructive, "Software Triggers")
        {
            Source = Ipmctl,
            Input =
            [
                Flags("Mask", 8, "Which triggers follow", LogCommands.Triggers).Needed(),
                U8("PackageSpare", "Package sparing"), Reserved(2), U8("Fatal", "Fatal error"),
                U8("Percentage", "Bit 0 enables, the others are the percentage"), U8("DirtyShutdown", "Dirty shutdown"),
            ],
            Output = [],
        },
        new(0xF1, 0x00, "CustomerFormat", Destructive, "Customer Format") { Source = Ipmctl, Input = [], Output = [] },
        new(0xFD, 0x00, "GetLargePayloadInfo", Read, "Get Large Payload Info")
        {
            Source = Platform,
            Input = [],
            Output =
            [
                U32("InputSize", "Largest input", "bytes"), U32("OutputSize", "Largest output", "bytes"),
                U32("TransferSize", "Largest piece", "bytes"),
            ],
        },
        new(0xFD, 0x01, "WriteLargePayload", Write, "Write Large Payload Input")
        {
            Source = Platform,
            IsSensitive = true,
            Input =
            [
                U32("Size", "Bytes of data", "bytes").Counts("Data"), U32("Offset", "Where they go", "bytes"),
                Tail("Data", "A piece of a command's input, which may hold secrets", countedBy: "Size").Needed() with { IsSecret = true },
            ],
            Output = [],
        },
        new(0xFD, 0x02, "ReadLargePayload", Read, "Read Large Payload Output")
        {
            Source = Platform,
            Input = [U32("Size", "How much", "bytes").Needed(), U32("Offset", "Where to start", "bytes")],
            Output = [Tail("Data", "A piece of a command's output")],
        },
        new(0xFD, 0x03, "GetBootStatus", Read, "Get Boot Status Register")
        {
            Source = "ipmctl, Types.h: DIMM_BSR", Input = [], Output = BootStatus,
        },
        new(0xFD, 0x05, "SendExtended", Read, "Extended Vendor Command")
        {
            Source = Platform + ": NVM_INPUT_PAYLOAD_SMBUS_OS_PASSTHRU",
            Danger = Unknown,
            Input =
            [
                U8("CommandOpcode", "The command that is sent").Needed(), U8("CommandSubOpcode", "Its sub-opcode").Needed(),
                Enum("Transport", 1, "By which way", "Ddrt", "Smbus"), Reserved(5),
                U32("Timeout", "How long it may take", "ms").Default(1000),
                Secret("Payload", 128, "The command's input"),
            ],
        },
    ];

    private static DsmField[] BootStatus =>
    [
        U64("Bsr", "The register; 0 and all ones are none").NotReported(0, "the register could not be read").NotReported(ulong.MaxValue,
            "the register could not be read"),
        .. new[]
        {
            Enum("MajorCheckpoint", 8, "How far the firmware started").Values((0, "None"), (0x91, "RomInitFailure"),
                (0xA1, "FirmwareInitFailure"), (0xE1, "CpuException"), (0xF0, "InitComplete")).Bits(0, 8),
            U64("MinorCheckpoint", "A number within that").Bits(8, 8),
            Enum("MediaReady", 8, "State of the media", "NotReady", "Ready", "Error", "Reserved").Bits(16, 2),
            Bit("DdrtTrainingStarted", "Training of the bus", 18),
            Bit("PcrLocked", "Configuration registers are locked", 19),
            Bit("MailboxReady", "The mailbox takes commands", 20),
            Bit("WatchdogTripped", "The firmware's watchdog ended it", 21),
            Bit("FastRefreshComplete", "The first fast refresh", 22),
            Bit("CreditReady", "The write buffer was flushed", 23),
            Bit("MediaDisabled", "User data cannot be reached", 24),
            Bit("SvnDowngradeEnabled", "Older firmware is accepted", 25),
            Bit("SvnDowngradeEnabledOnce", "Older firmware was accepted once", 26),
            Enum("AitDram", 8, "Address translation DRAM", "NotTrained", "TrainedNotLoaded", "Error", "Ready").Bits(27, 2).From(1, 5),
            Bit("RebootRequired", "A power cycle is required", 29),
            Bit("FatalLinkError", "Fatal error of the link", 30),
            Bit("OptInWindowClosed", "The time of opting in has ended", 31),
            Enum("DdrtTraining", 8, "Training of the bus", "NotComplete", "Complete", "Failure", "S3Complete").Bits(34, 2),
            Bit("FirmwareActivated", "Firmware was activated without a reset", 36).From(2, 0),
        }.Select(f => f.Over(0).ValidUnless("Bsr", ulong.MaxValue, 0).ValidUnless("Bsr", ulong.MaxValue, ulong.MaxValue)),
    ];

    private static DsmField Bit(string name, string description, int bit) => Enum(name, 8, description, "No", "Yes").Bits(bit);
}
