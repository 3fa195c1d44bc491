# Health in the real engine: views, what survives serialisation, metrics, ndctl's JSON.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Get-NvdimmHealth' {
    AfterEach {
        $simulator.ClearFaults()
        $simulator.Dimm('nmem3').NotArmed = $false
    }

    It 'shows a table with the reasons at its end' {
        $simulator.Dimm('nmem3').NotArmed = $true
        $text = Get-NvdimmHealth nmem3 | Out-String -Width 120
        $text | Should -Match 'Dimm +Status +Media \(.C\) +Life \(%\) +Shutdowns +Reason'
        $text | Should -Match 'nmem3 +Unhealthy +34.5 +98 +4 DataPersistenceLossImminent'
    }

    It 'shows a list with causes and what to do, and no line for what is not known' {
        $simulator.Dimm('nmem3').NotArmed = $true
        $text = Get-NvdimmHealth nmem3 | Format-List | Out-String -Width 200
        $text | Should -Match 'Causes +: NV1015: it is not armed'
        $text | Should -Not -Match 'LastSave +:'
        $text | Should -Match 'Unavailable +: .*LastSave'
    }

    It 'keeps <Property> on its way through CLIXML' -ForEach @(
        'Dimm', 'HealthStatus', 'Reason', 'MediaTemperature', 'LifeRemaining', 'AlarmsEnabled', 'Armed', 'DirtyShutdownCount', 'Flags', 'LatencyMs' | ForEach-Object { @{ Property = $_ } }
    ) {
        $health = Get-NvdimmHealth nmem3
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($health))
        $copy.$Property | Should -Be $health.$Property
        $copy.Unavailable['LastSave'] | Should -BeExactly $health.Unavailable['LastSave']
    }

    It 'keeps the causes too' {
        $simulator.Dimm('nmem3').NotArmed = $true
        $copy = [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize((Get-NvdimmHealth nmem3)))
        $copy.Causes[0].Id | Should -BeExactly 'NV1015'
        $copy.Causes[0].Remedy | Should -Not -BeNullOrEmpty
    }

    It 'gives an object for a DIMM that fails, and no error' {
        $null = $simulator.AddFault(@{ Target = 'nmem1'; Errno = 'EIO' })
        $health = Get-NvdimmHealth -ErrorAction Stop
        $health.Count | Should -Be 12
        $health[1].HealthStatus | Should -BeExactly 'Unknown'
        $health[1].Unavailable['HealthDetail'] | Should -Match 'EIO'
    }
}

Describe 'ConvertTo-NvdimmMetric' {
    It 'says the same of objects that were elsewhere, live or from JSON' {
        $health = Get-NvdimmHealth
        $live = $health | ConvertTo-NvdimmMetric
        [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($health)) | ConvertTo-NvdimmMetric | Should -BeExactly $live
        $json = $health | ConvertTo-Json -Depth 4 | ConvertFrom-Json | ConvertTo-NvdimmMetric
        ($json -replace '(?m)^.*nvdimm_query_.*$').TrimEnd() | Should -BeExactly ($live -replace '(?m)^.*nvdimm_query_.*$').TrimEnd()
    }

    It 'writes a file in one step' {
        $file = Join-Path $TestDrive 'nvdimm.prom'
        Get-NvdimmHealth | ConvertTo-NvdimmMetric $file -WhatIf 6> $null
        $file | Should -Not -Exist
        Get-NvdimmHealth | ConvertTo-NvdimmMetric -Path $file
        (Get-Content $file)[2] | Should -BeExactly 'nvdimm_dimms{bus="ndbus0"} 12'
        (Get-ChildItem $TestDrive).Name | Should -BeExactly 'nvdimm.prom'
    }

    It 'refuses what is no health' {
        Assert-Failure (Get-Failure { 5 | ConvertTo-NvdimmMetric }) 'Nvdimm.Input.Health' 'InvalidArgument' '5'
    }
}

Describe 'ConvertTo-NdctlJson' {
    It 'is JSON of all DIMMs' {
        $json = ConvertTo-NdctlJson -Health -Firmware | ConvertFrom-Json
        $json.dev | Should -Be (0..11 | ForEach-Object { "nmem$_" })
        $json[1].health.temperature_celsius | Should -Be 33.5
    }
}
