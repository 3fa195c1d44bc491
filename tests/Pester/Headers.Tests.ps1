# What a person reads above a column is what they filter by: Where-Object on a word that is no property says nothing and finds nothing.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    $views = ([xml] (Get-Content -Raw (Join-Path $modulePath 'NvdimmPS.Format.ps1xml'))).Configuration.ViewDefinitions.View
    $script:types = $views.ViewSelectedBy.TypeName | Sort-Object -Unique | ForEach-Object {
        $type = $_
        $columns = foreach ($view in $views | Where-Object { $_.ViewSelectedBy.TypeName -eq $type }) {
            $headers = @($view.TableControl.TableHeaders.TableColumnHeader | Where-Object { $_ })
            $items = @($view.TableControl.TableRowEntries.TableRowEntry.TableColumnItems.TableColumnItem | Where-Object { $_ })
            for ($i = 0; $i -lt $headers.Count; $i++) { @{ Label = $headers[$i].Label; Script = $items[$i].ScriptBlock } }
            $view.ListControl.ListEntries.ListEntry.ListItems.ListItem | Where-Object { $_ } | ForEach-Object { @{ Label = $_.Label; Script = $_.ScriptBlock } }
            if ($view.GroupBy) { @{ Label = $view.GroupBy.Label; Script = $view.GroupBy.ScriptBlock } }
        }
        @{ Type = $type; Columns = @($columns | Where-Object { $_ }) }
    }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
    $simulator.Dimm('nmem1').HealthState = 'NonCritical'
    $simulator.Dimm('nmem2').HealthState = 'Fatal'
    $before = Get-NvdimmHealth
    $simulator.Dimm('nmem3').DirtyShutdownCount += 2

    function Get-RealObject {
        Get-NvdimmBus; Get-NvdimmDevice; Get-NvdimmHealth; Get-NvdimmThreshold; Get-NvdimmFirmware; Get-NvdimmScrub; Get-NvdimmSecurity; Get-NvdimmNamespace; Get-NvdimmFindingKind
        Get-NvdimmRegion; (Get-NvdimmRegion).Mappings; Test-NvdimmNamespace
        Test-NvdimmHealth -InformationAction Ignore; Compare-NvdimmHealth -Baseline $before; Compare-NvdimmRoute nmem0
        Test-NvdimmFirmware -Baseline 9.9.9.9
        Invoke-NvdimmDsm 1 nmem0; Invoke-NvdimmDsm 17 nmem0 -Argument @{ MediaTemperature = 80 } -Force; (Invoke-NvdimmDsm 1 nmem0).Fields; (Invoke-NvdimmDsm 1 nmem0 -WhatIf); (Invoke-NvdimmDsm 1 nmem0 -WhatIf).Rows
        ConvertFrom-NvdimmDsm Intel 4 -OutputHex '00000000 00000200 00100000'
        Get-NvdimmDsmFunction -Dimm nmem0; (Get-NvdimmDsmFunction Intel 17).InputFields; (Get-NvdimmDsmFunction Intel 1).OutputFields
        $simulator.Dimm('nmem0').ErrorLog.AddMediaError(4096); $simulator.Dimm('nmem0').ErrorLog.AddThermalError(85); Get-NvdimmErrorLog nmem0
        Get-NvdimmPerformance nmem0 -IntervalSec 0.01; Invoke-NvdimmVendorCommand GetHealthLog nmem0; Get-NvdimmDsmFunction -Vendor
        Get-NvdimmCapacity; $platform = Get-NvdimmPlatformConfiguration -Platform; $platform; $platform.Interleaving; $platform.Sockets
        $module = Get-NvdimmPlatformConfiguration nmem0; $module; $module.InterleaveSets; $module.InterleaveSets.Modules; $module.Tables; $module.Tables.Records
        Watch-NvdimmEvent -IncludeInitial -Count 1
        $labels = Get-NvdimmLabel nmem0 -IncludeFree; $labels; $labels.Indexes
        $config = Export-NvdimmConfiguration
        $simulator.Dimm('nmem5').Locked = $true
        Compare-NvdimmConfiguration $config
        Set-NvdimmConfiguration ($config -replace '"mode": "\w+"', '"mode": "raw"') -WhatIf
        @(Get-NvdimmDevice) | Compare-NvdimmInventory; Start-NvdimmScrub -WhatIf
        $found = Start-NvdimmScrub -Region region0 -PassThru; $null = Wait-NvdimmScrub -Firmware; $found
        Add-NvdimmInjectedError namespace0.0 8 -Force -AllowInUse -PassThru; Start-NvdimmScrub -Region region0; (Wait-NvdimmScrub -Firmware).Errors; Clear-NvdimmBadBlock namespace0.0 -Block 8 -Force -AllowInUse -PassThru
        $simulator; $simulator.Buses; $simulator.Dimms; $simulator.Regions; $simulator.Transcript
        $simulator.AddFault(@{ Target = 'nmem11'; Function = 2; Status = 5; Count = 3 }); $simulator.AddFault(@{ Target = 'nmem10'; Function = 2; DelayMs = 1 }); $simulator.ClearFaults()
        $file = Join-Path $TestDrive headers.jsonl
        Start-NvdimmTrace $file; Get-NvdimmTrace; $null = Get-NvdimmHealth; $null = Stop-NvdimmTrace
        New-NvdimmSimulator -Trace $file -Force
    }

    $script:objects = @{}
    foreach ($item in Get-RealObject) { $objects[$item.PSObject.TypeNames[0]] += @($item) }
    # What the simulator of this test has none of.
    foreach ($type in 'NvdimmPS.NvdimmAuditRecord', 'NvdimmPS.NvdimmDaxDevice', 'NvdimmPS.NvdimmInfoBlock', 'NvdimmPS.NvdimmBadBlockRange', 'NvdimmPS.NvdimmLabel', 'NvdimmPS.NvdimmLabelDifference', 'NvdimmPS.NvdimmFirmwareUpdate') {
        $script:objects[$type] = @([System.Runtime.CompilerServices.RuntimeHelpers]::GetUninitializedObject([type] $type))
    }
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe '<Type>' -ForEach $types {
    It 'has a property <Label>' -ForEach $Columns {
        # A unit may stand behind it.
        $name = $Label -replace ' \([^)]+\)$'
        $items = @($objects[$Type])
        $items.Count | Should -BeGreaterThan 0
        $items[0].PSObject.TypeNames[0] | Should -BeExactly $Type
        $property = $items[0].PSObject.Properties[$name]
        $property | Should -Not -BeNullOrEmpty -Because "'? $name' would find nothing"
        # The view shows that property and not another one.
        $shown = $property -is [System.Management.Automation.PSAliasProperty] ? $property.ReferencedMemberName : $name
        $Script | Should -Match "\`$_\.($name|$shown)\b|\(\`$_\)|\(\`$_, " -Because $Script
        # And it selects the objects that have a value of it, and only those.
        $with = @($items | Where-Object { $null -ne $_.$name -and @($_.$name).Count })
        if ($with.Count) {
            $value = @($with[0].$name)[0]
            $found = @($items | Where-Object $name -EQ $value)
            $found | Should -Contain $with[0] -Because "$name is $value"
        }
    }
}

Describe 'What people type' {
    BeforeAll {
        $script:simulator = Use-Simulator 2x6
        $simulator.Dimm('nmem2').HealthState = 'Fatal'
    }

    It '<Filter> finds <Count>' -ForEach @(
        @{ Filter = 'Status -EQ Unhealthy'; Command = { Get-NvdimmHealth | Where-Object Status -EQ Unhealthy }; Count = 1 }
        @{ Filter = 'Status -NE Healthy'; Command = { Get-NvdimmHealth | Where-Object Status -NE Healthy }; Count = 1 }
        @{ Filter = 'Detail -EQ Fatal'; Command = { Get-NvdimmHealth | Where-Object Detail -EQ Fatal }; Count = 1 }
        @{ Filter = 'Life -LT 50'; Command = { Get-NvdimmHealth | Where-Object Life -LT 50 }; Count = 0 }
        @{ Filter = 'Life -GT 50'; Command = { Get-NvdimmHealth | Where-Object Life -GT 50 }; Count = 12 }
        @{ Filter = 'Shutdowns -GT 0'; Command = { Get-NvdimmHealth | Where-Object Shutdowns -GT 0 }; Count = 12 }
        @{ Filter = 'DimmCount -EQ 12'; Command = { Get-NvdimmBus | Where-Object DimmCount -EQ 12 }; Count = 1 }
        @{ Filter = 'Media -GT 60'; Command = { Get-NvdimmThreshold | Where-Object Media -GT 60 }; Count = 12 }
    ) {
        @(& $Command).Count | Should -Be $Count
    }

    It 'holds for objects from a file too' {
        $file = Join-Path $TestDrive health.xml
        Get-NvdimmHealth | Export-Clixml $file
        @(Import-Clixml $file | Where-Object Status -EQ Unhealthy).Dimm | Should -Be nmem2
        @(Get-NvdimmHealth | ConvertTo-Json -Depth 4 | ConvertFrom-Json | Where-Object Status -EQ Unhealthy).Dimm | Should -Be nmem2
    }
}
