using NvdimmPS.Dsm.Vendor;
using NvdimmPS.Files;

namespace NvdimmPS.Dsm.Schema;

/// <summary>Versions of the firmware interface: <c>{ "from": "1.13", "before": "3.0" }</c>.</summary>
internal static class FisSchema
{
    public static readonly SchemaTable<FisRange> Table = new("versions of the firmware interface",
        new("from", (r, n) => r with { From = Version(n) }, (w, r) => w.Text(r.From?.ToString())),
        new("before", (r, n) => r with { Before = Version(n) }, (w, r) => w.Text(r.Before?.ToString())));

    public static FisRange Read(DataNode node) => Table.Read(new FisRange(null, null), node) switch
    {
        { From: null, Before: null } =>
            throw node.Wrong("it does not say which versions", "Add \"from\": \"2.0\", or \"before\": \"3.0\"."),
        { From: { } from, Before: { } before } when from >= before =>
            throw node.Wrong($"no version is from {from} on and before {before}", "Exchange them, or leave one of them out."),
        var range => range,
    };

    private static FisVersion Version(DataNode node) => FisVersion.Parse(node.AnyText())
        ?? throw node.Wrong($"'{Suggestion.Shown(node.AnyText())}' is no version of the firmware interface", "Write it like \"1.15\".");
}
