<#
.SYNOPSIS
Every day: each host answers, each DIMM is healthy, regions are whole and DIMMs of one kind are alike.
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of a test use them.')]
param(
    [string[]] $HostName,
    [string[]] $HostFile,
    [hashtable] $FleetOption = @{},

    # Limits, severities and mutes; see Test-NvdimmHealth.
    [string] $Policy,

    # Findings that are known and do not count, such as NV1010 or NV15*.
    [string[]] $IgnoreId = @(),

    # Only what is critical counts.
    [switch] $AllowWarning
)

BeforeDiscovery {
    if (-not (Get-Module NvdimmPS.Testing)) { Import-Module ((Test-Path "$PSScriptRoot/../NvdimmPS.Testing") ? "$PSScriptRoot/../NvdimmPS.Testing" : 'NvdimmPS.Testing') }
    $script:hosts = Get-NvdimmSnapshot -HostName $HostName -HostFile $HostFile -FleetOption $FleetOption -Policy $Policy | ForEach-Object {
        $machine = $_
        @{ Name = $machine.HostName; Machine = $machine; Dimms = @($machine.Health | ForEach-Object { @{ Dimm = $_.Dimm } }) }
    }
}

Describe '<Name>' -ForEach $hosts {
    BeforeAll { $script:counts = @{ AllowWarning = $AllowWarning; IgnoreId = $IgnoreId } }

    It 'answers' { $Machine | Should -BeNvdimm Reached }

    It '<Dimm> is healthy' -ForEach $Dimms {
        $own = [pscustomobject] @{ HostName = $Machine.HostName; Health = @($Machine.Health | Where-Object Dimm -EQ $Dimm); Finding = @($Machine.Finding | Where-Object Dimm -EQ $Dimm) }
        $own | Should -BeNvdimmHealthy @counts
    }

    It 'has whole regions, and DIMMs that are alike' -Skip:(-not $Dimms) { $Machine | Should -BeNvdimmHealthy -OnlyId NV20* @counts }
}
