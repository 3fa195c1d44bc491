namespace NvdimmPS.Cli;

/// <summary>The error catalogue names the module's commands; here they are said as a shell knows them.</summary>
internal static class Wording
{
    // In this order: the longer form first.
    private static readonly (string Module, string Console)[] Words =
    [
        ("-AllowSensitive (--allow-sensitive) and confirm", "--allow-sensitive, and --force where nobody can be asked"),
        ("then confirm at the prompt, or give -Force (or -Confirm:$false) where nobody can be asked; --force in the console", "then give --force"),
        ("New-NvdimmSimulator -Topology starts", "--simulate starts"),
        ("Make one with Get-NvdimmHealth | Export-Clixml baseline.xml, or with ConvertTo-Json -Depth 4", "Make one: nvdimm health --json > baseline.json"),
        ("Get-NvdimmHealth | Export-Clixml baseline.xml", "nvdimm health --json > baseline.json"),
        ("as the example in the help of Test-NvdimmHealth does", "as docs/cli.md does"),
        ("(PlatformOnly)", "(--platform-only)"),
        ("replace it with -Force.", "remove it first."),
        ("Record it again with Start-NvdimmTrace", "Record it again with --trace"),
        ("that Start-NvdimmTrace wrote", "that --trace wrote"),
        ("New-NvdimmSimulator (or --simulate)", "--simulate"),
        ("New-NvdimmSimulator", "--simulate"),
        (", for example with Invoke-Command -HostName", ", for example with ssh"),
        ("Get-NvdimmDsmFunction -Dimm ", "nvdimm functions "),
        ("Get-NvdimmDsmFunction lists", "nvdimm functions lists"),
        ("Get-NvdimmDsmFunction -Family ", "nvdimm dsm 0 --what-if --family "),
        ("Get-NvdimmDsmFunction -Function ", "nvdimm dsm 0 --what-if --function "),
        ("Get-NvdimmDevice", "nvdimm list"),
        ("Get-NvdimmBus", "nvdimm list --buses --full"),
        ("Get-NvdimmRegion", "nvdimm list --regions"),
        ("Get-NvdimmNamespace", "nvdimm list --namespaces"),
        ("Invoke-NvdimmCommand", "nvdimm dsm --route legacy"),
        ("Invoke-NvdimmDsm", "nvdimm dsm"),
        ("Use -Bus", "Name a bus, such as ndbus0"),
        ("Use -Dimm", "Name a DIMM, such as nmem0"),
        ("-InputHex, -InputBytes or -InputFile", "--input-hex or --input-file"),
        ("-Argument @{ ", "--argument '"),
        (" = … }", "=…'"),
        ("… }", "Name=Value'"),
        (" (@{ … })", ""),
        ("-Argument", "--argument"),
        ("-OutputSize", "--output-size"),
        ("-Family", "--family"),
        ("-Function", "--function"),
        ("-WhatIf", "--what-if"),
        ("-Raw", "--raw"),
        ("-Route Call", "--route call"),
        ("-Route Legacy", "--route legacy"),
        ("-Route", "--route"),
    ];

    public static string Console(string text)
    {
        foreach (var (module, console) in Words)
        {
            text = text.Replace(module, console, StringComparison.Ordinal);
        }

        return text;
    }
}
