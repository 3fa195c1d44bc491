# One filter must select the same rows whatever way the objects took.
BeforeDiscovery {
    $filters = @(
        @{ Name = 'a health word'; Filter = { $_.Decoded.HealthState -eq 'Critical' }; Dimms = 'nmem1' }
        @{ Name = 'a temperature'; Filter = { $_.Decoded.MediaTemperature -gt 60 }; Dimms = 'nmem2', 'nmem3' }
        @{ Name = 'a word among words'; Filter = { $_.Decoded.AlarmTrips -contains 'MediaTemperature' }; Dimms = 'nmem3' }
        @{ Name = 'what is not reported'; Filter = { $null -eq $_.Decoded.PmicTemperature }; Dimms = 'nmem0', 'nmem1', 'nmem2', 'nmem3' }
        @{ Name = 'a number'; Filter = { $_.Decoded.DirtyShutdownCount -ge 1000 }; Dimms = 'nmem0' }
        @{ Name = 'the status'; Filter = { $_.Status -eq 'Success' -and $_.StatusCode -eq 0 }; Dimms = 'nmem0', 'nmem1', 'nmem2', 'nmem3' }
        @{ Name = 'family, function and route'; Filter = { $_.Family -eq 'Intel' -and $_.Function -eq 1 -and $_.Route -eq 'Call' }; Dimms = 'nmem0', 'nmem1', 'nmem2', 'nmem3' }
        @{ Name = 'the DIMM'; Filter = { $_.Dimm -like 'nmem[12]' }; Dimms = 'nmem1', 'nmem2' }
        @{ Name = 'a switch'; Filter = { -not $_.Truncated }; Dimms = 'nmem0', 'nmem1', 'nmem2', 'nmem3' }
        @{ Name = 'a time'; Filter = { $_.Time -gt [datetime]::UtcNow.AddHours(-1) -and $_.Time -lt [datetime]::UtcNow.AddHours(1) }; Dimms = 'nmem0', 'nmem1', 'nmem2', 'nmem3' }
        @{ Name = 'a byte'; Filter = { $_.OutputHex.Substring(26, 2) -eq '64' }; Dimms = 'nmem0', 'nmem1', 'nmem2', 'nmem3' }
        @{ Name = 'the latency'; Filter = { $_.LatencyMs -ge 0 -and $_.LatencyMs -lt 60000 }; Dimms = 'nmem0', 'nmem1', 'nmem2', 'nmem3' }
    )
    $paths = 'local', 'PSRP', 'PSRP without the types', 'CLIXML', 'JSON', 'JSON -EnumsAsStrings'
    $script:cases = foreach ($path in $paths) {
        foreach ($filter in $filters) {
            # Without the types nested objects are text; what is flat must hold all the same.
            if ($path -ne 'PSRP without the types' -or "$($filter.Filter)" -notmatch 'Decoded') {
                $filter + @{ Path = $path }
            }
        }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:setUp = {
        param($path)
        Import-Module $path
        $s = New-NvdimmSimulator -Force
        $s.Dimm('nmem0').DirtyShutdownCount = 1000
        $s.Dimm('nmem1').HealthState = 'Critical'
        $s.Dimm('nmem2').MediaTemperature = 61
        $s.Dimm('nmem3').MediaTemperature = 95
        $null = Invoke-NvdimmDsm SetSmartThreshold nmem3 -Argument @{ MediaTemperature = 80 }
        Invoke-NvdimmDsm GetSmart nmem[0-3]
    }
    $local = & $setUp $modulePath
    $file = Join-Path $TestDrive 'results.xml'
    $local | Export-Clixml $file
    $script:rows = @{
        'local'                  = $local
        'PSRP'                   = Start-Job $setUp -ArgumentList $modulePath | Receive-Job -Wait -AutoRemoveJob
        'PSRP without the types' = Start-Job $setUp -ArgumentList (Join-Path $modulePath 'NvdimmPS.dll') | Receive-Job -Wait -AutoRemoveJob
        'CLIXML'                 = Import-Clixml $file
        'JSON'                   = $local | ConvertTo-Json -Depth 5 | ConvertFrom-Json
        'JSON -EnumsAsStrings'   = $local | ConvertTo-Json -Depth 5 -EnumsAsStrings | ConvertFrom-Json
    }
}

AfterAll { Remove-NvdimmSimulator }

Describe 'The same rows' {
    It 'by <Name>, <Path>' -ForEach $cases {
        @($rows[$Path] | Where-Object $Filter).Dimm | Should -Be $Dimms
    }
}

Describe 'The same shape' {
    It 'of answers of different functions' {
        $one = Invoke-NvdimmDsm GetSmart nmem0
        $other = Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument @{ MediaTemperature = 80 }
        $raw = Invoke-NvdimmDsm GetSmart nmem0 -Raw
        $other.PSObject.Properties.Name | Should -Be $one.PSObject.Properties.Name
        $raw.PSObject.Properties.Name | Should -Be $one.PSObject.Properties.Name
    }

    It 'of DIMMs of different kinds' {
        $server = (Get-NvdimmDevice nmem0).PSObject.Properties.Name
        $null = New-NvdimmSimulator qemu -Force
        (Get-NvdimmDevice nmem0).PSObject.Properties.Name | Should -Be $server
    }

    It 'has no enumeration, no DateTimeOffset, and only UTC times' {
        $types = @([NvdimmPS.DsmResult], [NvdimmPS.DsmExplanation], [NvdimmPS.DsmFunctionInfo], [NvdimmPS.DsmFieldValue], [NvdimmPS.DsmRouteComparison],
            [NvdimmPS.NvdimmBus], [NvdimmPS.NvdimmDevice], [NvdimmPS.NvdimmRegion], [NvdimmPS.NvdimmNamespace], [NvdimmPS.SimulatorRequest], [NvdimmPS.NvdimmBadBlockRange],
            [NvdimmPS.NvdimmHealth], [NvdimmPS.HealthCause], [NvdimmPS.HealthFinding], [NvdimmPS.HealthComparison],
            [NvdimmPS.NvdimmThreshold], [NvdimmPS.NvdimmFirmware], [NvdimmPS.NvdimmFirmwareSlot], [NvdimmPS.NvdimmFirmwareUpdate], [NvdimmPS.NvdimmScrub])
        foreach ($property in $types.GetProperties()) {
            $type = [System.Nullable]::GetUnderlyingType($property.PropertyType) ?? $property.PropertyType
            $type.IsEnum | Should -BeFalse -Because "$($property.DeclaringType.Name).$($property.Name)"
            $type | Should -Not -Be ([datetimeoffset])
        }
    }

    It 'survives of health, causes and findings too' {
        $null = New-NvdimmSimulator nfit_test -Force
        $file = Join-Path $TestDrive 'health.xml'
        Get-NvdimmHealth | Export-Clixml $file
        $json = Get-NvdimmHealth | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $remote = Get-NvdimmHealth | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_, 1)) }
        foreach ($filter in { $_.HealthStatus -eq 'Unhealthy' }, { $_.Causes.Id -contains 'NV1002' }, { $_.Causes.Status -contains 'Unhealthy' }, { $_.Reason -contains 'LostData' },
            { $_.AlarmsTripped -contains 'MediaTemperature' }, { $_.Unavailable.LastErase -match 'report' }) {
            $expected = @(Get-NvdimmHealth | Where-Object $filter).Dimm
            $expected | Should -Not -BeNullOrEmpty -Because "$filter"
            foreach ($rows in (Import-Clixml $file), $json, $remote) { @($rows | Where-Object $filter).Dimm | Should -Be $expected -Because "$filter" }
        }
    }

    It 'survives a listing: the same DIMMs by state, flags and number' {
        $null = New-NvdimmSimulator nfit_test -Force
        $file = Join-Path $TestDrive 'dimms.xml'
        Get-NvdimmDevice | Export-Clixml $file
        $json = Get-NvdimmDevice | ConvertTo-Json -WarningAction SilentlyContinue | ConvertFrom-Json
        foreach ($filter in { $_.Flags -contains 'not_armed' }, { $_.State -eq 'idle' }, { $_.DirtyShutdownCount -eq 42 }, { $_.Handle -ge 0x100 }, { $null -eq $_.Security }) {
            $expected = @(Get-NvdimmDevice | Where-Object $filter).Name
            @(Import-Clixml $file | Where-Object $filter).Name | Should -Be $expected
            @($json | Where-Object $filter).Name | Should -Be $expected
        }
    }
}
