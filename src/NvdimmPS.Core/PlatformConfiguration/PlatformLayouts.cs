using NvdimmPS.Dsm;
using static NvdimmPS.Dsm.Field;
using static NvdimmPS.Dsm.Vendor.VendorField;

namespace NvdimmPS.PlatformConfiguration;

/// <summary>A record of a table: its fixed fields, and what follows them as often as one of them says.</summary>
/// <param name="Fields">The fixed part.</param>
/// <param name="Part">What may follow; null where nothing does.</param>
/// <param name="CountedBy">The field that says how often.</param>
internal sealed record RecordLayout(DsmLayout Fields, DsmLayout? Part = null, string? CountedBy = null);

/// <summary>
/// The tables by which platform and modules of the Intel family agree on how capacity is used, field by field. A table's revision says
/// its form: major 0 is the first generation of platforms, 1 and 3 are the later ones.
/// </summary>
internal static class PlatformLayouts
{
    public const int HeaderSize = 36, RecordHeadSize = 4;

    /// <summary>The revisions that are known.</summary>
    public static ReadOnlySpan<byte> Revisions => [0x01, 0x02, 0x11, 0x12, 0x13, 0x31, 0x32];

    /// <summary>The head of every table.</summary>
    public static DsmLayout Header { get; } = Table();

    public static DsmLayout ConfigurationHeader { get; } = Table(
        U32("CurrentSize", "Size of the current configuration", "bytes"), U32("CurrentStart", "Where it starts", "bytes"),
        U32("InputSize", "Size of the goal", "bytes"), U32("InputStart", "Where it starts", "bytes"),
        U32("OutputSize", "Size of what became of the goal", "bytes"), U32("OutputStart", "Where it starts", "bytes"));

    public static DsmLayout Current { get; } = Table(
        Enum("ConfigStatus", 2, "How the last boot went", ConfigStatusWords), Reserved(2),
        U64("VolatileMemSizeIntoSpa", "What is mapped as memory", "bytes"),
        U64("PersistentMemSizeIntoSpa", "What is mapped as persistent memory", "bytes"));

    public static DsmLayout Input { get; } = Table(U32("Sequence", "The number of the goal"), Reserved(8));

    public static DsmLayout Output { get; } = Table(
        U32("Sequence", "The number of the goal that was processed"),
        Enum("ValidationStatus", 1, "What became of it").Values((0, "Undefined"), (1, "Applied"), (2, "Errors"),
            (6, "MemoryRatioUnsupported"), (7, "CpuLimit"), (8, "Population")),
        Reserved(7));

    public static DsmLayout Capability { get; } = Table(Reserved(4));

    public static DsmLayout NfitCapabilities { get; } = new([
        U16("Type"), U16("Length"), U8("HighestValid", "The highest bit that is reported"), Reserved(3),
        Flags("Capabilities", 4, "What the platform flushes on power loss", "CpuCacheFlush", "MemoryControllerFlush", "Mirroring"),
        Reserved(4)]);

    /// <summary>What <c>ConfigStatus</c> means, in sentences.</summary>
    public static IReadOnlyList<string> ConfigStatusMessages { get; } =
    [
        "the platform did not say", "mapped as configured", "a reserved value", "not all modules of the interleave set were found",
        "no matching interleave set was found, and persistent memory is not mapped", "a new, moved or never configured module",
        "the new configuration has errors, and the old one is used", "the new configuration has errors",
        "the checksum of the goal is wrong", "the platform does not take the revision of the goal",
        "the checksum of the current configuration is wrong", "not mapped, because of its health or a change of the configuration",
        "not mapped, because of where modules are placed", "memory is not mapped, because of its ratio to DRAM",
        "not mapped, because of the processor's limit of memory",
        "persistent memory is mapped and memory is not, because of where modules are placed",
    ];

    /// <summary>The record of a type in a table of platform config data; null for one that is not known.</summary>
    public static RecordLayout? ConfigurationRecord(int type, byte revision) => type switch
    {
        3 => AutoProvisioning,
        4 => PartitionChange,
        5 => new RecordLayout(IsFirst(revision) ? InterleaveOld : InterleaveNew,
            revision == 0x01 ? ModuleBySerial : IsFirst(revision) ? ModuleByUid : ModuleByPlace, "NumberOfModules"),
        _ => null,
    };

    /// <summary>The record of a type in the platform's table of capabilities; null for one whose fields are not published.</summary>
    public static RecordLayout? CapabilityRecord(int type, byte revision) => type switch
    {
        0 => new RecordLayout(IsFirst(revision) ? PlatformOld : PlatformNew),
        1 => IsFirst(revision)
            ? new RecordLayout(InterleavingOld, FormatOld, "Count")
            : new RecordLayout(InterleavingNew, FormatNew, "Count"),
        6 => new RecordLayout(IsFirst(revision) ? SocketOld : SocketNew),
        _ => null,
    };

    private static string[] ConfigStatusWords =>
    [
        "Undefined", "Success", "Reserved", "ModulesMissing", "SetNotFound", "NewModule", "ErrorsOldUsed", "Errors", "GoalChecksum",
        "GoalRevision", "CurrentChecksum", "NotMappedHealth", "NotMappedPopulation", "VolatileNotMappedRatio", "NotMappedCpuLimit",
        "VolatileNotMappedPopulation",
    ];

    // --- records of platform config data

    private static RecordLayout AutoProvisioning { get; } = new(Record(
        Reserved(2), U16("Vendor", "Whose record it is"), Bytes("Guid", 16, "What it is for"), U8("Revision"), U8("CapacityMode"),
        U8("MemorySizePercent", "How much becomes memory", "%"), U8("PmType"), U8("NamespaceMode"), U8("NamespaceFlags"),
        U8("CapacityStatus"), U8("NamespaceStatus"), U8("LabelVersion"), Reserved(7)));

    private static RecordLayout PartitionChange { get; } = new(Record(
        Enum("StatusCode", 1, "What became of the partition", "Undefined", "Success", "Reserved", "ModulesMissing", "SetMissing",
            "ExceedsSize", "FirmwareError", "NoResources", "Alignment"),
        U8("FwResponseCode", "What the module's firmware said of it"), Reserved(2),
        U64("PmPartitionSize", "Size of the persistent partition", "bytes")));

    private static DsmLayout InterleaveOld { get; } = Record([.. InterleaveStart,
        Ways(U16("Ways", "Modules across which it is interleaved")), Reserved(1),
        // The structure's own comment; ipmctl's constants number 2 and above as the later platforms do.
        Enum("InterleaveChangeStatus", 1, "What became of it", "NotProcessed", "Success", "ModulesMissing", "Mismatch", "NoDecoders",
            "NoAddressSpace"),
        U8("MemorySpare", "Whether one of the modules is a spare"), Reserved(9)]);

    private static DsmLayout InterleaveNew { get; } = Record([.. InterleaveStart, Reserved(3),
        Enum("InterleaveChangeStatus", 1, "What became of it", "NotProcessed", "Success", "NotProcessedErrors", "ModulesMissing",
            "Mismatch", "NoResources", "NoAddressSpace", "Reserved", "PartitioningFailed", "GoalMissing", "ChannelMismatch", "Alignment",
            "Unsupported"),
        Reserved(10)]);

    private static DsmField[] InterleaveStart =>
    [
        U16("InterleaveSetIndex", "The number of the set"), U8("NumberOfModules", "Modules that follow"),
        Enum("MemoryType", 1, "What it is used as").Values((1, "Volatile"), (2, "AppDirect"), (3, "Cached")),
        InterleaveSize("ChannelInterleaveSize", "Bytes on a channel before the next one"),
        InterleaveSize("ImcInterleaveSize", "Bytes on a memory controller before the next one"),
    ];

    private static DsmLayout ModuleBySerial { get; } = new([
        U16("Manufacturer", "Manufacturer"), U32("Serial", "Serial number"), Text("PartNumber", 20, "Part number"), Reserved(6),
        .. Contribution]);

    private static DsmLayout ModuleByUid { get; } = new([UniqueId("Uid", "The module"), Reserved(23), .. Contribution]);

    private static DsmLayout ModuleByPlace { get; } = new([
        UniqueId("Uid", "The module"), U8("Socket"), U8("Die"), U8("Imc", "Memory controller"), U8("Channel"), U8("Slot"), Reserved(18),
        .. Contribution]);

    private static DsmField[] Contribution =>
    [
        U64("PartitionOffset", "Where its part starts, from the start of the persistent partition", "bytes"),
        U64("PmPartitionSize", "Its part of the set", "bytes"),
    ];

    // --- records of the platform's capabilities

    private static DsmLayout PlatformOld { get; } = Record(
        Yes("ConfigBySwAllowed", "Whether software may configure modules").Bits(0), Yes("RuntimeValidation", "").Bits(1).Over(4),
        Flags("MemoryModes", 1, "Modes that there are", "1LM", "2LM", "AppDirect", null, null, "SubNuma"),
        VolatileMode("CurrentVolatileMode").Bits(0, 2), PersistentMode("CurrentPersistentMode").Bits(2, 2).Over(6),
        AllowedMode.Bits(4, 2).Over(6), Yes("SubNuma", "").Bits(7).Over(6),
        Flags("Ras", 1, "What it does against errors", "Mirror", "Spare", "AppDirectMigration"), Reserved(8));

    private static DsmLayout PlatformNew { get; } = Record(
        Yes("ConfigBySwAllowed", "Whether software may configure modules").Bits(0),
        Flags("MemoryModes", 1, "Modes that there are", "1LM", "2LM", "AppDirect", null, "MixedMode"),
        VolatileMode("CurrentVolatileMode").Bits(0, 2), PersistentMode("AllowedPersistentMode").Bits(2, 2).Over(6),
        AllowedMode.Bits(4, 2).Over(6),
        U16("MaxPmSetsPerDie", "Sets of a die; 0 for no limit").Bits(0, 4),
        U16("MaxPmSetsPerModule", "Sets of a module").Bits(4, 4).Over(7),
        U32("DDRCacheSize", "What of each DDR DIMM caches", "GiB"),
        Flags("CacheCapabilities", 1, "How it caches", "InTile", "CrossTile"), Reserved(2));

    private static DsmLayout InterleavingOld { get; } = Record(
        Mode, Reserved(3), U16("AlignmentExponent", "The power of two by which sets are aligned"), U16("Count", "Formats that follow"));

    private static DsmLayout InterleavingNew { get; } = Record(
        Mode, Reserved(3), U16("AlignmentExponent", "The power of two by which sets are aligned"),
        Flags("ChannelSizes", 1, "Bytes on a channel before the next one", "4 KiB", "256 B"),
        Flags("ImcSizes", 1, "Bytes on a memory controller before the next one", "4 KiB", "256 B"),
        U16("MaxSets", "Sets that there may be"), U16("Count", "Formats that follow"));

    private static DsmLayout FormatOld { get; } = new([
        InterleaveSize("ChannelSize", "", 4).Bits(0, 8), InterleaveSize("ImcSize", "", 4).Bits(8, 8).Over(0),
        Ways(U32("Ways")).Bits(16, 9).Over(0), Yes("Recommended", "", 4).Bits(31).Over(0)]);

    private static DsmLayout FormatNew { get; } = new([
        U32("PopulationBitmap", "Channels that have a module").Bits(0, 16), Yes("Recommended", "", 4).Bits(16).Over(0)]);

    private static DsmLayout SocketOld { get; } = Record([U16("Socket"), Reserved(2), .. Limits]);

    private static DsmLayout SocketNew { get; } = Record([U16("Socket"), U16("Die"), .. Limits]);

    private static DsmField[] Limits =>
    [
        U64("MappedLimit", "Most that may be mapped", "bytes"), U64("MappedNow", "What is mapped", "bytes"),
        U64("CachingSize", "DRAM that caches", "bytes"),
    ];

    private static DsmField Mode => Enum("Mode", 1, "The mode it is for").Values((0, "1LM"), (1, "2LM"), (3, "AppDirect"));

    private static DsmField AllowedMode => Enum("AllowedVolatileMode", 1, "What may become memory", "1LM", "1LM or 2LM");

    private static DsmField VolatileMode(string name) => Enum(name, 1, "What is memory", "1LM", "2LM", "1LM+2LM");

    private static DsmField PersistentMode(string name) => Enum(name, 1, "What is persistent", "None", "AppDirect");

    private static DsmField Yes(string name, string description, int size = 1) => Enum(name, size, description, "No", "Yes");

    private static DsmField InterleaveSize(string name, string description, int size = 1) => Enum(name, size, description)
        .Values((1, "64 B"), (2, "128 B"), (4, "256 B"), (64, "4 KiB"), (128, "1 GiB"));

    /// <summary>One bit, which stands for a number of modules.</summary>
    private static DsmField Ways(DsmField field) => (field with { Kind = DsmFieldKind.Enum })
        .Values((1, "1"), (2, "2"), (4, "3"), (8, "4"), (16, "6"), (32, "8"), (64, "12"), (128, "16"), (256, "24"));

    private static bool IsFirst(byte revision) => revision >> 4 == 0;

    private static DsmLayout Table(params DsmField[] fields) => new([
        Text("Signature", 4, "What it is"), U32("Length", "All of the table", "bytes"), U8("Revision", "Major and minor number"),
        U8("Checksum", "Makes the sum of all bytes 0"), Text("OemId", 6, "Who made it"), Text("OemTableId", 8, "What they call it"),
        U32("OemRevision", "Their revision"), Text("CreatorId", 4, "By which tool"), U32("CreatorRevision", "Its revision"), .. fields]);

    private static DsmLayout Record(params DsmField[] fields) =>
        new([U16("Type", "What it is"), U16("Length", "All of it", "bytes"), .. fields]);
}
