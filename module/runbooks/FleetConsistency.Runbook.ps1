<#
.SYNOPSIS
Hosts are alike: the same DIMMs, firmware, security and regions.
#>
[Diagnostics.CodeAnalysis.SuppressMessage('PSReviewUnusedParameter', '', Justification = 'The blocks of a test use them.')]
param(
    [string[]] $HostName,
    [string[]] $HostFile,
    [hashtable] $FleetOption = @{}
)

BeforeDiscovery {
    if (-not (Get-Module NvdimmPS.Testing)) { Import-Module ((Test-Path "$PSScriptRoot/../NvdimmPS.Testing") ? "$PSScriptRoot/../NvdimmPS.Testing" : 'NvdimmPS.Testing') }
    $machines = @(Get-NvdimmSnapshot -HostName $HostName -HostFile $HostFile -FleetOption $FleetOption)
    $script:hosts = $machines | ForEach-Object { @{ Name = $_.HostName; Machine = $_ } }
    $script:fleet = @{ Machines = @($machines | Where-Object Health) }
}

Describe '<Name>' -ForEach $hosts {
    It 'answers' { $Machine | Should -BeNvdimm Reached }
}

Describe 'The fleet' -ForEach $fleet -Skip:(-not $fleet.Machines) {
    BeforeAll {
        $script:dimms = foreach ($machine in $Machines) {
            foreach ($device in $machine.Device) {
                [pscustomobject] @{
                    HostName = $machine.HostName; Dimm = $device.Name; Security = $device.Security
                    Model    = @($device.Family, $device.Vendor, $device.Device, $device.Revision | Where-Object { $_ }) -join ' '
                    Firmware = ($machine.Health | Where-Object Dimm -EQ $device.Name).FirmwareVersion
                }
            }
        }
        $script:shapes = foreach ($machine in $Machines) {
            [pscustomobject] @{
                HostName = $machine.HostName; DimmCount = @($machine.Device).Count
                Models   = @($dimms | Where-Object HostName -EQ $machine.HostName | ForEach-Object Model | Sort-Object -Unique) -join ', '
                Regions  = @($machine.Region | ForEach-Object { "$($_.Type) of $($_.Size) on $(@($_.Dimms).Count)" } | Sort-Object) -join ', '
            }
        }
    }

    It 'has one firmware a model' { $dimms | Should -BeAlikeNvdimm -Property Firmware -By Model }

    It 'has one security state a model' { $dimms | Should -BeAlikeNvdimm -Property Security -By Model }

    It 'has as many DIMMs in each host' { $shapes | Should -BeAlikeNvdimm -Property DimmCount }

    It 'has the same models in each host' { $shapes | Should -BeAlikeNvdimm -Property Models }

    It 'has the same regions in each host' { $shapes | Should -BeAlikeNvdimm -Property Regions }
}
