# A machine's configuration as a document, and machines held against it.
BeforeAll { . $PSScriptRoot/Common.ps1 }

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'Export-NvdimmConfiguration' {
    BeforeEach {
        $script:simulator = Use-Simulator 2x2
        $script:file = Join-Path $TestDrive 'machine.json'
        Remove-Item $file -ErrorAction Ignore
    }

    It 'writes a document of DIMMs by slot, regions, namespaces, firmware, security and thresholds' {
        Export-NvdimmConfiguration $file
        $document = Get-Content -Raw $file | ConvertFrom-Json
        $document.format, $document.version | Should -Be nvdimmps-configuration, 1
        $document.dimms.PSObject.Properties.Name | Should -Be (Get-NvdimmDevice | ForEach-Object { '0x{0:x}' -f $_.Handle })
        $document.dimms.'0x1'.firmware | Should -BeExactly (Get-NvdimmFirmware nmem0).RunningVersion
        $document.dimms.'0x1'.thresholds.mediaTemperature | Should -Be (Get-NvdimmThreshold nmem0).MediaTemperature
        $document.dimms.'0x1'.security, $document.dimms.'0x1'.securityFrozen | Should -Be disabled, $false
        $document.regions.region1.dimms | Should -Be '0x1001', '0x1011'
        $document.regions.region0.namespaces.'namespace0.0'.mode | Should -BeExactly fsdax
        Get-Content -Raw $file | Should -Not -Match ((Get-NvdimmDevice).Serial -replace '^0x' -join '|')
        Export-NvdimmConfiguration -IncludeSerial | Should -Match ((Get-NvdimmDevice nmem0).Serial)
    }

    It 'writes whole, once, and not with -WhatIf' {
        Export-NvdimmConfiguration $file -WhatIf
        Test-Path $file | Should -BeFalse
        Set-Content $file 'mine'
        Assert-Failure (Get-Failure { Export-NvdimmConfiguration $file }) Nvdimm.Configuration.Exists InvalidOperation $file
        Get-Content $file | Should -BeExactly mine
        Export-NvdimmConfiguration $file -Force
        Get-Content -Raw $file | Should -Match '^\{'
        Get-ChildItem $TestDrive -Filter *.tmp | Should -BeNullOrEmpty
    }
}

Describe 'Compare-NvdimmConfiguration' {
    BeforeEach {
        $script:simulator = Use-Simulator 2x2
        $script:document = Export-NvdimmConfiguration
        $script:file = Join-Path $TestDrive 'desired.json'
        Set-Content $file $document
    }

    It 'takes <Name>' -ForEach @(
        @{ Name = 'a path'; Reference = { $file } }
        @{ Name = 'a file'; Reference = { Get-Item $file } }
        @{ Name = 'the text'; Reference = { $document } }
        @{ Name = 'its lines'; Reference = { Get-Content $file } }
        @{ Name = 'what ConvertFrom-Json makes'; Reference = { $document | ConvertFrom-Json } }
        @{ Name = 'a hashtable'; Reference = { $document | ConvertFrom-Json -AsHashtable } }
        @{ Name = 'what a deep Clixml keeps'; Reference = { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize(($document | ConvertFrom-Json), 8)) } }
    ) {
        $given = & $Reference
        Compare-NvdimmConfiguration $given | Should -BeNullOrEmpty
        Compare-NvdimmConfiguration $given -Quiet | Should -BeTrue
        $simulator.Dimm('nmem3').Locked = $true
        $found = Compare-NvdimmConfiguration $given
        $found.Path, $found.Kind, $found.Desired, $found.Actual, $found.Severity | Should -Be 'dimms/0x1011/security', Different, disabled, locked, Warning
        Compare-NvdimmConfiguration $given -Quiet | Should -BeFalse
    }

    It 'compares documents of many machines with one' {
        $simulator.Dimm('nmem1').Locked = $true
        $other = (Export-NvdimmConfiguration) -replace '"machine": ".*?"', '"machine": "node07"'
        $found = $document, $other | Compare-NvdimmConfiguration $file
        "$found", $found.Machine | Should -Be 'Different dimms/0x11/security', node07
        ($found | Out-String -Width 120) | Should -Match 'Warning\s+Different\s+dimms/0x11/security\s+disabled\s+unlocked|Warning\s+Different\s+dimms/0x11/security\s+disabled\s+locked'
    }

    It 'writes nothing to a DIMM' {
        $simulator.Dimm('nmem1').Locked = $true
        $null = Compare-NvdimmConfiguration $file
        ($simulator.Transcript.Function | Where-Object { $_ -notin 2, 12 }) | Should -BeNullOrEmpty
        $simulator.Dimm('nmem1').Locked | Should -BeTrue
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a file that is not there'; Reference = { Join-Path $TestDrive 'no.json' }; Id = 'File'; Says = 'cannot be read' }
        @{ Name = 'an empty file'; Reference = { Set-Content $file ''; $file }; Id = 'Invalid'; Says = 'no JSON' }
        @{ Name = 'a cut one'; Reference = { $document.Substring(0, 700) }; Id = 'Invalid'; Says = 'no JSON' }
        @{ Name = 'a newer one'; Reference = { $document -replace '"version": 1', '"version": 3' }; Id = 'Version'; Says = 'version 3' }
        @{ Name = 'wrong types'; Reference = { $document -replace '"interleaveWays": 2', '"interleaveWays": "two"' }; Id = 'Invalid'; Says = 'interleaveWays: a number is expected' }
        @{ Name = 'another file'; Reference = { '{ "Version": 1 }' }; Id = 'Invalid'; Says = 'nvdimmps-configuration' }
        @{ Name = 'what ConvertTo-Json loses'; Reference = { $document | ConvertFrom-Json | ConvertTo-Json -Depth 2 -WarningAction Ignore }; Id = 'Invalid'; Says = 'only the text of a table is left' }
    ) {
        $given = & $Reference
        $failure = @(Get-Failure { Compare-NvdimmConfiguration $given })
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeExactly "Nvdimm.Configuration.$Id,NvdimmPS.Shell.Cmdlets.CompareNvdimmConfigurationCmdlet"
        "$failure" | Should -Match $Says
        "$failure" | Should -Match 'Nothing was compared'
    }

    It 'refuses another machine''s serial numbers and warns of what it does not know' {
        $other = (Export-NvdimmConfiguration -IncludeSerial) -replace '"serial": "0x.', '"serial": "0xf'
        (Get-Failure { Compare-NvdimmConfiguration $other })[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Configuration.OtherMachine,*'
        $warned = Compare-NvdimmConfiguration ($document -replace '"family"', '"colour": "red", "family"') 3>&1
        "$warned" | Should -Match 'dimms\.0x1\.colour'
    }
}
