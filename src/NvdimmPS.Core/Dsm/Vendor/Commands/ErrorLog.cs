using static NvdimmPS.Dsm.Field;
using static NvdimmPS.Dsm.Vendor.VendorField;

namespace NvdimmPS.Dsm.Vendor.Commands;

/// <summary>08:05: four logs of errors, each a ring with its own numbers.</summary>
internal static class ErrorLog
{
    private const int PercentageAlarm = 5, HealthChange = 6;

    public static VendorCommand Command => new(0x08, 0x05, "GetErrorLog", DsmDanger.Read, "Get Log: Error Log")
    {
        Source = IdentityCommands.Ipmctl,
        Input =
        [
            Enum("Level", 1, "Which log", "Low", "High").Bits(0),
            Enum("Type", 1, "Which log", "Media", "Thermal").Bits(1).Over(0),
            Enum("Info", 1, "What is asked for", "Entries", "LogInfo").Bits(2).Over(0),
            Enum("Payload", 1, "Where the entries go", "Small", "Large").Bits(3).Over(0),
            U16("SequenceNumber", "The first entry that is wanted"),
            U16("RequestCount", "How many entries are wanted"),
        ],
        Forms =
        [
            new VendorForm("log info", When("Info", 1),
                U16("MaxLogEntries", "Room of the ring"), U16("CurrentSequenceNum", "Number of the newest entry"),
                U16("OldestSequenceNum", "Number of the oldest entry"), Time("OldestEntryTimestamp", "Time of the oldest entry"),
                Time("NewestEntryTimestamp", "Time of the newest entry"), U8("AdditionalLogStatus", "Bits that are not published")),
            new VendorForm("large entries", When("Payload", 1), U16("ReturnCount", "Entries in the large payload")),
            new VendorForm("media entries", When("Type", 0), U16("ReturnCount", "Entries that follow"),
                Records("Entries", "ReturnCount", "The entries, oldest first", Media)),
            new VendorForm("thermal entries", When("Type", 1), U16("ReturnCount", "Entries that follow"),
                Records("Entries", "ReturnCount", "The entries, oldest first", Thermal)),
        ],
    };

    /// <summary>An entry of a log.</summary>
    public static DsmLayout Entry(bool isMedia) => new(isMedia ? Media : Thermal);

    private static DsmField[] Media =>
    [
        Time("Timestamp", "When, by the module's clock"),
        HasAddress(U64("Dpa", "Address on the module", "bytes")).ValidBit("Flags", 1),
        HasAddress(U64("Pda", "Address on the media", "bytes")).ValidBit("Flags", 0),
        HasAddress(U8("Range", "The power of two that is its length in bytes")),
        Enum("ErrorType", 1, "What happened", "Uncorrectable", "DpaMismatch", "AitError", "DataPathError", "LockedOrIllegalAccess",
            "PercentageRemainingAlarm", "SmartHealthChange", "PersistentWriteEcc"),
        Flags("Flags", 1, "What is known of it", "PdaValid", "DpaValid", "Interrupt", null, "Viral"),
        HasAddress(Enum("TransactionType", 1, "What was going on", "MemoryModeRead", "MemoryModeWrite", "PersistentRead", "PersistentWrite",
            "BlockWindowRead", "BlockWindowWrite", "AitRead", "AitWrite", "WearLevelMove", "PatrolScrub", "CsrRead", "CsrWrite",
            "AddressRangeScrub", "Unavailable")),
        U16("Sequence", "Number of the entry"),
        Reserved(2),
    ];

    private static DsmField[] Thermal =>
    [
        Time("Timestamp", "When, by the module's clock"),
        Temperature("Temperature", "The temperature"),
        Enum("Reported", 1, "What it tripped", "UserAlarm", "Low", "High", "Critical").Values((0, "UserAlarm"), (1, "Low"), (2, "High"),
            (4, "Critical")).Bits(0, 3),
        Enum("Sensor", 1, "Whose temperature", "Media", "Controller").Bits(3, 2).Over(10),
        Reserved(1),
        U16("Sequence", "Number of the entry"),
        Reserved(2),
    ];

    private static DsmField HasAddress(DsmField field) =>
        field.ValidUnless("ErrorType", byte.MaxValue, PercentageAlarm).ValidUnless("ErrorType", byte.MaxValue, HealthChange);
}
