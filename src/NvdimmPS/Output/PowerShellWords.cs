namespace NvdimmPS.Shell.Output;

/// <summary>How the module names what a next step mentions: as cmdlets and parameters.</summary>
internal sealed class PowerShellWords : IMentionWords
{
    private PowerShellWords()
    {
    }

    /// <summary>The one there is.</summary>
    public static PowerShellWords Instance { get; } = new();

    /// <inheritdoc/>
    public string Name(MentionKind kind, IReadOnlyList<string> arguments) => kind switch
    {
        MentionKind.Option => "-" + string.Join(' ', arguments),
        MentionKind.Devices => "Get-NvdimmDevice",
        MentionKind.Buses => "Get-NvdimmBus",
        MentionKind.Regions => "Get-NvdimmRegion",
        MentionKind.Namespaces => "Get-NvdimmNamespace",
        MentionKind.Functions => "Get-NvdimmDsmFunction",
        MentionKind.FunctionsOf => $"Get-NvdimmDsmFunction -{arguments[0]} {arguments[1]}",
        MentionKind.LayoutOf => $"Get-NvdimmDsmFunction -Family {arguments[0]} -Function {arguments[1]}",
        MentionKind.ArgumentOf => $"-Argument @{{ {arguments[0]} = … }}",
        MentionKind.Target => $"-{arguments[0]}",
        MentionKind.ExampleFor => $"the example in the help of {Name(Enum.Parse<MentionKind>(arguments[0]), [])}",
        MentionKind.InputBytes => "-InputHex, -InputBytes or -InputFile",
        MentionKind.Call => "Invoke-NvdimmDsm",
        MentionKind.LegacyCall => "Invoke-NvdimmCommand",
        MentionKind.Health => "Get-NvdimmHealth",
        MentionKind.MakeBaseline => "Get-NvdimmHealth | Export-Clixml baseline.xml",
        MentionKind.TestHealth => "Test-NvdimmHealth",
        MentionKind.TestFirmware => "Test-NvdimmFirmware",
        MentionKind.Firmware => "Get-NvdimmFirmware",
        MentionKind.Thresholds => "Get-NvdimmThreshold",
        MentionKind.Simulator => "New-NvdimmSimulator",
        MentionKind.WaitScrub => "Wait-NvdimmScrub",
        MentionKind.StartTrace => "Start-NvdimmTrace",
        MentionKind.ExportSchema => "Export-NvdimmDsmSchema",
        MentionKind.ImportSchema => "Import-NvdimmDsmSchema -Force",
        MentionKind.RemoveSchema => "Remove-NvdimmDsmSchema",
        MentionKind.ExportConfiguration => "Export-NvdimmConfiguration",
        MentionKind.NoQuestion => "-Force or -Confirm:$false",
        MentionKind.ReplaceFile => "replace it with -Force",
        MentionKind.OtherHost => "Invoke-Command -HostName",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
