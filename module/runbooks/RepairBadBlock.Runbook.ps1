<#
.SYNOPSIS
Bad blocks: where they are and who uses them; with -Clear they are cleared, and looked for again. What was in them is lost already.
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of a test use them.')]
param(
    [string[]] $HostName,
    [string[]] $HostFile,
    [hashtable] $FleetOption = @{},

    # Clears them, when the data have been looked after. Without it nothing is written.
    [switch] $Clear,

    # Also those of a namespace that is mounted or otherwise in use.
    [switch] $AllowInUse,

    # Findings that are known and do not count.
    [string[]] $IgnoreId = @()
)

BeforeDiscovery {
    if (-not (Get-Module NvdimmPS.Testing)) { Import-Module ((Test-Path "$PSScriptRoot/../NvdimmPS.Testing") ? "$PSScriptRoot/../NvdimmPS.Testing" : 'NvdimmPS.Testing') }
    $script:hosts = Get-NvdimmSnapshot -HostName $HostName -HostFile $HostFile -FleetOption $FleetOption | ForEach-Object {
        $machine = $_
        $blocks = @($machine.BadBlock | ForEach-Object {
                $block = $_
                @{
                    Block = $block; Machine = $machine
                    Where = "$($block.Region) +$($block.Offset), $($block.Count) blocks, in $($block.Namespace ?? 'no namespace')"
                    Space = $machine.Namespace | Where-Object Name -EQ $block.Namespace
                }
            })
        @{ Name = $machine.HostName; Machine = $machine; Blocks = $blocks; IsLocal = -not $HostName -and -not $HostFile }
    }
}

Describe '<Name>' -ForEach $hosts {
    BeforeAll {
        function Invoke-OnHost([scriptblock] $Script, [object[]] $Argument) {
            if ($IsLocal) { return & $Script @Argument }
            Invoke-NvdimmFleet $Script -ArgumentList $Argument -HostName $Machine.HostName @FleetOption
        }
    }

    It 'answers' { $Machine | Should -BeNvdimm Reached }

    Context 'its state' -Skip:(-not $Machine.Bus) {
        It 'is not being scrubbed: a scrub may find more' { $Machine.Bus | Should -BeNvdimm Idle }

        It 'knows all its bad blocks' { $Machine | Should -BeNvdimmHealthy -OnlyId NV2009 -IgnoreId $IgnoreId }

        It 'has DIMMs that hold: what is cleared on one that fails comes back' -Skip:(-not $Blocks) {
            $Machine | Should -BeNvdimmHealthy -AllowWarning -IgnoreId (@('NV2004') + $IgnoreId)
        }
    }

    Context '<Where>' -ForEach $Blocks {
        It 'is in a namespace that nothing uses' -Skip:($AllowInUse -or -not $Space) { $Space | Should -BeNvdimm Unmounted }

        It 'is cleared' {
            $Clear | Should -BeTrue -Because ("$($Block.BlockDevice ? "/dev/$($Block.BlockDevice) sector $($Block.BlockDeviceSector)" : $Where) cannot be read. " +
                "Remedy: Find the files there and restore them from a backup, then run this runbook with Clear")
            $done = @(Invoke-OnHost {
                    param($region, $sector, $inUse)
                    Get-NvdimmBadBlock $region | Where-Object Sector -EQ $sector | Clear-NvdimmBadBlock -Force -AllowInUse:$inUse -PassThru -ErrorAction Stop
                } @($Block.Region, $Block.Sector, $AllowInUse.IsPresent))
            $done.Count | Should -Be 1
            $done[0].Cleared | Should -BeGreaterOrEqual $Block.Length
            $done[0].StillBad | Should -Be 0
        }
    }

    Context 'afterwards' -Skip:(-not $Clear -or -not $Blocks) {
        It 'has no bad block left' { Invoke-OnHost { Get-NvdimmBadBlock } | Should -HaveNoBadBlock }
    }
}
