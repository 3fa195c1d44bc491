using static NvdimmPS.Findings.FindingSeverity;

namespace NvdimmPS.Findings;

/// <summary>What can be wrong with the labels of DIMMs: with an index block, with a label, with the labels of a set.</summary>
internal static class LabelFindingKinds
{
    private const string Reason = "Configuration";
    private const string FromOther = "Repair it from the other block; the labels stay as they are.";
    private const string Restore = "Import a backup of the labels, or remove the namespace and make it anew.";

    private static readonly List<FindingKind> Listed = [];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FindingKind> All => Listed;

    public static readonly FindingKind NotInitialized = Create("NV1601", Information, "the label area was never initialised",
        "No action is needed if regions are used without labels; otherwise initialise it.");

    public static readonly FindingKind NoIndex = Create("NV1602", Critical,
        "no index block is valid, so the kernel finds no labels", "Import a backup of the labels; see what is wrong with each block.");

    public static readonly FindingKind IndexSignature = Create("NV1603", Warning, "an index block has no signature", FromOther);

    public static readonly FindingKind IndexVersion = Create("NV1604", Warning,
        "an index block is of another label size than the current one", FromOther);

    public static readonly FindingKind IndexChecksum = Create("NV1605", Warning, "the checksum of an index block is wrong", FromOther);

    public static readonly FindingKind IndexSequence = Create("NV1606", Warning,
        "the sequence number of an index block is no number, or not the neighbour of the other's", FromOther);

    public static readonly FindingKind IndexPlace = Create("NV1607", Warning,
        "an index block has wrong offsets of itself, of the other block or of the labels", FromOther);

    public static readonly FindingKind IndexSize = Create("NV1608", Warning,
        "an index block has a wrong size, or more slots than there is room for", FromOther);

    public static readonly FindingKind SlotLeaked = Create("NV1611", Warning,
        "the free map has a slot as used in which no label of that slot stands: the slot is lost", Restore);

    public static readonly FindingKind LabelChecksum = Create("NV1612", Critical,
        "the checksum of a label is wrong, so its namespace is not found", Restore);

    public static readonly FindingKind LabelBlank = Create("NV1613", Critical,
        "an empty label is marked as used; the kernel takes it for a label of nothing", Restore);

    public static readonly FindingKind LabelRange = Create("NV1614", Critical,
        "a label's part of the DIMM is empty or outside of the regions on the DIMM", Restore);

    public static readonly FindingKind LabelOverlap = Create("NV1615", Critical,
        "two labels claim the same part of the DIMM, so the kernel refuses the DIMM", Restore);

    public static readonly FindingKind LabelUpdating = Create("NV1616", Warning,
        "an update of the namespace's labels was begun and not ended",
        "Check whether the namespace is as it should be; the next change to it rewrites its labels.");

    public static readonly FindingKind LabelTwice = Create("NV1617", Critical,
        "a DIMM has two labels of one namespace for one place", Restore);

    public static readonly FindingKind SectorSize = Create("NV1618", Warning, "a label has a sector size that no driver takes", Restore);

    public static readonly FindingKind Cookie = Create("NV1621", Critical,
        "a label belongs to another interleave set than the region has",
        "See whether the DIMMs are in their slots, and whether the platform's setup interleaves them as before.");

    public static readonly FindingKind SetIncomplete = Create("NV1622", Critical,
        "labels of a namespace are missing, so it is not found", "Put the missing DIMM back, or import a backup of its labels.");

    public static readonly FindingKind SetPosition = Create("NV1623", Critical,
        "labels of a namespace claim one place twice, or one outside of their set", Restore);

    public static readonly FindingKind SetDiffers = Create("NV1624", Critical,
        "the labels of one namespace contradict each other", Restore);

    public static readonly FindingKind NotChecked = Create("NV1690", Information, "not everything could be checked",
        "Give the labels of all DIMMs of the set, on the machine they belong to.");

    private static FindingKind Create(string id, FindingSeverity severity, string meaning, string remedy)
    {
        var kind = new FindingKind(id, Reason, severity, meaning, remedy, []);
        Listed.Add(kind);
        return kind;
    }
}
