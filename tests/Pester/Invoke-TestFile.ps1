<#
.SYNOPSIS
Runs one Pester file on a staged module; the last line is "N passed, N failed, N skipped".

.EXAMPLE
./build.ps1; tests/Pester/Invoke-TestFile.ps1 tests/Pester/Views.Tests.ps1
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory, Position = 0)] [string] $Path,
    [string] $Module = (Join-Path $PSScriptRoot '../../out/NvdimmPS'),
    [string] $Pester = 'Pester',
    # For a caller in the same process: no exit code.
    [switch] $NoExit
)

try {
    Import-Module $Pester -MinimumVersion 5.0 -ErrorAction Stop
} catch {
    [Console]::Error.WriteLine("Pester 5.0 or later is needed, and '$Pester' is not: Install-PSResource Pester, or name one with -Pester (a path to Pester.psd1).")
    exit 1
}
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
if ($result.TotalCount -eq 0) { $failed++ }
$result.Skipped | ForEach-Object { Write-Information "skipped $(Split-Path -Leaf $Path): $($_.ExpandedPath -replace '\s+', ' ')" -InformationAction Continue }
"$($result.PassedCount) passed, $failed failed, $($result.SkippedCount) skipped"
if (-not $NoExit) { exit [int] ($failed -gt 0) }
