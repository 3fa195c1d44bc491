BeforeAll {
    . $PSScriptRoot/Common.ps1
    function Get-FlagText { (Get-NvdimmDevice nmem0).Flags -join ' ' }
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'An NVDIMM-N of the Microsoft family' {
    BeforeEach {
        $script:simulator = Use-Simulator nvdimm-n
        $script:dimm = $simulator.Dimm('nmem0')
    }

    It 'saves, restores and erases when the power goes' {
        $before = (Invoke-NvdimmDsm GetOperationalStatistics nmem0).Decoded
        $dimm.PowerLoss()
        $after = (Invoke-NvdimmDsm GetOperationalStatistics nmem0).Decoded
        foreach ($count in 'LifetimeSaves', 'LifetimeRestores', 'LifetimeErases', 'LifetimePowerCycles') {
            $after.$count | Should -Be ($before.$count + 1)
        }

        Get-FlagText | Should -BeExactly 'smart_notify'
    }

    It 'lives through a broken energy source, a failed restore and an erase' {
        $dimm.EnergySource.Fail()
        (Invoke-NvdimmDsm GetNvdimmNHealth nmem0).Decoded.ModuleHealth | Should -Be NotEnoughEnergyForSave, EnergySourceHardwareFailure
        (Invoke-NvdimmDsm GetCriticalHealthInfo nmem0).Decoded.CriticalHealth | Should -Be PersistencyLostError, EventNLow
        $dimm.PowerLoss()
        Get-FlagText | Should -BeExactly 'save_fail not_armed smart_event smart_notify'
        (Get-NvdimmRegion region0).ReadOnly | Should -BeTrue
        (Invoke-NvdimmDsm GetLastBackupInfo nmem0).Decoded.SaveFailureInfo | Should -Be NotEnoughEnergyForSave, PartialDataSaved
        (Get-Failure { Invoke-NvdimmDsm Arm nmem0 -Force -AllowInUse })[0].Exception.Status | Should -BeExactly OperationTimedOut

        $dimm.EnergySource.Replace()
        (Invoke-NvdimmDsm GetEnergySourceHealth nmem0).Decoded.EnergySourceLifetime | Should -Be 100
        (Invoke-NvdimmDsm Arm nmem0 -Force -AllowInUse).Status | Should -BeExactly Success
        $null = Invoke-NvdimmDsm InjectError nmem0 -Argument @{ OperationFailures = 2 } -Force -AllowInUse
        $dimm.PowerLoss()
        Get-FlagText | Should -BeExactly 'restore_fail not_armed smart_event smart_notify'
        (Invoke-NvdimmDsm GetLastBackupInfo nmem0).Decoded.TriggerInfo | Should -Be NvmDataValid, SaveN
        (Invoke-NvdimmDsm ReadI2C nmem0 -Argument @{ Page = 0; Offset = 0x80 }).Decoded.Value | Should -Be 5

        $null = Invoke-NvdimmDsm InjectError nmem0 -Argument @{ OperationFailures = 0 } -Force -AllowInUse
        $null = Invoke-NvdimmDsm EraseNvmImage nmem0 -Force -AllowInUse -AllowSensitive
        $null = Invoke-NvdimmDsm Arm nmem0 -Force -AllowInUse
        $dimm.NvdimmN.Armed | Should -BeTrue
        $dimm.PowerLoss()
        Get-FlagText | Should -BeExactly 'smart_notify'
        (Get-NvdimmRegion region0).ReadOnly | Should -BeFalse
    }

    It 'runs new firmware from the next boot on' {
        $null = Invoke-NvdimmDsm StartFirmwareUpdate nmem0 -Argument @{ FirmwareSlot = 0 } -Force -AllowInUse
        $null = Invoke-NvdimmDsm SendFirmwareUpdateData nmem0 -Argument @{ RegionId = 0; BlockId = 0; Data = [byte[]]::new(4096) } -Force -AllowInUse
        $null = Invoke-NvdimmDsm FinishFirmwareUpdate nmem0 -Force -AllowInUse
        $null = Invoke-NvdimmDsm SelectFirmwareImageSlot nmem0 -Argument @{ FirmwareSlot = 0 } -Force -AllowInUse -AllowSensitive
        $identity = (Invoke-NvdimmDsm GetIdentification nmem0).Decoded
        $dimm.PowerLoss()
        (Invoke-NvdimmDsm GetIdentification nmem0).Decoded.FirmwareRevision | Should -Be ($identity.FirmwareRevision + 1)
    }
}

Describe 'An NVDIMM-N of a family of HPE' {
    It 'says the same in its own words: <Family>' -ForEach @(@{ Family = 'Hpe1' }, @{ Family = 'Hpe2' }) {
        $simulator = New-NvdimmSimulator 1x2 -Family $Family -Force
        $dimm = $simulator.Dimm('nmem0')
        $dimm.EnergySource.Lifetime = 5
        $dimm.EnergySource.Temperature = 70.5
        $health = (Invoke-NvdimmDsm GetSmart nmem0).Decoded
        $health.EnergySourceLifetime | Should -Be 5
        $health.EnergySourceTemperature | Should -Be 70.5
        $health.HealthState | Should -BeExactly Critical
        $health.AlarmTrips | Should -Contain EnergySourceTemperatureError
        $dimm.EnergySource.Charged = $false
        $dimm.PowerLoss($false)
        $health = (Invoke-NvdimmDsm GetSmart nmem0).Decoded
        $health.ModuleHealth | Should -Contain SaveFailed
        $health.ModuleHealth | Should -Contain ArmFailed
        Get-FlagText | Should -BeExactly 'save_fail flush_fail not_armed smart_event smart_notify'
    }

    It 'has registers behind the kernel''s mask' {
        $simulator = Use-Simulator hpe-nvdimm-n
        Assert-Failure (Get-Failure { Invoke-NvdimmDsm ReadI2C nmem0 -Argument @{ Page = 0; Offset = 0x98 } }) Nvdimm.Dsm.FunctionMasked NotImplemented nmem0
        $simulator.Bus('ndbus0').OverrideDsmMask = 0x1FFFFFE
        (Invoke-NvdimmDsm ReadI2C nmem0 -Argument @{ Page = 0; Offset = 0x98 }).Decoded.Value | Should -Be 20
        (Get-NvdimmDevice nmem0).DsmMask | Should -Be 0x1FC3C76
    }
}

Describe 'A partition of a POWER server' {
    It 'has health, in place, and flags of its own' {
        $simulator = Use-Simulator papr
        (Get-NvdimmDevice).Family | Select-Object -Unique | Should -Be Papr
        (Invoke-NvdimmDsm GetHealth nmem1).Decoded.PercentageRemaining | Should -Be 96
        $null = Invoke-NvdimmDsm InjectSmart nmem1 -Argument @{ FatalErrorEnable = 'Enable'; DirtyShutdownEnable = 'Enable' } -Force -AllowInUse
        (Invoke-NvdimmDsm GetHealth nmem1).Decoded.HealthState | Should -BeExactly Fatal
        (Get-NvdimmDevice nmem1).Flags | Should -Be flush_fail, smart_notify
        $null = $simulator.AddFault(@{ Target = 'nmem1'; Status = -5; Count = 1 })
        (Get-Failure { Invoke-NvdimmDsm GetHealth nmem1 })[0].Exception.Status | Should -BeExactly EIO
        $simulator.Dimm('nmem1').EnergySource | Should -BeNullOrEmpty
    }
}

Describe 'Servers of a family' {
    It '<_> has DIMMs of that family' -ForEach @('Intel', 'Hpe1', 'Hpe2', 'Msft', 'HyperV', 'Papr') {
        $simulator = New-NvdimmSimulator 1x2 -Family $_ -Force
        $simulator.Topology | Should -BeExactly ($_ -eq 'Intel' ? '1x2' : "1x2:$($_.ToLowerInvariant())")
        (Get-NvdimmDevice).Family | Should -Be $_, $_
        (Get-NvdimmNamespace).Count | Should -BeGreaterThan 0
    }

    It 'take no family twice, and named ones none' {
        $simulator = Use-Simulator 1x1
        Assert-Failure (Get-Failure { New-NvdimmSimulator qemu -Family Msft -Force }) Nvdimm.Simulator.Topology InvalidArgument qemu 'family of their own'
        Assert-Failure (Get-Failure { New-NvdimmSimulator 2x6:msft -Family Hpe1 -Force }) Nvdimm.Simulator.Topology InvalidArgument 2x6:msft already
        Assert-Failure (Get-Failure { New-NvdimmSimulator 2x6 -Family Samsung -Force }) Nvdimm.Simulator.Topology InvalidArgument 2x6 Msft
        $simulator.Active | Should -BeTrue
    }
}
