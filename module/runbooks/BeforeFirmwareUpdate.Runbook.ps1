<#
.SYNOPSIS
Before a firmware update: the DIMMs are healthy and unlocked, run the same version, can be updated, and nothing is under way.
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of a test use them.')]
param(
    [string[]] $HostName,
    [string[]] $HostFile,
    [hashtable] $FleetOption = @{},

    # The versions that the update may start from; any when left out.
    [string[]] $Version = @(),

    # Findings that are known and do not count.
    [string[]] $IgnoreId = @()
)

BeforeDiscovery {
    if (-not (Get-Module NvdimmPS.Testing)) { Import-Module ((Test-Path "$PSScriptRoot/../NvdimmPS.Testing") ? "$PSScriptRoot/../NvdimmPS.Testing" : 'NvdimmPS.Testing') }
    $script:hosts = Get-NvdimmSnapshot -HostName $HostName -HostFile $HostFile -FleetOption $FleetOption | ForEach-Object { @{ Name = $_.HostName; Machine = $_ } }
}

Describe '<Name>' -ForEach $hosts {
    It 'answers' { $Machine | Should -BeNvdimm Reached }

    Context 'its DIMMs' -Skip:(-not $Machine.Health) {
        It 'are healthy: a DIMM that is not may not survive it' { $Machine | Should -BeNvdimmHealthy -IgnoreId (@('NV2001') + $IgnoreId) }

        It 'tell their firmware' {
            @($Machine.Problem | Where-Object ErrorId -Like 'Nvdimm.Firmware.*' | ForEach-Object { "$($_.Message) $($_.Remedy)" }) | Should -BeNullOrEmpty
        }

        It 'are unlocked' -Skip:(-not ($Machine.Device | Where-Object Security)) { $Machine.Device | Where-Object Security | Should -BeNvdimm Unlocked }

        It 'are not being scrubbed' { $Machine.Bus | Should -BeNvdimm Idle -Because 'firmware calls wait for a scrub, or fail' }
    }

    Context 'its firmware' -Skip:(-not $Machine.Firmware) {
        It 'can be updated on each DIMM' { $Machine.Firmware | Should -BeNvdimm Updatable }

        It 'has nothing staged, and no activation under way' { $Machine.Firmware | Should -BeNvdimm Settled }

        It 'is the same on all' { $Machine.Firmware | Should -BeAlikeNvdimm -Property RunningVersion }

        It 'is a version that the update may start from' -Skip:(-not $Version) { $Machine.Firmware | Should -HaveNvdimmFirmware $Version }
    }
}
