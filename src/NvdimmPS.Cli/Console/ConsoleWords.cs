using System.Text.Json;

namespace NvdimmPS.Cli;

/// <summary>How the console names what a next step mentions: as commands and options. What only the module does is named there.</summary>
internal sealed class ConsoleWords : IMentionWords
{
    private ConsoleWords()
    {
    }

    /// <summary>The one there is.</summary>
    public static ConsoleWords Instance { get; } = new();

    /// <inheritdoc/>
    public string Name(MentionKind kind, IReadOnlyList<string> arguments) => kind switch
    {
        MentionKind.Option => string.Join(' ',
            arguments.Select((a, i) => i == 0 ? "--" + JsonNamingPolicy.KebabCaseLower.ConvertName(a) : a.ToLowerInvariant())),
        MentionKind.Devices => "nvdimm list",
        MentionKind.Buses => "nvdimm list --buses --full",
        MentionKind.Regions => "nvdimm list --regions",
        MentionKind.Namespaces => "nvdimm list --namespaces",
        MentionKind.InfoBlocks => "Get-NvdimmInfoBlock of the module",
        MentionKind.DisableNamespace => "Disable-NvdimmNamespace of the module",
        MentionKind.Functions => "nvdimm functions",
        MentionKind.VendorCommands => "nvdimm functions --vendor",
        MentionKind.FunctionsOf => $"nvdimm functions {arguments[1]}",
        MentionKind.LayoutOf => $"nvdimm dsm 0 --what-if --family {arguments[0]} --function {arguments[1]}",
        MentionKind.ArgumentOf => $"--argument '{arguments[0]}=…'",
        MentionKind.Passphrase => "the whole input in a file that only you can read (--input-file)",
        MentionKind.Target => arguments[0] == "Bus" ? "the name of a bus, such as ndbus0" : "the name of a DIMM, such as nmem0",
        MentionKind.ExampleFor => "the example in docs/cli.md",
        MentionKind.InputBytes => "--input-hex or --input-file",
        MentionKind.Call => "nvdimm dsm",
        MentionKind.LegacyCall => "nvdimm dsm --route legacy",
        MentionKind.Health or MentionKind.TestHealth => "nvdimm health",
        MentionKind.MakeBaseline => "nvdimm health --json > baseline.json",
        MentionKind.Firmware => "nvdimm health --json",
        MentionKind.TestFirmware => "Test-NvdimmFirmware of the module",
        MentionKind.Thresholds => "Get-NvdimmThreshold of the module",
        MentionKind.SetThresholds => "Set-NvdimmThreshold of the module",
        MentionKind.FindingKinds => "Get-NvdimmFindingKind of the module",
        MentionKind.Simulator => "--simulate",
        MentionKind.WaitScrub => "nvdimm list --buses",
        MentionKind.StartScrub => "Start-NvdimmScrub of the module",
        MentionKind.ArmFirmware => "Enable-NvdimmFirmwareActivation of the module",
        MentionKind.ArmWithOverflow => "Enable-NvdimmFirmwareActivation -AllowOverflow of the module",
        MentionKind.FirmwareActivation => "Get-NvdimmFirmware -Activation of the module",
        MentionKind.DisarmFirmware => "Disable-NvdimmFirmwareActivation of the module",
        MentionKind.ActivateFirmware => "Invoke-NvdimmFirmwareActivation of the module",
        MentionKind.WaitOverwrite => "Wait-NvdimmOverwrite of the module",
        MentionKind.Security => $"nvdimm list {arguments[0]}",
        MentionKind.SetPassphrase => $"Set-NvdimmPassphrase {arguments[0]} of the module",
        MentionKind.RemovePassphrase => $"Remove-NvdimmPassphrase {arguments[0]} of the module",
        MentionKind.UnlockSecurity => $"Unlock-NvdimmSecurity {arguments[0]} of the module",
        MentionKind.StartTrace => "--trace",
        MentionKind.ExportSchema => "Export-NvdimmDsmSchema of the module",
        MentionKind.ImportSchema => "Import-NvdimmDsmSchema -Force of the module",
        MentionKind.RemoveSchema => "Remove-NvdimmDsmSchema of the module",
        MentionKind.ExportConfiguration => "Export-NvdimmConfiguration of the module",
        MentionKind.Labels => "nvdimm labels show",
        MentionKind.ExportLabels => "nvdimm labels export",
        MentionKind.ImportLabels => "nvdimm labels import",
        MentionKind.InitializeLabels => "Initialize-NvdimmLabel of the module",
        MentionKind.ClearLabels => "Clear-NvdimmLabel of the module",
        MentionKind.DisableRegions => $"Disable-NvdimmRegion {arguments[0]} of the module",
        MentionKind.EnableRegion => $"Enable-NvdimmRegion {arguments[0]} of the module",
        MentionKind.SetRegion => $"Set-NvdimmRegion {arguments[0]} -{arguments[1]} {arguments[2]} of the module",
        MentionKind.EnableDevice => $"Enable-NvdimmDevice {arguments[0]} of the module",
        MentionKind.NewNamespace => "New-NvdimmNamespace of the module",
        MentionKind.SetNamespace => $"Set-NvdimmNamespace {arguments[0]} of the module",
        MentionKind.RemoveNamespace => $"Remove-NvdimmNamespace {arguments[0]} of the module",
        MentionKind.EnableNamespace => $"Enable-NvdimmNamespace {arguments[0]} of the module",
        MentionKind.TestNamespace => $"nvdimm namespaces test {arguments[1]}",
        MentionKind.NoQuestion => "--force",
        MentionKind.ReplaceFile => "remove it first",
        MentionKind.OtherHost => "ssh",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
