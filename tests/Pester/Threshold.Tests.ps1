BeforeAll { . $PSScriptRoot/Common.ps1 }
AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'Get-NvdimmThreshold' {
    It 'speaks the same words for <Topology>' -ForEach @(
        @{ Topology = '2x6'; Family = 'Intel'; Known = 'MediaTemperature', 'ControllerTemperature', 'SparesRemaining', 'AlarmsEnabled' }
        @{ Topology = 'hpe-nvdimm-n'; Family = 'Hpe1'; Known = 'MediaTemperature', 'SparesRemaining', 'LifeWarning', 'EnergySourceTemperatureError', 'AlarmsEnabled' }
        @{ Topology = 'hpe2-nvdimm-n'; Family = 'Hpe2'; Known = 'MediaTemperature', 'SparesRemaining', 'LifeError', 'EnergySourceLifetimeWarning', 'AlarmsEnabled' }
        @{ Topology = 'nvdimm-n'; Family = 'Msft'; Known = 'LifeWarning', 'LifeError', 'EnergySourceLifetimeError', 'EnergySourceTemperatureWarning' }
    ) {
        $null = Use-Simulator $Topology
        $all = Get-NvdimmThreshold
        $all.Dimm | Should -Be (Get-NvdimmDevice).Name
        $all.Family | Select-Object -Unique | Should -BeExactly $Family
        $one = $all[0]
        $Known | ForEach-Object { $one.$_ | Should -Not -BeNullOrEmpty -Because $_ }
        $one.PSObject.Properties | Where-Object { $_.MemberType -eq 'Property' -and $null -eq $_.Value } | ForEach-Object { $one.Unavailable[$_.Name] | Should -Not -BeNullOrEmpty -Because $_.Name }
    }

    It 'is a clear error for a family without thresholds' {
        $null = Use-Simulator hyperv
        Assert-Failure (Get-Failure { Get-NvdimmThreshold 0 }) Nvdimm.Threshold.NotOffered NotImplemented nmem0 'HyperV family'
    }

    It 'travels as it is' {
        $null = Use-Simulator 1x2
        $there = Get-NvdimmThreshold nmem0
        $back = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($there))
        $back.MediaTemperature | Should -Be 82
        $back.AlarmsEnabled | Should -Be $there.AlarmsEnabled
        ($there | ConvertTo-Json | ConvertFrom-Json).SparesRemaining | Should -Be 50
    }
}

Describe 'Set-NvdimmThreshold' {
    BeforeEach { $script:simulator = Use-Simulator 1x2 }

    It 'keeps what is not named' {
        Set-NvdimmThreshold nmem0 -MediaTemperature 70 | Should -BeNullOrEmpty
        $now = Get-NvdimmThreshold nmem0
        $now.MediaTemperature, $now.ControllerTemperature, $now.SparesRemaining | Should -Be 70, 98, 50
        $now.AlarmsEnabled | Should -Be 'SparesRemaining', 'MediaTemperature', 'ControllerTemperature'
    }

    It 'takes DIMMs from the pipeline' {
        (Get-NvdimmDevice | Set-NvdimmThreshold -SparesRemaining 60 -PassThru).SparesRemaining | Should -Be 60, 60
    }

    It 'says old and new with -WhatIf and changes nothing' {
        $says = & (Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')) -NoProfile -NonInteractive -Command "Import-Module '$modulePath'; `$null = New-NvdimmSimulator 1x2; Set-NvdimmThreshold nmem0 -MediaTemperature 70 -Disable SparesRemaining -WhatIf | ForEach-Object { `$_.Changes | ForEach-Object { `"`$_`" } }; (Get-NvdimmThreshold nmem0).MediaTemperature"
        "$says" | Should -Match 'MediaTemperature 82 .{2,6} 70 '
        "$says" | Should -Match 'AlarmsEnabled .*SparesRemaining . ControllerTemperature MediaTemperature'
        @($says)[-1] | Should -BeExactly '82'
    }

    It 'arms and disarms' {
        (Set-NvdimmThreshold nmem0 -Disable SparesRemaining, MediaTemperature -PassThru).AlarmsEnabled | Should -Be 'ControllerTemperature'
        (Set-NvdimmThreshold nmem0 -Enable SparesRemaining -PassThru).AlarmsEnabled | Should -Be 'SparesRemaining', 'ControllerTemperature'
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'what is out of range'; Call = { Set-NvdimmThreshold nmem0 -SparesRemaining 0 }; Id = 'Nvdimm.Dsm.OutOfRange'; Category = 'InvalidArgument' }
        @{ Name = 'what the family cannot set'; Call = { Set-NvdimmThreshold nmem0 -LifeWarning 20 }; Id = 'Nvdimm.Threshold.NotSettable'; Category = 'NotImplemented' }
    ) {
        Assert-Failure (Get-Failure $Call) $Id $Category nmem0
        $simulator.Transcript | Should -BeNullOrEmpty
    }

    It 'refuses a call that names no threshold' {
        { Set-NvdimmThreshold nmem0 } | Should -Throw -ErrorId 'Nvdimm.Threshold.NoneGiven,*'
    }

    It 'cannot be asked without a user' {
        $says = & (Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')) -NoProfile -NonInteractive -Command "Import-Module '$modulePath'; `$null = New-NvdimmSimulator 1x2; Set-NvdimmThreshold nmem0 -MediaTemperature 70 -Confirm -ErrorVariable e -ErrorAction SilentlyContinue; `$e[0].FullyQualifiedErrorId; Set-NvdimmThreshold nmem0 -MediaTemperature 70 -Force; (Get-NvdimmThreshold nmem0).MediaTemperature"
        @($says)[0] | Should -BeLike 'Nvdimm.Dsm.NotConfirmed*'
        @($says)[-1] | Should -BeExactly '70'
    }

    It 'goes on with the other DIMMs when one refuses' {
        $simulator.AddFault(@{ Target = 'nmem0'; Function = 17; Status = 3 })
        $errors = $null
        Set-NvdimmThreshold nmem* -MediaTemperature 70 -ErrorAction SilentlyContinue -ErrorVariable errors
        $errors.FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Dsm.FirmwareStatus*'
        (Get-NvdimmThreshold).MediaTemperature | Should -Be 82, 70
    }
}
