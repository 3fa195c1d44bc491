# A file of objects is read by other programs: a cell holds a value, not the name of its .NET type.
BeforeDiscovery {
    # An object of each type that a cmdlet gives out, and of those in their properties. "Every output type" below names what is missing.
    $script:commands = @(
        @{ Name = 'Get-NvdimmBus'; Command = { Get-NvdimmBus } }
        @{ Name = 'Get-NvdimmDevice'; Command = { Get-NvdimmDevice } }
        @{ Name = 'Get-NvdimmRegion'; Command = { Get-NvdimmRegion } }
        @{ Name = 'Get-NvdimmNamespace'; Command = { Get-NvdimmNamespace } }
        @{ Name = 'Get-NvdimmHealth'; Command = { Get-NvdimmHealth } }
        @{ Name = 'Get-NvdimmThreshold'; Command = { Get-NvdimmThreshold } }
        @{ Name = 'Get-NvdimmFirmware'; Command = { Get-NvdimmFirmware } }
        @{ Name = 'Update-NvdimmFirmware'; Command = { Update-NvdimmFirmware nmem0 $PSCommandPath -ErrorAction Ignore } }
        @{ Name = 'Get-NvdimmScrub'; Command = { Get-NvdimmScrub } }
        @{ Name = 'Get-NvdimmSecurity'; Command = { Get-NvdimmSecurity } }
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
        @{ Name = 'Invoke-NvdimmDsm'; Command = { Invoke-NvdimmDsm 1 nmem0 } }
        @{ Name = 'a result without fields'; Command = { Invoke-NvdimmDsm 5 nmem0 -Argument @{ Offset = 0; Length = 4 } -Raw } }
        @{ Name = 'the rows of an explanation'; Command = { (Invoke-NvdimmDsm 1 nmem0 -WhatIf).Rows } }
        @{ Name = 'ConvertFrom-NvdimmDsm'; Command = { ConvertFrom-NvdimmDsm HyperV 2 -OutputHex 000000002a000000 } }
        @{ Name = 'ConvertTo-NvdimmDsm'; Command = { ConvertTo-NvdimmDsm Intel SetPassphrase -Argument @{ NewPassphrase = [byte[]]::new(32) } } }
        @{ Name = 'Compare-NvdimmRoute'; Command = { Compare-NvdimmRoute nmem0 } }
        @{ Name = 'Disable-NvdimmRegion -WhatIf'; Command = { Disable-NvdimmRegion region0 -WhatIf } }
        @{ Name = 'Get-NvdimmBadBlock'; Command = { $badBlocks } }
        @{ Name = 'Get-NvdimmLabel'; Command = { $changed.Labels } }
        @{ Name = 'Compare-NvdimmLabel'; Command = { $changed.LabelDifferences } }
        @{ Name = 'Test-NvdimmNamespace'; Command = { $changed.Test } }
        @{ Name = 'Set-NvdimmConfiguration -WhatIf'; Command = { $changed.Plan } }
        @{ Name = 'Add-NvdimmInjectedError'; Command = { $changed.Injected } }
        @{ Name = 'Clear-NvdimmBadBlock'; Command = { $changed.Cleared } }
        @{ Name = 'Wait-NvdimmScrub -Firmware'; Command = { $changed.Scrubbed } }
        @{ Name = 'the errors of a scrub'; Command = { $changed.Scrubbed.Errors } }
        @{ Name = 'Get-NvdimmInfoBlock'; Command = { $changed.InfoBlock } }
        @{ Name = 'Get-NvdimmErrorLog'; Command = { Get-NvdimmErrorLog nmem0 } }
        @{ Name = 'Get-NvdimmCapacity'; Command = { Get-NvdimmCapacity nmem0 } }
        @{ Name = 'Get-NvdimmPlatformConfiguration'; Command = { Get-NvdimmPlatformConfiguration nmem0 } }
        @{ Name = 'Get-NvdimmPlatformConfiguration -Platform'; Command = { Get-NvdimmPlatformConfiguration -Platform } }
        @{ Name = 'Get-NvdimmPerformance'; Command = { Get-NvdimmPerformance nmem0 } }
        @{ Name = 'Invoke-NvdimmVendorCommand'; Command = { Invoke-NvdimmVendorCommand GetHealthLog nmem0 } }
        @{ Name = 'Get-NvdimmAudit'; Command = { Get-NvdimmAudit -Path $audit } }
        @{ Name = 'Get-NvdimmSimulator'; Command = { Get-NvdimmSimulator } }
        @{ Name = 'the buses of a simulator'; Command = { (Get-NvdimmSimulator).Buses } }
        @{ Name = 'the DIMMs of a simulator'; Command = { (Get-NvdimmSimulator).Dimms } }
        @{ Name = 'the regions of a simulator'; Command = { (Get-NvdimmSimulator).Regions } }
        @{ Name = 'the requests of a simulator'; Command = { (Get-NvdimmSimulator).Transcript } }
        @{ Name = 'Stop-NvdimmTrace'; Command = { $trace } }
        @{ Name = 'New-NvdimmSimulator -Trace'; Command = { $replay } }
    )
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:samples = @{}
    $script:simulator = Use-Simulator 2x6
    $simulator.Dimm('nmem1').HealthState = 'NonCritical'
    $simulator.Dimm('nmem2').HealthState = 'Fatal'
    $script:before = Get-NvdimmHealth
    $script:configuration = Export-NvdimmConfiguration
    $simulator.Dimm('nmem3').DirtyShutdownCount += 2
    $simulator.Dimm('nmem0').ErrorLog.AddMediaError(4096)
    $simulator.Dimm('nmem5').Locked = $true
    $script:audit = Join-Path $TestDrive audit.jsonl
    @(
        '{"version":1,"kind":"asked","id":"1","time":"2026-01-02T03:04:05.678Z","user":"root","family":"Intel","function":17,"functionName":"SetSmartThreshold","target":"nmem0","danger":"Write"}'
        '{"version":1,"kind":"answered","id":"1","time":"2026-01-02T03:04:06.678Z","family":"Intel","function":17,"functionName":"SetSmartThreshold","target":"nmem0","outcome":"Success","microseconds":250}'
    ) | Set-Content $audit
    $file = Join-Path $TestDrive trace.jsonl
    $null = Start-NvdimmTrace $file
    $null = Get-NvdimmHealth
    $script:trace = Stop-NvdimmTrace -PassThru
    $simulator.Kept = $true
    # What is changed: labels, namespaces, errors.
    $null = New-NvdimmSimulator qemu-labelled -Force
    $wanted = Export-NvdimmConfiguration -WarningAction Ignore
    $space = (Get-NvdimmNamespace | Where-Object Mode -EQ fsdax)[0]
    $script:changed = @{ Test = Test-NvdimmNamespace; Labels = Get-NvdimmLabel }
    Disable-NvdimmNamespace $space.Name -AllowInUse -Force
    $changed.InfoBlock = Get-NvdimmInfoBlock $space.Name
    Remove-NvdimmNamespace $space.Name -Force
    $changed.Plan = Set-NvdimmConfiguration $wanted -WhatIf -WarningAction Ignore
    $changed.LabelDifferences = Compare-NvdimmLabel ($changed.Labels | Where-Object Dimm -EQ $space.Dimms[0])
    $null = New-NvdimmSimulator nfit_test -Force
    $changed.Injected = Add-NvdimmInjectedError namespace0.0 8 -Force -PassThru
    Start-NvdimmScrub -Region region0
    $changed.Scrubbed = Wait-NvdimmScrub ndbus0 -Firmware
    $changed.Cleared = Clear-NvdimmBadBlock namespace0.0 -Force -PassThru
    $null = New-NvdimmSimulator 1x2 -Force
    $null = Invoke-NvdimmDsm ArsErrorInject -Bus ndbus0 -Argument @{ Address = (Get-NvdimmRegion region0).Resource + 64GB; Length = 1024; Options = 'NotifyOs' } -Force -AllowInUse
    $script:badBlocks = Get-NvdimmBadBlock
    $script:replay = New-NvdimmSimulator -Trace $file -Force
    $simulator.Activate()
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe '<Name>' -ForEach $commands {
    BeforeAll { $script:items = $samples[$Name] = @(& $Command) }

    It 'has values in the cells of CSV, and no type names' {
        $items.Count | Should -BeGreaterThan 0
        foreach ($row in $items | ConvertTo-Csv | ConvertFrom-Csv) {
            foreach ($cell in $row.PSObject.Properties) {
                $cell.Value | Should -Not -Match '\bSystem\.|NvdimmPS\.|\[\]|`\d|^\w+ \{ \w+ = ' -Because $cell.Name
            }
        }
    }

    It 'has values in JSON: no type names, no spans of time, no lists of bytes' {
        $json = $items | ConvertTo-Json -WarningAction SilentlyContinue
        $json | Should -Not -Match '"(System|NvdimmPS)\.|`\d\['
        $json | Should -Not -Match '"TotalMilliseconds"'
        # Bytes among the decoded fields are what a script computes with.
        foreach ($item in @($json | ConvertFrom-Json)) {
            foreach ($property in $item.PSObject.Properties | Where-Object { $_.Name -notin 'Decoded', 'Value' }) {
                $property.Value -is [array] -and @($property.Value)[0] -is [long] -and -not (@($property.Value) -gt 255) | Should -BeFalse -Because $property.Name
            }
        }
    }
}

Describe 'Every output type' {
    It 'has an object above' {
        $seen = @($samples.Values | ForEach-Object { $_ }).ForEach({ $_.PSObject.TypeNames[0] }) | Sort-Object -Unique
        $types = (Get-Command -Module NvdimmPS).OutputType.Type | Where-Object Namespace -EQ NvdimmPS | Sort-Object FullName -Unique
        $types.Count | Should -BeGreaterThan 25
        $types.FullName | Where-Object { $_ -notin $seen } | Should -BeNullOrEmpty
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

Describe 'Bytes' {
    It 'of a result stand in JSON and CSV once, as hexadecimal' {
        $result = Invoke-NvdimmDsm 5 nmem0 -Argument @{ Offset = 0; Length = 4 }
        foreach ($row in ($result | ConvertTo-Json -WarningAction SilentlyContinue | ConvertFrom-Json), ($result | ConvertTo-Csv | ConvertFrom-Csv)) {
            $row.InputHex | Should -BeExactly 0000000004000000
            $row.OutputHex | Should -BeExactly 000000004e414d45
            foreach ($name in 'Data', 'Input', 'Output', 'InputBytes', 'OutputBytes') { $row.PSObject.Properties[$name] | Should -BeNullOrEmpty }
            ($row | ConvertFrom-NvdimmDsm).Hex | Should -Be 0000000004000000, 000000004e414d45
        }
    }

    It 'of <Name> are bytes at the prompt, and behind CLIXML, JSON and CSV what they were' -ForEach @(
        @{ Name = 'a result'; Item = { Invoke-NvdimmDsm 1 nmem0 }; Bytes = 'InputBytes', 'OutputBytes', 'Data', 'Input', 'Output'; Hex = 'OutputHex' }
        @{ Name = 'a payload'; Item = { ConvertFrom-NvdimmDsm HyperV 2 -OutputHex 000000002a000000 }; Bytes = 'Bytes', 'OutputBytes'; Hex = 'Hex' }
        @{ Name = 'a comparison'; Item = { Compare-NvdimmRoute nmem0 | Select-Object -First 1 }; Bytes = 'CallBytes', 'LegacyBytes'; Hex = 'CallHex' }
        @{ Name = 'a request'; Item = { (Get-NvdimmSimulator).Transcript[0] }; Bytes = 'SentBytes', 'ReturnedBytes', 'Sent', 'Returned'; Hex = 'SentHex' }
    ) {
        $it = & $Item
        $file = Join-Path $TestDrive bytes.xml
        $it | Export-Clixml $file
        $saved = Import-Clixml $file
        foreach ($property in $Bytes) {
            , $it.$property | Should -BeOfType ([byte[]]) -Because $property
            , $saved.$property | Should -BeOfType ([byte[]]) -Because $property
            $saved.$property | Should -Be $it.$property
        }
        Get-Content -Raw $file | Should -Not -Match "N=`"($($Bytes -join '|'))`""
        $saved | ConvertTo-Json -WarningAction SilentlyContinue | Should -Not -Match "`"($($Bytes -join '|'))`""
        $it.$Hex | Should -Not -BeNullOrEmpty
        $saved.$Hex | Should -BeExactly $it.$Hex
        ($it | ConvertTo-Json -WarningAction SilentlyContinue | ConvertFrom-Json).$Hex | Should -BeExactly $it.$Hex
    }

    It 'travel with all properties beside them' {
        foreach ($item in (Invoke-NvdimmDsm 1 nmem0), (ConvertFrom-NvdimmDsm HyperV 2 -OutputHex 000000002a000000), (Compare-NvdimmRoute nmem0)[0], (Get-NvdimmSimulator).Transcript[0]) {
            $saved = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($item))
            ($saved.PSObject.Properties.Name | Sort-Object) | Should -Be ($item.PSObject.Properties.Name | Sort-Object)
        }
    }

    It 'of a passphrase are in none of them' {
        $made = ConvertTo-NvdimmDsm Intel SetPassphrase -Argument @{ NewPassphrase = [byte[]] (1..32) }
        $made.InputBytes | Should -BeOfType ([NvdimmPS.Dsm.SecretBytes])
        $saved = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($made))
        $saved.Bytes | Should -BeNullOrEmpty
        $saved.InputBytes | Should -BeNullOrEmpty
        $saved.Hex | Should -Match 'xxxx'
    }

    It 'of a result that is piped in are its input again' {
        $first = Invoke-NvdimmDsm 5 nmem0 -Argument @{ Offset = 0; Length = 4 }
        ($first | Invoke-NvdimmDsm).OutputHex | Should -BeExactly $first.OutputHex
    }

    It 'of labels are read and set at the prompt, and in no file' {
        $dimm = (Get-NvdimmSimulator).Dimm('nmem0')
        $labels = $dimm.Labels
        $labels[0] = 7
        $dimm.Labels = $labels
        $dimm.Labels[0] | Should -Be 7
        ($dimm | ConvertTo-Csv | ConvertFrom-Csv).PSObject.Properties['Labels'] | Should -BeNullOrEmpty
    }
}

Describe 'Latency' {
    It 'of <Name> is a number too' -ForEach @(
        @{ Name = 'Get-NvdimmHealth' }, @{ Name = 'Get-NvdimmThreshold' }, @{ Name = 'Get-NvdimmFirmware' }
    ) {
        $item = @(& $Name)[0]
        ($item | ConvertTo-Json -WarningAction SilentlyContinue | ConvertFrom-Json).LatencyMs | Should -Be $item.LatencyMs
        $item.LatencyMs | Should -BeOfType double
    }
}
