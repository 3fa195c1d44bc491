using static NvdimmPS.Findings.FindingSeverity;

namespace NvdimmPS.Findings;

/// <summary>Why a namespace cannot be made or changed (NV125x to NV127x), and what one should know of one that can.</summary>
internal static class NamespaceFindingKinds
{
    private const string Configuration = "Configuration", NotUsable = "NotUsable";

    private static readonly List<FindingKind> Listed = [];

    public static readonly FindingKind RegionDisabled = Create("NV1250", NotUsable, Warning, "the region is disabled",
        "Enable the region.");

    public static readonly FindingKind DimmDisabled = Create("NV1251", NotUsable, Warning,
        "a DIMM of the region is disabled, so the kernel could not write its labels and might panic",
        "Disable the region, enable the DIMM, then the region.");

    public static readonly FindingKind ReadOnlyRegion = Create("NV1252", NotUsable, Warning, "the region may only be read",
        "Find out why a DIMM is not armed; if the region may be written all the same, make it writable.");

    public static readonly FindingKind NoLabelArea = Create("NV1253", Configuration, Warning,
        "without labels one namespace takes the whole region, and has neither name nor UUID",
        "Change the mode of that namespace instead of making one.");

    public static readonly FindingKind LabelsNotInitialised = Create("NV1254", Configuration, Warning,
        "the DIMMs have a place for labels, and the kernel found none, so one namespace takes the whole region",
        "Disable the region, initialise the labels of its DIMMs, and enable it again.");

    public static readonly FindingKind NoSpace = Create("NV1255", Configuration, Warning, "the region has no room",
        "Remove a namespace, or choose another region.");

    public static readonly FindingKind TooLarge = Create("NV1256", Configuration, Warning,
        "the size is more than the largest piece that is free", "Choose a size no larger than that piece.");

    public static readonly FindingKind SizeUnit = Create("NV1257", Configuration, Warning,
        "the size is no multiple of what region, DIMMs and alignment ask for", "Choose the next smaller or the next larger size.");

    public static readonly FindingKind TooSmall = Create("NV1258", Configuration, Warning,
        "the size is less than the mode needs", "Choose at least the smallest size.");

    public static readonly FindingKind Alignment = Create("NV1259", Configuration, Warning,
        "the kernel offers no such alignment for the mode", "Choose one that it offers.");

    public static readonly FindingKind NoSlot = Create("NV1260", Configuration, Warning,
        "a DIMM has no free label slot for it", "Remove a namespace, or initialise the labels anew with smaller or more slots.");

    public static readonly FindingKind SectorSize = Create("NV1261", Configuration, Warning,
        "the kernel offers no such sector size for the mode", "Choose one that it offers.");

    public static readonly FindingKind Name = Create("NV1262", Configuration, Warning,
        "the name does not fit into a label", "Choose a name of at most 63 bytes without control characters.");

    public static readonly FindingKind Uuid = Create("NV1263", Configuration, Warning, "the UUID is in use on the bus",
        "Leave it out to have one generated.");

    public static readonly FindingKind NoSeed = Create("NV1264", NotUsable, Warning,
        "the kernel has no empty place for it", "Load the module of the mode (nd_btt, nd_pmem, dax_pmem), then enable the region again.");

    public static readonly FindingKind NoDriver = Create("NV1265", NotUsable, Warning,
        "the driver of the mode is not loaded", "Load the driver.");

    public static readonly FindingKind ReadOnlySysfs = Create("NV1266", NotUsable, Warning,
        "sysfs is mounted read-only", "In a container sysfs is often read-only: run it on the host.");

    public static readonly FindingKind InUse = Create("NV1267", NotUsable, Warning, "something uses it",
        "Unmount it and stop what uses it first.");

    public static readonly FindingKind SystemRam = Create("NV1268", NotUsable, Warning, "the kernel uses it as memory",
        "Take the memory back ('daxctl offline-memory', then 'daxctl reconfigure-device' to devdax); if that is not possible, reboot.");

    public static readonly FindingKind Seed = Create("NV1269", Configuration, Warning,
        "it is an empty place for a namespace and none itself", "Make a namespace: the kernel then fills such a place.");

    public static readonly FindingKind HalfMade = Create("NV1270", Configuration, Warning,
        "the place for the next namespace has been begun and not finished", "Remove what was begun.");

    public static readonly FindingKind Option = Create("NV1271", Configuration, Warning, "the mode has no such option",
        "Leave the option out.");

    public static readonly FindingKind Claimed = Create("NV1272", Configuration, Information,
        "a BTT, PFN or DAX claims it and is disabled", "Enable it; the claiming device is then enabled too.");

    public static readonly FindingKind Start = Create("NV1273", Configuration, Warning,
        "the region does not begin at a multiple of the alignment", "Choose a smaller alignment.");

    public static readonly FindingKind LabelVersion = Create("NV1274", Configuration, Information,
        "with labels of version 1.1 the sector mode needs a page more, and the mode is found again by its info block alone",
        "No action is needed if the usable size is enough; labels of version 1.2 leave more.");

    public static readonly FindingKind Growth = Create("NV1275", Configuration, Warning,
        "a namespace grows only into what is free directly behind it", "Choose a size that fits there, or make another namespace.");

    public static readonly FindingKind Volatile = Create("NV1276", Configuration, Warning,
        "the region is no persistent memory", "Choose a region of the type pmem.");

    public static readonly FindingKind DaxOpen = Create("NV1277", NotUsable, Warning,
        "it is a DAX device, and no one can tell whether a program has it open",
        "Find the process with 'fuser -v' and stop it first; then allow it.");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FindingKind> All => Listed;

    private static FindingKind Create(string id, string reason, FindingSeverity severity, string meaning, string remedy)
    {
        var kind = new FindingKind(id, reason, severity, meaning, remedy, []);
        Listed.Add(kind);
        return kind;
    }
}
