namespace NvdimmPS.Namespaces;

/// <summary>Why a namespace is not made, changed or as it ought to be.</summary>
internal static class NamespaceErrors
{
    /// <summary>Findings forbid it; the id names the first one.</summary>
    public static NvdimmException Refused(string target, string what, IReadOnlyList<NamespaceFinding> findings)
    {
        NamespaceFinding[] against = [.. findings.Where(f => f.Forbids)];
        var first = against.FirstOrDefault();
        return new($"Nvdimm.Namespace.{first?.Kind.Id}", Kind(first), target,
            $"{target}: {what} was refused: {string.Join("; ", against.Select(f => Told(f, target)))}. Nothing was written.",
            first?.Next);
    }

    /// <summary>No region has room.</summary>
    public static NvdimmException NoRegion(IReadOnlyList<NamespaceProposal> proposals)
    {
        var told = proposals.Select(p => (p.Site.Region.Name, First: p.Findings.First(f => f.Forbids))).ToArray();
        var why = ErrorText.Shortened([.. told.Select(t => $"{t.First.Text.TrimEnd('.')} ({t.First.Kind.Id})")]);
        return new(told.Length == 0 ? "Nvdimm.Namespace.NoRegion" : $"Nvdimm.Namespace.{told[0].First.Kind.Id}",
            NvdimmErrorKind.ResourceUnavailable, null,
            told.Length == 0 ? "There is no region. Nothing was written."
                : $"No region can have such a namespace: {why}. Nothing was written.",
            told.Length == 0 ? (NextStep)$"List them with {Mention.Regions}."
                : $"{told[0].First.Next} {Mention.TestNamespace("Region", told[0].Name)} says more of a region.");
    }

    /// <summary>A seed was named.</summary>
    public static NvdimmException Seed(string name) =>
        new($"Nvdimm.Namespace.{Findings.NamespaceFindingKinds.Seed.Id}", NvdimmErrorKind.InvalidArgument, name,
            $"{name} is an empty place for the next namespace and none itself ({Findings.NamespaceFindingKinds.Seed.Id}). "
                + "Nothing was written.",
            $"{Mention.NewNamespace} makes a namespace; the kernel decides which place it takes.");

    /// <summary>Nothing was said of what is to be changed.</summary>
    public static NvdimmException NothingToSet(string name) =>
        new("Nvdimm.Namespace.NothingToSet", NvdimmErrorKind.InvalidArgument, name,
            $"Nothing to change was given for {name}. Nothing was written.",
            $"Give {Mention.Named("Mode")}, {Mention.Named("Name")} or another of its values.");

    /// <summary>The device that was planned for is not free any more.</summary>
    public static NvdimmException Taken(string target, string what) =>
        new("Nvdimm.Namespace.Taken", NvdimmErrorKind.ResourceBusy, target,
            $"{target} has changed since it was looked at: {what}. Nothing was written.", "Another tool is at work on the bus: try again.");

    /// <summary>What is read back is not what was written.</summary>
    public static NvdimmException NotAsPlanned(string target, string what) =>
        new("Nvdimm.Change.NotAsPlanned", NvdimmErrorKind.InvalidResult, target,
            $"{target} is not as planned, although the kernel accepted every step: {what}.",
            "Check the kernel log (dmesg): a driver may have failed, or another tool changed it at the same time.");

    private static string Told(NamespaceFinding finding, string target) => finding.Target == target
        ? $"{finding.Text[(target.Length + 2)..].TrimEnd('.')} ({finding.Kind.Id})"
        : $"{finding.Text.TrimEnd('.')} ({finding.Kind.Id})";

    private static NvdimmErrorKind Kind(NamespaceFinding? finding) => finding?.Kind.Reason == "NotUsable"
        ? NvdimmErrorKind.ResourceUnavailable
        : NvdimmErrorKind.InvalidArgument;

    /// <summary>The first would get it, and lose its data, before the others are refused.</summary>
    public static NvdimmException OneUuid() =>
        new("Nvdimm.Namespace.OneUuid", NvdimmErrorKind.InvalidArgument, "Uuid",
            "A UUID is given for several namespaces, and each has its own. Nothing was written.", "Name one namespace.");

    /// <summary>The same of a name: a script that goes by it would find any of them.</summary>
    public static NvdimmException OneName() =>
        new("Nvdimm.Namespace.OneName", NvdimmErrorKind.InvalidArgument, "Name",
            "One name is given for several namespaces. Nothing was written.",
            "Name one namespace, or give each its own name, one call each.");

    /// <summary>Without a mode it would become what the default is.</summary>
    public static NvdimmException ModeNotKnown(string name) =>
        new("Nvdimm.Namespace.ModeNotKnown", NvdimmErrorKind.InvalidOperation, name,
            $"The mode of {name} is not known while it is disabled, and none was given. Nothing was written.",
            $"{Mention.EnableNamespace(name)} first, or give {Mention.Named("Mode", "FsDax")}.");

    /// <summary>An object says which namespace it was; another one has its number now.</summary>
    public static NvdimmException OtherNow(string name, string? has, string wanted) =>
        new("Nvdimm.Namespace.OtherNow", NvdimmErrorKind.InvalidOperation, name,
            $"{name} has the UUID {has ?? "of none"}, and the object that was given had {wanted}: it is another namespace now. "
                + "Nothing was written.",
            $"Look again with {Mention.Namespaces}.");
}
