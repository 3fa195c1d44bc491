# A file of objects is read by other programs: a cell holds a value, not the name of its .NET type.
BeforeDiscovery {
    # Results, payloads and comparisons of routes are not among them: their bytes are arrays of bytes everywhere.
    $script:commands = @(
        @{ Name = 'Get-NvdimmBus'; Command = { Get-NvdimmBus } }
        @{ Name = 'Get-NvdimmDevice'; Command = { Get-NvdimmDevice } }
        @{ Name = 'Get-NvdimmRegion'; Command = { Get-NvdimmRegion } }
        @{ Name = 'Get-NvdimmNamespace'; Command = { Get-NvdimmNamespace } }
        @{ Name = 'Get-NvdimmHealth'; Command = { Get-NvdimmHealth } }
        @{ Name = 'Get-NvdimmThreshold'; Command = { Get-NvdimmThreshold } }
        @{ Name = 'Get-NvdimmFirmware'; Command = { Get-NvdimmFirmware } }
        @{ Name = 'Get-NvdimmScrub'; Command = { Get-NvdimmScrub } }
        @{ Name = 'Get-NvdimmFindingKind'; Command = { Get-NvdimmFindingKind } }
        @{ Name = 'Get-NvdimmDsmFunction'; Command = { Get-NvdimmDsmFunction -Dimm nmem0 } }
        @{ Name = 'the fields of a function'; Command = { (Get-NvdimmDsmFunction Intel 17).InputFields } }
        @{ Name = 'Invoke-NvdimmDsm -WhatIf'; Command = { Invoke-NvdimmDsm 1 nmem0 -WhatIf } }
        @{ Name = 'Test-NvdimmHealth'; Command = { Test-NvdimmHealth -InformationAction Ignore } }
        @{ Name = 'Compare-NvdimmHealth'; Command = { Compare-NvdimmHealth -Baseline $before } }
        @{ Name = 'Test-NvdimmFirmware'; Command = { Test-NvdimmFirmware -Baseline 9.9.9.9 } }
        @{ Name = 'Watch-NvdimmEvent'; Command = { Watch-NvdimmEvent -IncludeInitial -Count 1 } }
        @{ Name = 'Compare-NvdimmInventory'; Command = { @(Get-NvdimmDevice) | Compare-NvdimmInventory } }
        @{ Name = 'Compare-NvdimmConfiguration'; Command = { Compare-NvdimmConfiguration $configuration } }
    )
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
    $simulator.Dimm('nmem1').HealthState = 'NonCritical'
    $simulator.Dimm('nmem2').HealthState = 'Fatal'
    $script:before = Get-NvdimmHealth
    $script:configuration = Export-NvdimmConfiguration
    $simulator.Dimm('nmem3').DirtyShutdownCount += 2
    $simulator.Dimm('nmem5').Locked = $true
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe '<Name>' -ForEach $commands {
    BeforeAll { $script:items = @(& $Command) }

    It 'has no type names in CSV' {
        $items.Count | Should -BeGreaterThan 0
        foreach ($row in $items | ConvertTo-Csv | ConvertFrom-Csv) {
            foreach ($cell in $row.PSObject.Properties) {
                $cell.Value | Should -Not -Match '\bSystem\.|NvdimmPS\.|\[\]|`\d' -Because $cell.Name
            }
        }
    }

    It 'has no type names in JSON' {
        $items | ConvertTo-Json -WarningAction SilentlyContinue | Should -Not -Match '"(System|NvdimmPS)\.|`\d\['
    }
}

Describe 'Lists' {
    It 'are texts in CSV' {
        $row = Get-NvdimmRegion | Select-Object -First 1 | ConvertTo-Csv | ConvertFrom-Csv
        $row.Dimms | Should -BeExactly ((Get-NvdimmRegion)[0].Dimms -join ' ')
        (Get-NvdimmDsmFunction Intel 17 | ConvertTo-Csv | ConvertFrom-Csv).InputFields | Should -Match 'MediaTemperature'
    }

    It 'are what arrays are to a script' {
        $dimms = (Get-NvdimmRegion)[0].Dimms
        $dimms.Count | Should -BeGreaterThan 1
        $dimms.Length | Should -Be $dimms.Count
        $dimms -contains $dimms[-1] | Should -BeTrue
        $dimms -eq $dimms[0] | Should -Be $dimms[0]
        @($dimms + 'nmem99').Count | Should -Be ($dimms.Count + 1)
        "$dimms" | Should -BeExactly ($dimms -join ' ')
        @(Get-NvdimmDevice -Dimm $dimms).Count | Should -Be $dimms.Count
        ([string[]] $dimms).GetType() | Should -Be ([string[]])
    }

    It 'are lists in JSON and CLIXML' {
        $region = (Get-NvdimmRegion)[0]
        ($region | ConvertTo-Json | ConvertFrom-Json).Dimms | Should -Be @($region.Dimms)
        $file = Join-Path $TestDrive region.xml
        $region | Export-Clixml $file
        (Import-Clixml $file).Dimms | Should -Be @($region.Dimms)
    }
}

Describe 'Bytes of a result' {
    It 'stand in JSON once' {
        $result = Invoke-NvdimmDsm 1 nmem0
        $json = $result | ConvertTo-Json -WarningAction SilentlyContinue | ConvertFrom-Json
        $json.OutputBytes | Should -Be $result.OutputBytes
        foreach ($name in 'Data', 'Input', 'Output') { $json.PSObject.Properties[$name] | Should -BeNullOrEmpty }
        $result.Data | Should -Be $result.OutputBytes
    }

    It 'have their short names in objects from a file' {
        $file = Join-Path $TestDrive result.xml
        Invoke-NvdimmDsm 1 nmem0 | Export-Clixml $file
        $result = Import-Clixml $file
        $result.Data | Should -Be $result.OutputBytes
        $result.Data.Count | Should -Be 132
    }
}

Describe 'Latency' {
    It 'of <Name> is a number too' -ForEach @(
        @{ Name = 'Get-NvdimmHealth' }, @{ Name = 'Get-NvdimmThreshold' }, @{ Name = 'Get-NvdimmFirmware' }
    ) {
        $item = @(& $Name)[0]
        ($item | ConvertTo-Json -WarningAction SilentlyContinue | ConvertFrom-Json).LatencyMs | Should -Be $item.Latency.TotalMilliseconds
        $item.LatencyMs | Should -BeOfType double
    }
}
