BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6

    function Get-Completion([string] $Line) {
        (TabExpansion2 -inputScript $Line -cursorColumn $Line.Length).CompletionMatches
    }
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Completion' {
    It 'of "<Line>"' -ForEach @(
        @{ Line = 'Get-NvdimmDevice nmem1'; Text = 'nmem1', 'nmem10', 'nmem11' }
        @{ Line = 'Get-NvdimmDevice -Bus '; Text = 'ndbus0' }
        @{ Line = 'Get-NvdimmBus '; Text = 'ndbus0' }
        @{ Line = 'Get-NvdimmRegion '; Text = 'region0', 'region1' }
        @{ Line = 'Get-NvdimmNamespace '; Text = 'namespace0.0', 'namespace1.0' }
        @{ Line = 'Invoke-NvdimmDsm -Dimm nmem0 -Function GetSm'; Text = 'GetSmart', 'GetSmartThreshold' }
        @{ Line = 'Invoke-NvdimmDsm -Bus ndbus0 -Function Tr'; Text = 'TranslateSpa' }
        @{ Line = 'Invoke-NvdimmDsm -Bus ndbus0 -Family IntelBus -Function A'; Text = 'ActivateFirmware' }
        @{ Line = 'Invoke-NvdimmDsm -Family M'; Text = 'Msft' }
        @{ Line = 'Invoke-NvdimmDsm -Bus ndbus0 -Family '; Text = 'NfitBus', 'IntelBus' }
        @{ Line = 'Invoke-NvdimmDsm -Route '; Text = 'Auto', 'Call', 'Legacy' }
        @{ Line = 'Invoke-NvdimmCommand smart'; Text = 'smart', 'smart_thresh' }
        @{ Line = 'Invoke-NvdimmCommand -Bus ndbus0 -Command ars_s'; Text = 'ars_start', 'ars_status' }
        @{ Line = 'Get-NvdimmDsmFunction -Family Hpe'; Text = 'Hpe1', 'Hpe2' }
        @{ Line = 'Get-NvdimmDsmFunction -Family Msft -Function GetNvd'; Text = 'GetNvdimmNHealth' }
        @{ Line = 'New-NvdimmSimulator nf'; Text = 'nfit_test', 'nfit_test-labelled' }
        @{ Line = 'Compare-NvdimmInventory -Property Fir'; Text = 'FirmwareVersion' }
        @{ Line = 'Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument '
            Text = '@{ AlarmControl = ', "@{ AlarmControl = 'SparesRemaining'", "@{ AlarmControl = 'MediaTemperature'", "@{ AlarmControl = 'ControllerTemperature'",
            '@{ SparesRemaining = ', '@{ MediaTemperature = ', '@{ ControllerTemperature = ' }
        @{ Line = 'Invoke-NvdimmDsm GetNamespaceLabelData nmem0 -Argument '; Text = '@{ Offset = ', '@{ Length = ' }
    ) {
        (Get-Completion $Line).CompletionText | Should -Be $Text
    }

    It 'knows the family of the DIMM that was typed' {
        $null = Use-Simulator nvdimm-n
        (Get-Completion 'Invoke-NvdimmDsm -Dimm nmem0 -Function GetNvd').CompletionText | Should -Be 'GetNvdimmNHealth'
        (Get-Completion 'Invoke-NvdimmDsm -Dimm nmem0 -Function GetNvd')[0].ToolTip | Should -Be 'Msft 11 Get NVDIMM-N Health Information (read)'
        $script:simulator = Use-Simulator 2x6
    }

    It 'takes what stands first for what is meant: <Line>' -ForEach @(
        @{ Line = "Invoke-NvdimmFleet node1,node2 { 'there' } -WhatIf"; Hosts = 'node1', 'node2' }
        @{ Line = "Invoke-NvdimmFleet { 'there' } -HostName node1 -WhatIf"; Hosts = 'node1' }
        @{ Line = "'node1', 'node2' | Invoke-NvdimmFleet { 'there' } -WhatIf"; Hosts = 'node1', 'node2' }
        @{ Line = 'Invoke-NvdimmFleet -HostFile $TestDrive/hosts { ''there'' } -WhatIf'; Hosts = 'node3' }
    ) {
        Set-Content $TestDrive/hosts node3
        $file = New-Item "$TestDrive/said" -Force
        $null = Start-Transcript $file -Force
        try { & ([scriptblock]::Create($Line.Replace('$TestDrive', "$TestDrive"))) } finally { $null = Stop-Transcript }
        $said = @(Get-Content $file | Select-String 'What if: .*"Run \{ ''there'' \}" on target "(.*)"')
        $said.ForEach{ $_.Matches[0].Groups[1].Value } | Should -Be $Hosts
    }

    It 'takes a baseline that stands first' {
        $null = Use-Simulator 2x6
        Get-NvdimmHealth | Export-Clixml $TestDrive/base.xml
        @(Compare-NvdimmHealth $TestDrive/base.xml).Count | Should -Be 12
        @(Compare-NvdimmHealth nmem0 -Baseline $TestDrive/base.xml).Dimm | Should -Be nmem0
        $script:simulator = Use-Simulator 2x6
    }

    It 'never sends anything' {
        $null = Get-Completion 'Invoke-NvdimmDsm -Dimm nmem0 -Function '
        $null = Get-Completion 'Get-NvdimmDevice '
        $simulator.Transcript | Should -BeNullOrEmpty
    }

    It 'offers nothing, and no error, when the tree is gone' {
        $gone = Use-Simulator 1x1
        Remove-Item -Recurse -Force $gone.SysfsRoot
        $Error.Clear()
        (Get-Completion 'Get-NvdimmBus -Bus nd').CompletionText | Should -Not -Contain 'ndbus0'
        $Error | Should -BeNullOrEmpty
        $script:simulator = Use-Simulator 2x6
    }
}
