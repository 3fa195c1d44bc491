<#
.SYNOPSIS
Runs one Pester file on a staged module; the last line is "N passed, N failed, N skipped".
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Path,
    [Parameter(Mandatory)] [string] $Module,
    [string] $Pester = 'Pester'
)

Import-Module $Pester -MinimumVersion 5.0 -ErrorAction Stop
$env:NVDIMMPS_MODULE = $Module
$PSStyle.OutputRendering = 'PlainText'
$configuration = New-PesterConfiguration
$configuration.Run.Path = $Path
$configuration.Run.PassThru = $true
$configuration.Output.Verbosity = 'Normal'
$configuration.Output.RenderMode = 'Plaintext'
$configuration.Output.CIFormat = 'None'
$result = Invoke-Pester -Configuration $configuration
$failed = $result.FailedCount + $result.FailedBlocksCount + $result.FailedContainersCount
"$($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
exit [int] ($failed -gt 0 -or $result.TotalCount -eq 0)
