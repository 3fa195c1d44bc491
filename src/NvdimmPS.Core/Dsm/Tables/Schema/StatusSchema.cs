using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Status words in a file.</summary>
internal static class StatusSchema
{
    public static readonly SchemaTable<DsmStatusWord> Table = new("a status",
        new("code", (s, n) => s with { Code = (uint)n.Whole(maximum: uint.MaxValue) }, (w, s) => w.Hex(s.Code)) { Required = true },
        new("name", (s, n) => s with { Word = n.Identifier(), Message = n.Identifier() }, (w, s) => w.Text(s.Word)) { Required = true },
        new("message", (s, n) => s with { Message = n.AnyText() }, (w, s) => w.Text(s.Message == s.Word ? null : s.Message)),
        new("category", (s, n) => s with { Kind = n.Choice<NvdimmErrorKind>() },
            (w, s) => w.Text(s.Kind == NvdimmErrorKind.DeviceError ? null : s.Kind.ToString())),
        new("success", (s, n) => s with { IsSuccess = n.Flag() }, (w, s) => w.Flag(s.IsSuccess)));

    /// <summary>A list in which each code stands once.</summary>
    public static DsmStatusWord[] Read(DataNode node)
    {
        var codes = new HashSet<uint>();
        return [.. node.Items().Select(item => Read(item, codes))];
    }

    private static DsmStatusWord Read(DataNode node, HashSet<uint> codes)
    {
        var status = Table.Read(new DsmStatusWord(0, string.Empty, string.Empty), node);
        return codes.Add(status.Code)
            ? status
            : throw node.Wrong("code", $"status 0x{status.Code:x} has a meaning already", "Leave one of them out.");
    }
}
