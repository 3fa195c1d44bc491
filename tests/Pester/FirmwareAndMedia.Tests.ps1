BeforeAll { . $PSScriptRoot/Common.ps1 }
AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'Get-NvdimmFirmware' {
    It 'shows versions as the vendor does' {
        $null = Use-Simulator 2x6
        (Get-NvdimmFirmware).RunningVersion | Select-Object -Unique | Should -BeExactly '01.02.00.5447'
        $one = Get-NvdimmFirmware nmem3 -Activation
        $one.ActivationState | Should -BeExactly 'Idle'
        $one.PSObject.Properties | Where-Object { $null -eq $_.Value } | ForEach-Object { $one.Unavailable[$_.Name] | Should -Not -BeNullOrEmpty -Because $_.Name }
    }

    It 'asks for the activation only when it is wanted' {
        $simulator = Use-Simulator 1x1
        $null = Get-NvdimmFirmware
        $simulator.Transcript.Function | Should -Be 12
    }

    It 'has slots for NVDIMM-N' {
        $null = Use-Simulator nvdimm-n
        (Get-NvdimmFirmware nmem0).Slots | Where-Object Running | ForEach-Object Version | Should -BeExactly '0x213'
    }

    It 'selects the same rows by slots, local and <Path>' -ForEach @(
        @{ Path = 'CLIXML'; Through = { $input | Export-Clixml (Join-Path $TestDrive 'firmware.xml'); Import-Clixml (Join-Path $TestDrive 'firmware.xml') } }
        @{ Path = 'remoting'; Through = { $input | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) } } }
        @{ Path = 'JSON'; Through = { $input | ConvertTo-Json -Depth 4 | ConvertFrom-Json } }
    ) {
        $null = Use-Simulator nvdimm-n
        $filters = { $_.Slots.Version -contains '0x210' }, { ($_.Slots | Where-Object Running).Slot -eq 1 }, { $_.Unavailable.StagedVersion }
        $back = Get-NvdimmFirmware | & $Through
        foreach ($filter in $filters) {
            @($back | Where-Object $filter).Dimm | Should -Be @(Get-NvdimmFirmware | Where-Object $filter).Dimm
            @($back | Where-Object $filter).Count | Should -Be 4
        }
    }

    It 'is a clear error for other families' {
        $null = Use-Simulator papr
        Assert-Failure (Get-Failure { Get-NvdimmFirmware 0 }) Nvdimm.Firmware.NotOffered NotImplemented nmem0 'Papr family'
    }
}

Describe 'Get-NvdimmScrub' {
    It 'follows the scrub of a bus without a request' {
        $simulator = Use-Simulator 1x2
        $simulator.Bus('ndbus0').Scrubbing = $true
        (Get-NvdimmScrub).State | Should -BeExactly 'active'
        $simulator.Bus('ndbus0').Scrubbing = $false
        (Get-NvdimmBus | Get-NvdimmScrub).Count | Should -Be 2
        $simulator.Transcript | Should -BeNullOrEmpty
    }

    It 'says why it does not know' {
        $null = Use-Simulator papr
        $scrub = @(Get-NvdimmScrub)[0]
        $scrub.State | Should -BeNullOrEmpty
        $scrub.Unavailable['State'] | Should -Match 'scrub'
    }
}

Describe 'Get-NvdimmBadBlock' {
    BeforeAll {
        $script:simulator = Use-Simulator 1x2
        $region = Get-NvdimmRegion region0
        $null = Invoke-NvdimmDsm ArsErrorInject -Bus ndbus0 -Argument @{ Address = $region.Resource + 64GB; Length = 1024; Options = 'NotifyOs' } -Force -AllowInUse
    }

    It 'follows a run to the block device' {
        $found = Get-NvdimmBadBlock
        $found.Offset | Should -Be 64GB
        $found.Namespace, $found.BlockDevice, $found.DimmMatch | Should -Be 'namespace0.0', 'pmem0', 'Exact'
        $found.Dimms | Should -Be 'nmem0'
        $found.BlockDeviceSector | Should -BeLessThan $found.NamespaceSector
    }

    It 'takes <Kind> from the pipeline' -ForEach @(
        @{ Kind = 'regions'; Pipe = { Get-NvdimmRegion } }
        @{ Kind = 'namespaces'; Pipe = { Get-NvdimmNamespace } }
        @{ Kind = 'a DIMM'; Pipe = { Get-NvdimmDevice nmem0 } }
    ) {
        (& $Pipe | Get-NvdimmBadBlock).Count | Should -Be 2
    }

    It 'says what it does not know' {
        $simulator.DisableRegion('region0')
        Assert-Failure (Get-Failure { Get-NvdimmBadBlock 0 }) Nvdimm.BadBlock.NotKnown ResourceUnavailable region0 'bad blocks of region0'
    }
}
