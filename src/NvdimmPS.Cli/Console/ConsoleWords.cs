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
        MentionKind.DisableNamespace => Ndctl("disable-namespace", "Disable-NvdimmNamespace", "NAMESPACE"),
        MentionKind.Functions => "nvdimm functions",
        MentionKind.VendorCommands => "nvdimm functions --vendor",
        MentionKind.FunctionsOf => $"nvdimm functions {arguments[1]}",
        MentionKind.LayoutOf => $"nvdimm functions --family {arguments[0]} --function {arguments[1]}",
        MentionKind.LayoutOfCommand => $"nvdimm functions --vendor --function {arguments[0]}",
        MentionKind.ArgumentOf => $"--argument '{arguments[0]}=…'",
        MentionKind.Passphrase => "the whole input in a file that only you can read (--input-file)",
        MentionKind.Target => arguments[0] == "Bus" ? "the name of a bus, such as ndbus0" : "the name of a DIMM, such as nmem0",
        MentionKind.ExampleFor => "the example in the console's page (docs/cli.md, or README.md of an archive)",
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
        MentionKind.StartScrub => Ndctl("start-scrub", "Start-NvdimmScrub"),
        MentionKind.ArmFirmware => "Enable-NvdimmFirmwareActivation of the module",
        MentionKind.ArmWithOverflow => "Enable-NvdimmFirmwareActivation -AllowOverflow of the module",
        MentionKind.FirmwareActivation => "Get-NvdimmFirmware -Activation of the module",
        MentionKind.DisarmFirmware => "Disable-NvdimmFirmwareActivation of the module",
        MentionKind.ActivateFirmware => "Invoke-NvdimmFirmwareActivation of the module",
        MentionKind.WaitOverwrite => Ndctl("wait-overwrite", "Wait-NvdimmOverwrite", "DIMM"),
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
        MentionKind.InitializeLabels => Ndctl("init-labels", "Initialize-NvdimmLabel", "DIMM"),
        MentionKind.ClearLabels => Ndctl("zero-labels", "Clear-NvdimmLabel", "DIMM"),
        MentionKind.DisableRegions => Ndctl("disable-region", "Disable-NvdimmRegion", arguments[0]),
        MentionKind.EnableRegion => Ndctl("enable-region", "Enable-NvdimmRegion", arguments[0]),
        MentionKind.SetRegion => $"Set-NvdimmRegion {arguments[0]} -{arguments[1]} {arguments[2]} of the module",
        MentionKind.EnableDevice => Ndctl("enable-dimm", "Enable-NvdimmDevice", arguments[0]),
        MentionKind.NewNamespace => Ndctl("create-namespace", "New-NvdimmNamespace"),
        MentionKind.SetNamespace => $"Set-NvdimmNamespace {arguments[0]} of the module",
        MentionKind.RemoveNamespace => Ndctl("destroy-namespace", "Remove-NvdimmNamespace", arguments[0]),
        MentionKind.EnableNamespace => Ndctl("enable-namespace", "Enable-NvdimmNamespace", arguments[0]),
        MentionKind.TestNamespace => $"nvdimm namespaces test {arguments[1]}",
        MentionKind.NoQuestion => "--force",
        MentionKind.ReplaceFile => "remove it first",
        MentionKind.OtherHost => "ssh",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>What this program does not do: ndctl does it on a machine without PowerShell, the module on any.</summary>
    /// <param name="command">The command of ndctl.</param>
    /// <param name="cmdlet">The cmdlet.</param>
    /// <param name="names">What it is done to, with commas between; where the reader has to choose, a word in capitals.</param>
    private static string Ndctl(string command, string cmdlet, string names = "")
    {
        var words = string.Join(' ', names.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries).Prepend($"ndctl {command}"));
        return $"{words} or {cmdlet} {(names.Length == 0 || char.IsAsciiLetterUpper(names[0]) ? string.Empty : names + " ")}of the module";
    }
}
