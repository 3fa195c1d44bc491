using System.Management.Automation;
using System.Text.RegularExpressions;

namespace NvdimmPS.Shell.Output;

/// <summary>
/// How the module names what a next step mentions: as cmdlets and parameters. A parameter that the failing cmdlet does not have is
/// named with a cmdlet that has it, since a reader tries it where he is.
/// </summary>
/// <param name="cmdlet">The type of the failing cmdlet; null where there is none.</param>
internal sealed partial class PowerShellWords(Type? cmdlet) : IMentionWords
{
    private const string Call = "Invoke-NvdimmDsm";

    /// <summary>The cmdlet that has a parameter which the failing cmdlet lacks.</summary>
    private static readonly Dictionary<string, string> Owners = new(StringComparer.Ordinal)
    {
        ["OutputHex"] = "ConvertFrom-NvdimmDsm",
        ["MediaTemperature"] = "Set-NvdimmThreshold",
        ["Enable"] = "Set-NvdimmThreshold",
        ["Disable"] = "Set-NvdimmThreshold",
        ["Path"] = "Export-NvdimmReport",
        ["As"] = "Export-NvdimmReport",
        ["Health"] = "ConvertTo-NdctlJson",
        ["Mode"] = "New-NvdimmNamespace",
        ["Name"] = "New-NvdimmNamespace",
        ["IncludeSerial"] = "Export-NvdimmConfiguration",
        ["NoBackup"] = "Import-NvdimmLabel",
        ["NewPassphrase"] = "Set-NvdimmPassphrase",
        ["CreateKeyEncryptionKey"] = "Set-NvdimmPassphrase",
        ["NoKey"] = "Set-NvdimmPassphrase",
        ["Master"] = "Set-NvdimmPassphrase",
        ["Passphrase"] = "Clear-NvdimmData",
        ["VendorCommand"] = "ConvertFrom-NvdimmDsm",
        ["FisVersion"] = "ConvertFrom-NvdimmDsm",
        ["Log"] = "Get-NvdimmErrorLog",
        ["After"] = "Get-NvdimmErrorLog",
        ["Since"] = "Get-NvdimmErrorLog",
        ["Level"] = "Get-NvdimmErrorLog",
        ["AllowHardware"] = "Add-NvdimmInjectedError",
        ["Overwrite"] = "Initialize-NvdimmLabel",
        ["AllowDowngrade"] = "Update-NvdimmFirmware",
        ["AllowUnknownImage"] = "Update-NvdimmFirmware",
        ["EndOther"] = "Update-NvdimmFirmware",
        ["ImageVersion"] = "Update-NvdimmFirmware",
        ["Slot"] = "Update-NvdimmFirmware",
        ["IgnoreScrub"] = "Update-NvdimmFirmware",
        ["AllowOverflow"] = "Invoke-NvdimmFirmwareActivation",
        ["NoIdle"] = "Invoke-NvdimmFirmwareActivation",
        ["TimeoutSec"] = "Invoke-NvdimmFirmwareActivation",
    };

    /// <summary>For errors outside a cmdlet.</summary>
    public static PowerShellWords Instance { get; } = new(null);

    /// <inheritdoc/>
    public string Name(MentionKind kind, IReadOnlyList<string> arguments)
    {
        var phrase = Phrase(kind, arguments);
        if (kind is not (MentionKind.Option or MentionKind.ArgumentOf or MentionKind.Passphrase or MentionKind.Target
            or MentionKind.InputBytes or MentionKind.NoQuestion or MentionKind.ReplaceFile)
            || cmdlet is null || Parameter().Matches(phrase).FirstOrDefault(m => !Has(m.Groups[1].Value)) is not { } missing)
        {
            return phrase;
        }

        return kind == MentionKind.ReplaceFile
            ? "remove it first"
            : $"{phrase} of {Owners.GetValueOrDefault(missing.Groups[1].Value, Call)}";
    }

    private bool Has(string parameter) => parameter is "WhatIf" or "Confirm"
        ? ((CmdletAttribute?)Attribute.GetCustomAttribute(cmdlet!, typeof(CmdletAttribute)))?.SupportsShouldProcess == true
        : cmdlet!.GetProperty(parameter)?.IsDefined(typeof(ParameterAttribute), inherit: true) == true;

    [GeneratedRegex(@"(?<!\w)-([A-Z][A-Za-z]+)\b", RegexOptions.CultureInvariant)]
    private static partial Regex Parameter();

    private static string Phrase(MentionKind kind, IReadOnlyList<string> arguments) => kind switch
    {
        MentionKind.Option => "-" + string.Join(' ', arguments),
        MentionKind.Devices => "Get-NvdimmDevice",
        MentionKind.Buses => "Get-NvdimmBus",
        MentionKind.Regions => "Get-NvdimmRegion",
        MentionKind.Namespaces => "Get-NvdimmNamespace",
        MentionKind.InfoBlocks => "Get-NvdimmInfoBlock",
        MentionKind.DisableNamespace => "Disable-NvdimmNamespace",
        MentionKind.Functions => "Get-NvdimmDsmFunction",
        MentionKind.VendorCommands => "Get-NvdimmDsmFunction -Vendor",
        MentionKind.FunctionsOf => $"Get-NvdimmDsmFunction -{arguments[0]} {arguments[1]}",
        MentionKind.LayoutOf => $"Get-NvdimmDsmFunction -Family {arguments[0]} -Function {arguments[1]}",
        MentionKind.LayoutOfCommand => $"Get-NvdimmDsmFunction -Vendor -Function {arguments[0]}",
        MentionKind.ArgumentOf => $"-Argument @{{ {arguments[0]} = … }}",
        MentionKind.Passphrase => $"a SecureString: -Argument @{{ {arguments[0]} = Read-Host -AsSecureString }}",
        MentionKind.Target => $"-{arguments[0]}",
        MentionKind.ExampleFor => $"the example in the help of {Phrase(Enum.Parse<MentionKind>(arguments[0]), [])}",
        MentionKind.InputBytes => "-InputHex, -InputBytes or -InputFile",
        MentionKind.Call => Call,
        MentionKind.LegacyCall => "Invoke-NvdimmCommand",
        MentionKind.Health => "Get-NvdimmHealth",
        MentionKind.MakeBaseline => "Get-NvdimmHealth | Export-Clixml baseline.xml",
        MentionKind.TestHealth => "Test-NvdimmHealth",
        MentionKind.TestFirmware => "Test-NvdimmFirmware",
        MentionKind.Firmware => "Get-NvdimmFirmware",
        MentionKind.Thresholds => "Get-NvdimmThreshold",
        MentionKind.SetThresholds => "Set-NvdimmThreshold",
        MentionKind.FindingKinds => "Get-NvdimmFindingKind",
        MentionKind.Simulator => "New-NvdimmSimulator",
        MentionKind.WaitScrub => "Wait-NvdimmScrub",
        MentionKind.StartScrub => "Start-NvdimmScrub",
        MentionKind.ArmFirmware => "Enable-NvdimmFirmwareActivation",
        MentionKind.ArmWithOverflow => "Enable-NvdimmFirmwareActivation -AllowOverflow",
        MentionKind.FirmwareActivation => "Get-NvdimmFirmware -Activation",
        MentionKind.DisarmFirmware => "Disable-NvdimmFirmwareActivation",
        MentionKind.ActivateFirmware => "Invoke-NvdimmFirmwareActivation",
        MentionKind.WaitOverwrite => "Wait-NvdimmOverwrite",
        MentionKind.Security => $"Get-NvdimmSecurity {arguments[0]}",
        MentionKind.SetPassphrase => $"Set-NvdimmPassphrase {arguments[0]}",
        MentionKind.RemovePassphrase => $"Remove-NvdimmPassphrase {arguments[0]}",
        MentionKind.UnlockSecurity => $"Unlock-NvdimmSecurity {arguments[0]}",
        MentionKind.StartTrace => "Start-NvdimmTrace",
        MentionKind.ExportSchema => "Export-NvdimmDsmSchema",
        MentionKind.ImportSchema => "Import-NvdimmDsmSchema -Force",
        MentionKind.RemoveSchema => "Remove-NvdimmDsmSchema",
        MentionKind.ExportConfiguration => "Export-NvdimmConfiguration",
        MentionKind.Labels => "Get-NvdimmLabel",
        MentionKind.ExportLabels => "Export-NvdimmLabel",
        MentionKind.ImportLabels => "Import-NvdimmLabel",
        MentionKind.InitializeLabels => "Initialize-NvdimmLabel",
        MentionKind.ClearLabels => "Clear-NvdimmLabel",
        MentionKind.DisableRegions => $"Disable-NvdimmRegion {arguments[0]}",
        MentionKind.EnableRegion => $"Enable-NvdimmRegion {arguments[0]}",
        MentionKind.SetRegion => $"Set-NvdimmRegion {arguments[0]} -{arguments[1]} {arguments[2]}",
        MentionKind.EnableDevice => $"Enable-NvdimmDevice {arguments[0]}",
        MentionKind.NewNamespace => "New-NvdimmNamespace",
        MentionKind.SetNamespace => $"Set-NvdimmNamespace {arguments[0]}",
        MentionKind.RemoveNamespace => $"Remove-NvdimmNamespace {arguments[0]}",
        MentionKind.EnableNamespace => $"Enable-NvdimmNamespace {arguments[0]}",
        MentionKind.TestNamespace => $"Test-NvdimmNamespace -{arguments[0]} {arguments[1]}",
        MentionKind.NoQuestion => "-Force or -Confirm:$false",
        MentionKind.ReplaceFile => "replace it with -Force",
        MentionKind.OtherHost => "Invoke-Command -HostName",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
