namespace NvdimmPS.InfoBlocks;

/// <summary>Why an info block, or a sector namespace, cannot be looked at or repaired.</summary>
internal static class InfoBlockErrors
{
    internal static NvdimmException Unreadable(string path, Exception e) =>
        new("Nvdimm.InfoBlock.Unreadable", NvdimmErrorKind.ResourceUnavailable, path,
            $"'{Printable.Quote(path)}' cannot be read: {e.Message.TrimEnd('.')}.",
            "Give a regular file with the first 8 KiB of a namespace or more, such as one that 'ndctl read-infoblock -o' wrote.", e);
}
