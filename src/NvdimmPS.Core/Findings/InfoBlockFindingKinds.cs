using static NvdimmPS.Findings.FindingSeverity;

namespace NvdimmPS.Findings;

/// <summary>What can be wrong with info blocks (NV120x) and with the map and log of sector namespaces (NV122x).</summary>
internal static class InfoBlockFindingKinds
{
    private const string Configuration = "Configuration", NotUsable = "NotUsable", Lost = "LostData";
    private const string FromCopy = "Repair the namespace: its info block is written again from the good copy.";
    private const string Anew = "the data from a backup to a newly made namespace.", Restore = "Restore " + Anew;
    private const string WholeCheck = "First copy what can be read from its block device; then restore " + Anew;

    private static readonly List<FindingKind> Listed = [];

    public static readonly FindingKind None = Create("NV1200", NotUsable, Critical,
        "neither a good info block nor a good copy of one is there",
        "Check that the right namespace was enabled and that nothing has written to its raw device. " + Restore);

    public static readonly FindingKind Checksum = Create("NV1201", NotUsable, Critical, "the info block's checksum is wrong", FromCopy);

    public static readonly FindingKind Parent = Create("NV1202", NotUsable, Critical,
        "the info block belongs to another namespace, so its driver passes it over",
        "It is left over from an earlier namespace at the same place, or was copied here: make the namespace anew, or restore its own "
            + "from a backup.");

    public static readonly FindingKind Version = Create("NV1203", NotUsable, Critical,
        "the info block has a version that its driver does not look for there",
        "Use the kernel that wrote it; a BTT is looked for by the version that the DIMMs' labels ask for.");

    public static readonly FindingKind ErrorFlag = Create("NV1204", Lost, Critical,
        "the driver has marked the arena as one that can only be read", WholeCheck);

    public static readonly FindingKind Values = Create("NV1205", NotUsable, Critical,
        "values in the info block contradict each other or do not fit the namespace",
        "Check whether its copy is intact; if it is not, restore " + Anew);

    public static readonly FindingKind CopyBroken = Create("NV1206", Configuration, Warning,
        "the copy of the info block is damaged or missing, so damage to the other could not be repaired",
        "Repair the namespace: the copy is written again.");

    public static readonly FindingKind CopyDiffers = Create("NV1207", Configuration, Warning,
        "the copy of the info block differs from it", "Repair the namespace: the copy is written again.");

    public static readonly FindingKind Restorable = Create("NV1208", NotUsable, Critical,
        "the info block is damaged or missing, and its copy is good", FromCopy);

    public static readonly FindingKind Several = Create("NV1209", Configuration, Warning,
        "there are info blocks of several kinds, of which the driver takes the first: BTT, then PFN, then DAX",
        "Find out which one is meant; the other is left over from an earlier use of the namespace.");

    public static readonly FindingKind OtherPages = Create("NV1210", NotUsable, Critical,
        "the info block was written for larger pages than this machine has",
        "Use a kernel with pages of that size, or make the namespace anew.");

    public static readonly FindingKind LogScheme = Create("NV1220", NotUsable, Critical,
        "the log is laid out in no known way", WholeCheck);

    public static readonly FindingKind LogSequence = Create("NV1221", NotUsable, Critical,
        "a log entry's sequence numbers do not say which one is newer", WholeCheck);

    public static readonly FindingKind LogRange =
        Create("NV1222", NotUsable, Critical, "a log entry names a block outside the arena", WholeCheck);

    public static readonly FindingKind Interrupted = Create("NV1223", Configuration, Warning,
        "a write was logged and its map entry was not written",
        "Nothing is lost: enabling the namespace completes it, and so does repairing it.");

    public static readonly FindingKind MapRange =
        Create("NV1224", Lost, Critical, "a map entry names a block outside the arena", WholeCheck);

    public static readonly FindingKind Twice =
        Create("NV1225", Lost, Critical, "a block is used twice, by map entries or by the log", WholeCheck);

    public static readonly FindingKind Unused =
        Create("NV1226", Lost, Critical, "a block is used by no map entry and no log entry", WholeCheck);

    public static readonly FindingKind Unreadable = Create("NV1227", "UncorrectableECCError", Critical,
        "a part of the namespace's own tables cannot be read", "See where its bad blocks are. " + WholeCheck);

    public static readonly FindingKind ErrorSectors = Create("NV1228", Lost, Warning,
        "sectors are marked as ones whose data were lost",
        "Find the files there and restore them: writing to a sector clears the mark.");

    public static readonly FindingKind Chain = Create("NV1229", NotUsable, Critical,
        "the arenas do not follow one another within the namespace", Restore);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FindingKind> All => Listed;

    private static FindingKind Create(string id, string reason, FindingSeverity severity, string meaning, string remedy)
    {
        var kind = new FindingKind(id, reason, severity, meaning, remedy, []);
        Listed.Add(kind);
        return kind;
    }
}
