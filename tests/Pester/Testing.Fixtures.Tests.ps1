# NvdimmPS.Testing: fixtures, snapshots, and what lists and starts runbooks.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module (Join-Path $modulePath NvdimmPS.Testing)
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'Fixtures' {
    AfterEach { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

    It 'bring back what was there, as it was' {
        $before = New-NvdimmSimulator 1x2
        $before.Dimm('nmem0').MediaTemperature = 55
        $fault = $before.AddFault(@{ Target = 'nmem1'; Errno = 'EIO' })
        $outer = Enter-NvdimmFixture qemu
        $inner = Enter-NvdimmFixture 1x4 -State @{ nmem3 = @{ MediaTemperature = 71; Locked = $true } } -Fault @{ Target = 'nmem2'; Errno = 'EIO' }
        (Get-NvdimmHealth nmem3).MediaTemperature | Should -Be 71
        $inner.Faults.Count | Should -Be 1
        Exit-NvdimmFixture $inner
        (Get-NvdimmSimulator).Topology | Should -BeExactly qemu
        $outer | Exit-NvdimmFixture
        [object]::ReferenceEquals((Get-NvdimmSimulator), $before) | Should -BeTrue
        (Get-NvdimmHealth nmem0).MediaTemperature | Should -Be 55
        $before.Faults | Should -Be $fault
        $before.Kept | Should -BeFalse
    }

    It 'end with those within them, and only once' {
        $outer = Enter-NvdimmFixture 1x2
        $inner = Enter-NvdimmFixture qemu
        Exit-NvdimmFixture $outer
        Get-NvdimmSimulator | Should -BeNullOrEmpty
        $other = Enter-NvdimmFixture 1x4
        Exit-NvdimmFixture $inner
        Exit-NvdimmFixture $null
        $other.Active | Should -BeTrue
        Exit-NvdimmFixture $other
    }

    It 'change nothing where they fail: <What>' -ForEach @(
        @{ What = 'no such topology'; Fixture = { Enter-NvdimmFixture nonsense } }
        @{ What = 'no such DIMM'; Fixture = { Enter-NvdimmFixture 1x2 -State @{ nmem7 = @{ Locked = $true } } } }
        @{ What = 'no such property'; Fixture = { Enter-NvdimmFixture 1x2 -State @{ nmem0 = @{ Colour = 'red' } } } }
        @{ What = 'no such fault'; Fixture = { Enter-NvdimmFixture 1x2 -Fault @{ Target = 'nmem0' } } }
        @{ What = 'no such trace'; Fixture = { Enter-NvdimmFixture -Trace (Join-Path $TestDrive no.jsonl) } }
    ) {
        $before = New-NvdimmSimulator 1x1
        $null = Get-Complaint $Fixture
        [object]::ReferenceEquals((Get-NvdimmSimulator), $before) | Should -BeTrue
        (Get-NvdimmDevice).Name | Should -Be nmem0
    }

    It 'run a script, and end when it fails' {
        $before = New-NvdimmSimulator 1x1
        Use-NvdimmFixture -Topology 1x2 { param($simulator) "$simulator $((Get-NvdimmDevice).Count)" } | Should -BeExactly '1x2 2'
        Get-Complaint { Use-NvdimmFixture { throw 'on purpose' } } | Should -BeExactly 'on purpose'
        $before.Active | Should -BeTrue
    }

    It 'make a test of what happened yesterday' {
        $trace = Join-Path $TestDrive 'incident.jsonl'
        Use-NvdimmFixture -Topology 1x2 -State @{ nmem1 = @{ MediaTemperature = 90 } } {
            Start-NvdimmTrace $trace
            $null = Get-NvdimmSnapshot
            Stop-NvdimmTrace
        }
        Use-NvdimmFixture -Trace $trace {
            Get-Complaint { Get-NvdimmSnapshot | Should -BeNvdimmHealthy } | Should -Match 'trace incident.jsonl, NV1002 Warning nmem1'
        }
    }
}

Describe 'Get-NvdimmSnapshot' {
    BeforeEach { $script:simulator = Enter-NvdimmFixture 1x2 }
    AfterEach { Exit-NvdimmFixture $simulator }

    It 'holds all of a machine, and keeps it in a file' {
        $snapshot = Get-NvdimmSnapshot
        $file = Join-Path $TestDrive 'snapshot.xml'
        $snapshot | Export-Clixml $file
        foreach ($one in $snapshot, (Import-Clixml $file)) {
            $one.HostName | Should -BeExactly 'simulator 1x2'
            $one.Device.Name | Should -Be nmem0, nmem1
            $one.Firmware.RunningVersion | Should -Be 01.02.00.5447, 01.02.00.5447
            $one.Region.Mappings.Count | Should -Be 2
            $one.Namespace.MountPoints | Should -Be /mnt/pmem0
            $one.Bus.Name | Should -Be ndbus0
            $one.Failure | Should -BeNullOrEmpty
            $one | Should -BeNvdimmHealthy
            $one | Should -BeNvdimm Reached
            $one.Health | Should -BeNvdimmHealthy
        }
    }

    It 'says what it could not be told' {
        $null = Enter-NvdimmFixture papr
        $ErrorActionPreference = 'Stop'
        $snapshot = Get-NvdimmSnapshot
        $snapshot.Health.Count | Should -BeGreaterThan 0
        $snapshot.Problem.ErrorId | Should -BeLike 'Nvdimm.Firmware.NotOffered*'
    }

    It 'judges by a policy, a relative path too' {
        $simulator.Dimm('nmem1').LastShutdownDirty = $true
        Set-Content (Join-Path $TestDrive policy.psd1) "@{ Version = 1; Mutes = @{ Id = 'NV1010'; Reason = 'tests'; Until = 'forever' } }"
        Push-Location $TestDrive
        Get-NvdimmSnapshot -Policy ./policy.psd1 | Should -BeNvdimmHealthy
        Pop-Location
        Get-NvdimmSnapshot | Should -Not -BeNvdimmHealthy
    }

    It 'says that a machine has none' {
        $empty = Join-Path $TestDrive 'empty.jsonl'
        Start-NvdimmTrace $empty
        Stop-NvdimmTrace
        Set-Content $empty ((Get-Content $empty | Where-Object { $_ -match '"kind":"header"' }))
        Use-NvdimmFixture -Trace $empty {
            Get-Complaint { Get-NvdimmSnapshot | Should -BeNvdimm Reached } | Should -Match 'it has no NVDIMM.*Remedy: Check that its drivers'
            Get-NvdimmSnapshot | Should -Not -BeNvdimmHealthy
        } 3> $null
    }

    It 'is an object of a host that cannot be one' {
        $snapshot = Get-NvdimmSnapshot -HostName '-oProxyCommand=x'
        $snapshot.Failure.Id | Should -BeExactly Nvdimm.Fleet.Host
        $snapshot | Should -Not -BeNvdimm Reached
    }
}

Describe 'Runbooks' {
    It 'are listed with what they take' {
        $all = Get-NvdimmRunbook
        $all.Name | Should -Be AfterPowerLoss, BeforeFirmwareUpdate, DailyHealth, DecommissionDimm, FirmwareRollout, FleetConsistency, RepairBadBlock, ReplaceDimm
        $all.Synopsis | Should -Match '\w{3}'
        (Get-NvdimmRunbook Replace*).Parameter | Should -Be Dimm, Phase, Before, Labels
    }

    It 'are told in runbooks/README.md' {
        $page = Get-Content -Raw (Join-Path $modulePath runbooks/README.md)
        foreach ($runbook in Get-NvdimmRunbook) {
            $page | Should -Match "(?m)^### $($runbook.Name)$"
            $runbook.Parameter | ForEach-Object { $page | Should -Match "-?$_\b" }
        }
    }

    It 'are completed by name' {
        $line = 'Invoke-NvdimmRunbook Daily'
        ([System.Management.Automation.CommandCompletion]::CompleteInput($line, $line.Length, $null)).CompletionMatches.CompletionText | Should -Be DailyHealth
    }

    It 'are named where one is unknown' {
        Get-Complaint { Invoke-NvdimmRunbook Nonsense } | Should -Match "no runbook 'Nonsense'. There are AfterPowerLoss, .*ReplaceDimm"
    }
}
