using NvdimmPS.Files;

namespace NvdimmPS.InfoBlocks;

/// <summary>Why an info block, or a sector namespace, cannot be looked at or repaired.</summary>
internal static class InfoBlockErrors
{
    internal static NvdimmException Unreadable(string path, Exception e) =>
        new("Nvdimm.InfoBlock.Unreadable", FileReasons.ReadKind(e), path,
            $"'{Printable.Quote(path)}' cannot be read: {ErrorText.Sentence(e.Message)}",
            FileReasons.Next(e, "Give a regular file with the first 8 KiB of a namespace or more, such as one that 'ndctl read-infoblock' "
                + "wrote."), e);

    internal static NvdimmException NotThere(string target) =>
        new("Nvdimm.InfoBlock.None", NvdimmErrorKind.ObjectNotFound, target,
            $"{target} has no info block: a raw namespace, or one whose info block is overwritten.",
            $"See its mode with {Mention.Namespaces}.");

    internal static NvdimmException NoPmem(NvdimmNamespace space) =>
        new("Nvdimm.InfoBlock.NoPmem", NvdimmErrorKind.InvalidOperation, space.Name,
            $"{space.Name} is a block aperture and not persistent memory, so its bytes cannot be read this way.",
            $"List the namespaces with their types with {Mention.Namespaces}.");

    internal static NvdimmException Held(NvdimmNamespace space) =>
        new("Nvdimm.InfoBlock.Held", NvdimmErrorKind.ResourceBusy, space.Name,
            $"{space.Name} is {(space.Enabled ? "enabled" : "claimed")} as {space.Mode ?? "what its info block says"} by {space.Holder}, "
                + "and its info block lies outside of what that shows. Nothing was read or written.",
            $"Unmount it and disable it with {Mention.DisableNamespace}, which releases it too; then try again.");

    internal static NvdimmException NotSector(NvdimmNamespace space) =>
        new("Nvdimm.InfoBlock.NotSector", NvdimmErrorKind.InvalidOperation, space.Name,
            $"{space.Name} has a {space.HolderClass?.ToUpperInvariant()} instance, which is neither checked nor repaired: only sector mode "
                + "(BTT) keeps a copy of its info block and a log to go by. That says nothing of its health.",
            $"See its info block with {Mention.InfoBlocks}, and whether anything is wrong with {Mention.TestHealth}.");

    internal static NvdimmException Changed(string target) =>
        new("Nvdimm.InfoBlock.Changed", NvdimmErrorKind.ResourceBusy, target,
            $"{target} is no longer as it was when the repair was planned: another program has written to it. Nothing was written.",
            "See what uses it, then try again.");

    internal static NvdimmException Remains(string target, IReadOnlyList<HealthFinding> findings) =>
        new("Nvdimm.InfoBlock.Remains", NvdimmErrorKind.InvalidData, target,
            $"{target} has damage that nothing repairs: {string.Join(" ", findings.Select(f => $"{f.Id}: {f.Evidence}"))}",
            "First copy what can be read from its block device; then restore the data from a backup to a newly made namespace.");
}
