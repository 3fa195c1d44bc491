namespace NvdimmPS.Tests.Formats.SecondReader;

/// <summary>A place where ConvertTo-NdctlJson prints otherwise than ndctl though both decode the same: what one shows of it is a matter of sense.</summary>
internal sealed record JsonDifference(string Id, string[] Families, string Ndctl, string Right, Func<Specimen, bool> Applies)
{
    public static IReadOnlyList<JsonDifference> All { get; } =
    [
        new("not-measured", ["Msft"], "shows 255.0 °C of a module that answers a byte of ones", "NvdimmPS: left out, as modules answer that do not measure",
            s => s.Ask(11)?.Number("Temperature") is 0xFF),
        new("more-than-all", ["Msft", "Papr"], "shows a negative `life_used_percentage` where more than 100 % are left", "NvdimmPS: left out; no module has that left",
            s => Left(s) > 100),
        new("undefined-health-bits", ["Hpe1"], "shows `ok` where only bits without a meaning are set in the health summary", "NvdimmPS: `unknown`; a later interface may mean anything by them",
            s => s.Ask(1) is { } smart && smart["HealthState"] is not null && smart.Number("HealthState") is not 0 and var bits && (bits & 7) == 0),
        new("nothing-after-ones", ["Intel"], "shows nothing more of the firmware after version 18446744073709551615, which it takes for a failure", "NvdimmPS: versions are any 64 bits",
            s => s.Ask(12) is { } info && (info["RunningVersion"] is ulong.MaxValue || info["UpdatedVersion"] is ulong.MaxValue)),
    ];

    /// <summary>The line of docs/ndctl.md.</summary>
    public string Row => $"| `{Id}` | {string.Join(", ", Families)} | {Ndctl} | {Right} |";

    private static ulong? Left(Specimen specimen) => specimen.Family.Name switch
    {
        "Msft" => specimen.Ask(11)?.Number("NvmLifetime"),
        _ => specimen.Ask(1) is { } health && health["PercentageRemaining"] is not null ? health.Number("PercentageRemaining") : null,
    };
}
