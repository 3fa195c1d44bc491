<#
.SYNOPSIS
After a power loss: nothing was lost, nothing is missing, and the DIMMs would survive the next one.
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of a test use them.')]
param(
    [string[]] $HostName,
    [string[]] $HostFile,
    [hashtable] $FleetOption = @{},

    # Snapshots from before, as Get-NvdimmSnapshot | Export-Clixml wrote them, or the objects.
    [object[]] $Before = @(),

    # Findings that are known and do not count.
    [string[]] $IgnoreId = @(),

    # DIMMs that do not tell how they were shut down pass; those of Hyper-V cannot tell.
    [switch] $AllowUnknown
)

BeforeDiscovery {
    if (-not (Get-Module NvdimmPS.Testing)) { Import-Module ((Test-Path "$PSScriptRoot/../NvdimmPS.Testing") ? "$PSScriptRoot/../NvdimmPS.Testing" : 'NvdimmPS.Testing') }
    $then = @($Before | ForEach-Object { $_ -is [string] ? (Import-Clixml $_) : $_ })
    $now = @(Get-NvdimmSnapshot -HostName $HostName -HostFile $HostFile -FleetOption $FleetOption)
    $script:hosts = foreach ($machine in $now) {
        # This machine has another name in a trace.
        $own = $now.Count -eq 1 -and $then.Count -eq 1 ? $then : @($then | Where-Object HostName -EQ $machine.HostName)
        @{ Name = $machine.HostName; Machine = $machine; Then = $own }
    }
}

Describe '<Name>' -ForEach $hosts {
    It 'answers' { $Machine | Should -BeNvdimm Reached }

    Context 'its DIMMs' -Skip:(-not $Machine.Health) {
        It 'are all there, and what was on its way to them was not lost' -Skip:(-not $Before) {
            $Then | Should -Not -BeNullOrEmpty -Because "without a snapshot of $($Machine.HostName) from before nobody can say what is missing"
            $Machine | Should -BeNvdimmHealthy -Baseline $Then -OnlyId NV1507, NV2006 -IgnoreId $IgnoreId
        }

        It 'were shut down cleanly, saved and restored' {
            $Machine.Health | Where-Object { -not $AllowUnknown -or $_.LastShutdown -or $_.LastSave } | Should -BeNvdimm CleanlyShutDown
        }

        It 'are armed for the next one' { $Machine.Health | Should -BeNvdimm Armed }

        It 'have an energy source that holds' { $Machine | Should -BeNvdimmHealthy -OnlyId NV102*, NV1037, NV1038, NV1506 -IgnoreId $IgnoreId }

        It 'are healthy otherwise' { $Machine | Should -BeNvdimmHealthy -IgnoreId (@('NV101?', 'NV102*', 'NV1037', 'NV1038', 'NV1506', 'NV20*') + $IgnoreId) }
    }

    Context 'its regions' -Skip:(-not $Machine.Region) {
        It 'are whole and writable' { $Machine | Should -BeNvdimmHealthy -OnlyId NV2003, NV2005 -IgnoreId $IgnoreId }

        It 'can be read everywhere' { $Machine.BadBlock | Should -HaveNoBadBlock }
    }
}
