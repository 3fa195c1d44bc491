<#
.SYNOPSIS
Runs the scenarios of the runbooks in a process of its own, as Pester does not like to run within itself, and writes what was found as JSON.
#>
[CmdletBinding()]
param(
    [Parameter(Mandatory)] [string] $Module,
    [Parameter(Mandatory)] [string] $Pester,
    [Parameter(Mandatory)] [string] $Output,

    # A run over hosts in place of the scenarios: their names, with commas, and how to reach them.
    [string] $HostName,
    [string] $KeyFilePath,
    [string] $Report
)

$ErrorActionPreference = 'Stop'
Import-Module $Pester
Import-Module (Join-Path $Module 'NvdimmPS.Testing')
$quiet = @{ PassThru = $true; Configuration = @{ Output = @{ Verbosity = 'None' } } }

function Get-Outcome([Pester.Run] $Run) {
    @{
        Result   = $Run.Result
        Skipped  = @($Run.Skipped | ForEach-Object { $_.ExpandedPath })
        Passed   = @($Run.Passed | ForEach-Object { $_.ExpandedPath })
        Failures = @($Run.Failed | ForEach-Object { @{ Test = $_.ExpandedPath; Message = "$($_.ErrorRecord[0].Exception.Message)" } }) +
        @($Run.FailedContainers + $Run.FailedBlocks | ForEach-Object { @{ Test = 'none'; Message = "$($_.ErrorRecord)" } })
    }
}

if ($HostName) {
    $fleet = @{ KeyFilePath = $KeyFilePath; ConnectTimeoutSec = 300; Options = @{ StrictHostKeyChecking = 'no'; UserKnownHostsFile = '/dev/null'; IdentitiesOnly = 'yes' } }
    $run = Invoke-NvdimmRunbook DailyHealth -HostName $HostName -FleetOption $fleet -OutputPath $Report -OutputFormat JUnitXml @quiet
    Get-Outcome $run | ConvertTo-Json -Depth 4 | Set-Content $Output
    return
}

. $PSScriptRoot/Runbook.Scenarios.ps1
$found = foreach ($scenario in $scenarios) {
    $simulator = Enter-NvdimmFixture $scenario.Topology
    try {
        $parameter = $scenario.Parameter ? (& $scenario.Parameter) : @{}
        $simulator | ForEach-Object $scenario.Break
        $red = Get-Outcome (Invoke-NvdimmRunbook $scenario.Runbook -Parameter $parameter @quiet)
        $simulator | ForEach-Object $scenario.Mend
        if ($scenario.Mended) { $parameter = & $scenario.Mended }
        $green = Get-Outcome (Invoke-NvdimmRunbook $scenario.Runbook -Parameter $parameter @quiet)
    } finally {
        Exit-NvdimmFixture $simulator
    }
    @{ Name = $scenario.Name; Red = $red; Green = $green; Requests = @($simulator.Transcript).Count }
}
ConvertTo-Json @($found) -Depth 6 | Set-Content $Output
