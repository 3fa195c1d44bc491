# Many hosts' objects side by side: groups of hosts that are alike, and firmware against a baseline.
BeforeAll {
    . $PSScriptRoot/Common.ps1

    # Objects as remoting and Export-Clixml leave them.
    function ConvertTo-Remote([string] $HostName) {
        begin { $items = [System.Collections.Generic.List[object]]::new() }
        process { $items.Add($_) }
        end {
            foreach ($item in [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($items.ToArray(), 3))) {
                $item | Add-Member -NotePropertyName PSComputerName -NotePropertyValue $HostName -PassThru -Force
            }
        }
    }
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'Compare-NvdimmInventory' {
    BeforeEach { $script:simulator = Use-Simulator 1x4 }

    It 'puts hosts that are alike in one row, whatever way their objects came' {
        $all = Get-NvdimmDevice; $all += Get-NvdimmHealth -Firmware; $all += Get-NvdimmFirmware; $all += Get-NvdimmThreshold; $all += Get-NvdimmRegion; $all += Get-NvdimmNamespace
        $clixml = $all | ConvertTo-Remote node01
        $json = $all | ConvertTo-Remote node02 | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $found = @($all) + $clixml + $json | Compare-NvdimmInventory
        $found.Count | Should -Be 3 -Because "$($found.Summary)"
        $found.Dimms | Should -Be 4
        $found.HostRange | Should -BeLike '*node`[01-02`]*'
    }

    It 'shows outliers first, with what differs and where' {
        $objects = 1..9 | ForEach-Object {
            $simulator.Dimm('nmem2').NotArmed = $_ -eq 4
            Get-NvdimmDevice | ConvertTo-Remote "rack1-node0$_"
        } | Where-Object { $_.PSComputerName -ne 'rack1-node07' -or $_.Name -ne 'nmem3' }
        $groups = @($objects | Compare-NvdimmInventory)
        $groups.HostRange | Should -Be rack1-node07, rack1-node04, 'rack1-node[01-03,05-06,08-09]'
        $groups.Count | Should -Be 3
        $groups[0].Summary | Should -Be 'nmem3: no Device'
        $groups[1].Differences.Target, $groups[1].Differences.Property | Should -Be nmem2, Flags
        $groups[2].IsLargest | Should -BeTrue
        $text = $groups | Out-String -Width 120
        $text | Should -Match '7 rack1-node\[01-03,05-06,08-09\]\s+4 \(the largest group\)'
        $text | Should -Match '1 rack1-node07\s+3 nmem3: no Device'
    }

    # The same objects again and again under other names: whoever kept them would find 1,000 times the last host.
    It 'takes the objects of 1,000 hosts one after the other and keeps none' {
        $one = Get-NvdimmHealth -Firmware | ConvertTo-Remote template
        $groups = 1..1000 | ForEach-Object {
            $name = "node{0:0000}" -f $_
            foreach ($dimm in $one) {
                $dimm.PSComputerName = $name
                $dimm.FirmwareVersion = $_ -in 17, 18, 500 -and $dimm.Dimm -eq 'nmem1' ? '09.09.09.0009' : '01.02.00.5447'
                $dimm
            }
        } | Compare-NvdimmInventory
        $groups.HostRange | Should -Be 'node[0017-0018,0500]', 'node[0001-0016,0019-0499,0501-1000]'
        $groups[0].Count | Should -Be 3
        $groups[1].Count | Should -Be 997
        $groups[0].Differences.Actual | Should -Be '09.09.09.0009'
    }

    It 'says what it cannot compare and goes on' {
        $found = @(Get-NvdimmFirmware; 'hello') | Compare-NvdimmInventory -ErrorVariable failure -ErrorAction SilentlyContinue
        $found.Dimms | Should -Be 4
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Inventory.Object,*'
        Assert-Failure (Get-Failure { Get-NvdimmFirmware | Compare-NvdimmInventory -Property Runningversions | Out-Null }) Nvdimm.Inventory.Property InvalidArgument Runningversions
    }
}

Describe 'Test-NvdimmFirmware' {
    BeforeEach {
        $script:simulator = Use-Simulator 1x2
        $script:file = Join-Path $TestDrive 'firmware.psd1'
        $script:version = (Get-NvdimmFirmware nmem0).RunningVersion
    }

    It 'holds hosts against a file of either form' {
        Set-Content $file "@{ Version = 1; Firmware = @{ 'Intel/8089:5141' = @{ Minimum = '$version' } } }"
        $json = Join-Path $TestDrive 'firmware.json'
        "{ `"Version`": 1, `"Firmware`": { `"Intel`": [ `"$version`" ] } }" | Set-Content $json
        (Test-NvdimmFirmware -Baseline $file).Status | Should -Be Compliant, Compliant
        (Test-NvdimmFirmware -Baseline (Get-Item $json)).Status | Should -Be Compliant, Compliant
        $remote = Get-NvdimmFirmware | ConvertTo-Remote node01
        $found = $remote | Test-NvdimmFirmware -Baseline $json
        $found.HostName | Should -Be node01, node01
        $found.Status | Should -Be Compliant, Compliant
        ($remote | ConvertTo-Json -Depth 3 | ConvertFrom-Json | Test-NvdimmFirmware -Baseline $file).Status | Should -Be Unknown, Unknown
        ($remote + (Get-NvdimmDevice -Detailed | ConvertTo-Remote node01) | Test-NvdimmFirmware -Baseline $file).Status | Should -Be Compliant, Compliant
        (Get-NvdimmHealth -Firmware | ConvertTo-Remote node01 | Test-NvdimmFirmware -Baseline $version -Quiet) | Should -BeTrue
    }

    It 'numbers what is wrong and says what is to do' {
        $found = Test-NvdimmFirmware nmem1 -Baseline 99.00.00.0000
        $found.Status, $found.Id, $found.Severity | Should -Be NonCompliant, NV1509, Warning
        $found.Remedy | Should -Not -BeNullOrEmpty
        Test-NvdimmFirmware -Baseline 99.00.00.0000 -Quiet | Should -BeFalse
        (Test-NvdimmFirmware -Baseline @{ Msft = '0x1' }).Id | Should -Be NV1511, NV1511
        ($found | Out-String -Width 120) | Should -Match 'nmem1\s+NonCompliant\s+\S+\s+NV1509 '
    }

    It 'reads a baseline as data and never runs it' {
        $env:NVDIMM_MARK = Join-Path $TestDrive 'mark'
        Set-Content $file '@{ Version = 1; Firmware = @{ Intel = $(New-Item $env:NVDIMM_MARK) } }'
        Assert-Failure (Get-Failure { Test-NvdimmFirmware -Baseline $file }) Nvdimm.FirmwareBaseline.Invalid InvalidData $file 'line 1, .*would have to be run'
        Test-Path $env:NVDIMM_MARK | Should -BeFalse
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a file that is not there'; Baseline = { Join-Path $TestDrive 'no.psd1' }; Id = 'File' }
        @{ Name = 'an empty file'; Baseline = { Set-Content $file ''; $file }; Id = 'Invalid' }
        @{ Name = 'a cut one'; Baseline = { Set-Content $file '@{ Version = 1; Firmware = @{'; $file }; Id = 'Invalid' }
        @{ Name = 'a newer one'; Baseline = { Set-Content $file '@{ Version = 2 }'; $file }; Id = 'Invalid' }
        @{ Name = 'a table of nonsense'; Baseline = { @{ Intel = 'latest' } }; Id = 'Invalid' }
    ) {
        $given = & $Baseline
        $failure = @(Get-Failure { Test-NvdimmFirmware -Baseline $given })
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeExactly "Nvdimm.FirmwareBaseline.$Id,NvdimmPS.Shell.Cmdlets.TestNvdimmFirmwareCmdlet"
        "$failure" | Should -Match 'Nothing was tested'
    }
}
