# Labels on the simulator: read, judged, saved and brought back; and the way through the replacement of a DIMM.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    function Use-Labelled {
        $simulator = Use-Simulator qemu-labelled
        Get-NvdimmRegion | Disable-NvdimmRegion -Force
        $simulator
    }
}
AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'Get-NvdimmLabel' {
    It 'shows a DIMM a row' {
        $null = Use-Labelled
        (Get-NvdimmLabel | Format-Table | Out-String -Width 80) -replace '\s+', ' ' | Should -Match 'nmem0 1\.1 131072 \d 1020 1 fsdax-ns nmem1 1\.1 131072 \d 1020 0'
        (Get-NvdimmLabel 0).Labels.Name | Should -BeExactly fsdax-ns
    }

    It 'is the same from a trace' {
        $null = Use-Labelled
        $file = Join-Path $TestDrive labels.jsonl
        Start-NvdimmTrace $file
        $said = Get-NvdimmLabel
        $null = Stop-NvdimmTrace
        $null = New-NvdimmSimulator -Trace $file -Force
        (Get-NvdimmLabel).Labels.Uuid | Should -Be $said.Labels.Uuid
        (Get-NvdimmLabel)[0].Source | Should -BeExactly Replayed
    }

    It 'finds nothing in a file that is no label area' {
        Set-Content (Join-Path $TestDrive short.bin) 'no labels'
        Assert-Failure (Get-Failure { Get-NvdimmLabel -Path (Join-Path $TestDrive short.bin) }) Nvdimm.Label.TooSmall InvalidData (Join-Path $TestDrive short.bin) 'is no label area'
    }
}

Describe 'A DIMM that is taken out and put back, its labels backed up and brought back' {
    It 'is red with another serial number, and green with its own' {
        $simulator = Use-Labelled
        $folder = Join-Path $TestDrive kept
        $null = Export-NvdimmLabel $folder -Dimm nmem0

        # The one that came back is empty; nmem1 is another one.
        $simulator.Dimm('nmem0').Labels = [byte[]]::new(128KB)
        Assert-Failure (Get-Failure { Import-NvdimmLabel $folder -Dimm nmem1 -Force }) Nvdimm.Label.OtherDimm InvalidArgument nmem1 'has no labels of nmem1'
        Test-NvdimmLabel nmem0 | ForEach-Object Id | Should -BeExactly NV1601

        Import-NvdimmLabel $folder -Force -InformationVariable told
        "$told" | Should -Match 'nmem0: its labels of before are in \S*labels'
        Compare-NvdimmLabel $folder | Should -BeNullOrEmpty
        Test-NvdimmLabel nmem0 -Quiet | Should -BeTrue
        (Get-NvdimmLabel nmem0).Labels.Name | Should -BeExactly fsdax-ns
        Get-NvdimmRegion | Enable-NvdimmRegion -Force
        (Get-NvdimmNamespace).Name | Should -Contain namespace1.0
    }
}

Describe 'What is wrong with labels' {
    It 'is <Id> where <What>' -ForEach @(
        @{ What = 'an index block is damaged'; Id = 'NV1605'; Damage = { param($b) $b[100] = 0x55 } }
        @{ What = 'the signature is gone'; Id = 'NV1603'; Damage = { param($b) $b[0] = 0 } }
        @{ What = 'neither block is left'; Id = 'NV1602'; Damage = { param($b) $b[0] = 0; $b[256] = 0 } }
    ) {
        $simulator = Use-Labelled
        $labels = $simulator.Dimm('nmem0').Labels
        & $Damage $labels
        $simulator.Dimm('nmem0').Labels = $labels
        (Test-NvdimmLabel nmem0 | Where-Object Severity -NE Information).Id | Should -BeExactly $Id
        Test-NvdimmLabel nmem0 -Quiet | Should -BeFalse
    }

    It 'is mended from the good block' {
        $simulator = Use-Labelled
        $labels = $simulator.Dimm('nmem0').Labels
        $labels[100] = 0x55
        $simulator.Dimm('nmem0').Labels = $labels
        (Repair-NvdimmLabel nmem0 -WhatIf)[0].Changes.Field | Should -Contain 'index 0 FreeMap (0x64, 1 byte)'
        Repair-NvdimmLabel nmem0 -Force -InformationAction Ignore
        Test-NvdimmLabel nmem0 -Quiet | Should -BeTrue
    }
}
