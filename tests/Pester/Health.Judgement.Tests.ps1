# Findings, policies and baselines on the machines and faults of the simulator.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 1x4
    function Get-FindingText { Test-NvdimmHealth @args | ForEach-Object { "$($_.Target) $($_.Id)" } }
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'Test-NvdimmHealth' {
    BeforeEach { $script:simulator = Use-Simulator 1x4 }

    It 'gives nothing on a healthy machine: <_>' -ForEach @('2x6', '1x2:hpe1', '1x2:hpe2', '1x2:msft', '1x2:hyperv', 'papr') {
        $null = Use-Simulator $_
        Test-NvdimmHealth | Should -BeNullOrEmpty
        Test-NvdimmHealth -Quiet | Should -BeTrue
    }

    It 'does not pass what nobody can ask' {
        $null = Use-Simulator qemu
        (Test-NvdimmHealth).Id | Should -Contain NV1091
        Test-NvdimmHealth -Quiet | Should -BeFalse
    }

    It 'finds the failed energy source of nvdimm-n, and the region on it' {
        $null = Use-Simulator nvdimm-n
        Get-FindingText | Should -Be 'nmem2 NV1020', 'nmem2 NV1022', 'region2 NV2003'
        Test-NvdimmHealth -Quiet | Should -BeFalse
        Test-NvdimmHealth nmem0, nmem1, nmem3 -Quiet | Should -BeTrue
    }

    It 'finds what nfit_test warns of' {
        $null = Use-Simulator nfit_test
        Get-FindingText | Should -Contain 'nmem0 NV1001'
        Get-FindingText | Should -Contain 'region2 NV2005'
        (Test-NvdimmHealth nmem4 | Where-Object Severity -EQ Critical).Id | Should -Contain NV1011
    }

    It 'hides no other DIMM: <Name>' -ForEach @(
        @{ Name = 'EIO'; Fault = @{ Target = 'nmem1'; Errno = 'EIO' }; Id = 'NV1092' }
        @{ Name = 'no rights'; Fault = @{ Target = 'nmem1'; Errno = 'EACCES' }; Id = 'NV1090' }
        @{ Name = 'a refusal'; Fault = @{ Target = 'nmem1'; Status = 3 }; Id = 'NV1092' }
        @{ Name = 'a cut answer'; Fault = @{ Target = 'nmem1'; Truncate = 9 }; Id = 'NV1093' }
    ) {
        $null = $simulator.AddFault($Fault)
        $simulator.Dimm('nmem3').HealthState = 'NonCritical'
        Get-FindingText | Should -Be "nmem1 $Id", 'nmem3 NV1006'
        Test-NvdimmHealth -Quiet | Should -BeFalse
    }

    It 'gives a finding for garbage' {
        $null = $simulator.AddFault(@{ Target = 'nmem1'; Garbage = $true; Function = 1 })
        (Test-NvdimmHealth).Dimm | Where-Object { $_ } | Select-Object -Unique | Should -Be nmem1
        Test-NvdimmHealth -Quiet | Should -BeFalse
    }

    It 'takes DIMMs, regions and health, also from a file' {
        $simulator.Dimm('nmem2').LastShutdownDirty = $true
        ('nmem1', 2 | Test-NvdimmHealth).Id | Should -BeExactly NV1010
        (Get-NvdimmDevice | Test-NvdimmHealth).Id | Should -BeExactly NV1010
        (Get-NvdimmRegion | Test-NvdimmHealth).Id | Should -BeExactly NV1010
        $file = Join-Path $TestDrive 'health.xml'
        Get-NvdimmHealth | Export-Clixml $file
        $before = $simulator.Transcript[-1].Sequence
        $finding = Import-Clixml $file | Test-NvdimmHealth
        $finding.Id | Should -BeExactly NV1010
        $finding.Remedy | Should -Match 'applications'
        $simulator.Transcript[-1].Sequence | Should -Be $before -Because 'health that was read is not read again'
        Get-NvdimmHealth | ConvertTo-Json -Depth 4 | ConvertFrom-Json | Test-NvdimmHealth -Quiet | Should -BeFalse
    }

    It 'names a DIMM that is not there, and does not pass' {
        Assert-Failure (Get-Failure { Test-NvdimmHealth nmem9 }) Nvdimm.Dimm.NotFound ObjectNotFound nmem9
        Test-NvdimmHealth nmem0, nmem9 -Quiet -ErrorAction Ignore | Should -BeFalse
    }

    It 'shows a table' {
        $simulator.Dimm('nmem2').LastShutdownDirty = $true
        (Test-NvdimmHealth | Out-String -Width 200) -split '\r?\n' | Where-Object { $_ -match 'NV1010' } | Should -Match '^NV1010 Warning +nmem2 +the last shutdown was dirty'
    }
}

Describe 'A policy as PowerShell data' {
    BeforeAll {
        $script:simulator = Use-Simulator 1x4
        $simulator.Dimm('nmem2').LastShutdownDirty = $true
        $script:file = Join-Path $TestDrive 'policy.psd1'
    }

    It 'sets limits and severities, and mutes' {
        Set-Content $file @'
@{
    Version = 1 # of the format
    Limits = @{ MediaTemperatureMaximum = 34; SparesMinimum = $null }
    Severities = @{ NV1502 = 'Critical' }
    Mutes = @{ Id = 'NV1010'; Dimm = 'nmem[0-2]'; Reason = 'power tests'; Until = '2999-12-31' },
            @{ Id = 'NV1006'; Reason = 'old'; Until = '2020-01-01' }
}
'@
        $findings = Test-NvdimmHealth -Policy $file
        $findings.Id | Should -Be NV1010, NV1502, NV2090
        $findings[0].MutedReason | Should -BeExactly 'power tests'
        $findings[1].Severity | Should -BeExactly Critical
        $findings[2].Severity | Should -BeExactly Information
        Test-NvdimmHealth nmem2 -Policy $file -Quiet | Should -BeTrue
        Test-NvdimmHealth -Policy $file -Quiet | Should -BeFalse
    }

    It 'is read as data and never run: <_>' -ForEach @(
        '@{ Version = 1; Limits = @{ SparesMinimum = $(New-Item $env:NVDIMM_MARK) } }'
        '@{ Version = 1; Limits = @{ SparesMinimum = (New-Item $env:NVDIMM_MARK) } }'
        '@{ Version = (& { New-Item $env:NVDIMM_MARK; 1 }) }'
        '@{ Version = [System.IO.File]::Create($env:NVDIMM_MARK) }'
        '@{ Version = "$(New-Item $env:NVDIMM_MARK)" }'
        '@{ $(New-Item $env:NVDIMM_MARK) = 1 }'
        'New-Item $env:NVDIMM_MARK; @{ Version = 1 }'
        'begin { New-Item $env:NVDIMM_MARK } end { @{ Version = 1 } }'
        'dynamicparam { New-Item $env:NVDIMM_MARK } end { @{ Version = 1 } }'
        '@{ Version = if (1) { New-Item $env:NVDIMM_MARK } }'
        '@{ Version = $env:HOME }'
    ) {
        $env:NVDIMM_MARK = Join-Path $TestDrive 'mark'
        Set-Content $file $_
        Assert-Failure (Get-Failure { Test-NvdimmHealth -Policy $file }) Nvdimm.Policy.Invalid InvalidData $file 'Nothing was tested'
        Test-Path $env:NVDIMM_MARK | Should -BeFalse
    }

    It 'is wrong in line <Line>: <Text>' -ForEach @(
        @{ Text = "@{ Version = 1`n Limit = @{} }"; Line = 2; Says = 'Limit: there is no such key' }
        @{ Text = "@{ Version = 1`n`n Limits = @{ SparesMinimum = '10' } }"; Line = 3; Says = "Limits.SparesMinimum: a number is expected" }
        @{ Text = "@{ Version = 1`n Mutes = @(`n 'NV1010') }"; Line = 3; Says = 'Mutes\[0\]: a table is expected' }
        @{ Text = "@{ Version = 1`n Mutes = @(@{ Id = 'NV1010'; Until = 'forever' }) }"; Line = 2; Says = 'Mutes\[0\]: Reason is missing' }
        @{ Text = '@{ Version = 2 }'; Line = 1; Says = 'Version: this NvdimmPS reads version 1 only' }
        @{ Text = "@{ Version = 1`n"; Line = 1; Says = 'no PowerShell data' }
        @{ Text = '1'; Line = 1; Says = 'not one table' }
        @{ Text = ''; Line = 1; Says = 'not one table' }
    ) {
        Set-Content $file $Text
        Assert-Failure (Get-Failure { Test-NvdimmHealth -Policy $file }) Nvdimm.Policy.Invalid InvalidData $file "line $Line, .*$Says"
    }

    It 'is JSON for the console by the line that the template has' {
        Push-Location $TestDrive
        try {
            Copy-Item (Join-Path $repositoryRoot docs/health-policy.psd1) .
            $line = (Get-Content health-policy.psd1 | Where-Object { $_ -like '#     Import-*' }) -replace '^# +'
            $line | Should -BeLike '*ConvertTo-Json -Depth 5 > health-policy.json'
            & ([scriptblock]::Create($line))
            (Get-Content -Raw health-policy.json | ConvertFrom-Json).Limits.TemperatureMargin | Should -Be 3
            (Test-NvdimmHealth -Policy health-policy.json).Id | Should -Be (Test-NvdimmHealth -Policy health-policy.psd1).Id
        } finally {
            Pop-Location
        }
    }

    It 'cannot be read where it is not' {
        Assert-Failure (Get-Failure { Test-NvdimmHealth -Policy (Join-Path $TestDrive no.psd1) }) Nvdimm.Policy.File ObjectNotFound (Join-Path $TestDrive no.psd1)
    }
}

Describe 'Compare-NvdimmHealth' {
    BeforeEach {
        $script:simulator = Use-Simulator 1x4
        $script:file = Join-Path $TestDrive 'baseline'
    }

    It 'tells a change of firmware where the baseline has it' {
        $null = Use-Simulator 1x2
        $baseline = Get-NvdimmHealth -Firmware | ConvertTo-Json -Depth 4 | ConvertFrom-Json
        $baseline[0].FirmwareVersion | Should -Match '^\d\d\.\d\d\.\d\d\.\d{4}$'
        (Compare-NvdimmHealth -Baseline $baseline).FirmwareChanged | Should -Be $false, $false
        $baseline[1].FirmwareVersion = '01.00.00.0001'
        $found = Compare-NvdimmHealth -Baseline $baseline
        $found.FirmwareChanged | Should -Be $false, $true
        $found[1].FirmwareBefore, $found[1].Firmware | Should -Be '01.00.00.0001', $baseline[0].FirmwareVersion
        (Compare-NvdimmHealth -Baseline (Get-NvdimmHealth)).FirmwareChanged | Where-Object { $null -ne $_ } | Should -BeNullOrEmpty
        (Get-NvdimmHealth nmem0).Unavailable['FirmwareVersion'] | Should -Match 'not asked for'
    }

    It 'reads what <Name> wrote' -ForEach @(
        @{ Name = 'Export-Clixml'; Write = { param($Path) Get-NvdimmHealth | Export-Clixml $Path } }
        @{ Name = 'ConvertTo-Json'; Write = { param($Path) Get-NvdimmHealth | ConvertTo-Json -Depth 4 | Set-Content $Path } }
        @{ Name = 'ConvertTo-Json, not deep'; Write = { param($Path) Get-NvdimmHealth | ConvertTo-Json -Depth 1 -WarningAction Ignore | Set-Content $Path } }
    ) {
        $simulator.Dimm('nmem2').LastShutdownDirty = $true
        & $Write $file
        $simulator.Dimm('nmem1').PercentageUsed += 5
        $simulator.Dimm('nmem1').DirtyShutdownCount += 2
        $simulator.Dimm('nmem3').HealthState = 'Fatal'
        $found = Compare-NvdimmHealth -Baseline $file
        $found.Change | Should -Be Same, Worse, Same, Worse
        $found[1].LifeUsed | Should -Be 5
        $found[1].NewDirtyShutdowns | Should -Be 2
        $found[3].Worse | Should -Contain 'Healthy became Unhealthy'
        (Test-NvdimmHealth -Baseline $file).Id | Should -Contain NV1507
    }

    It 'sees what is missing and what is new' {
        $before = Get-NvdimmHealth
        $before | Select-Object -First 3 | Export-Clixml $file
        $found = $before | Select-Object -Skip 1 | Compare-NvdimmHealth -Baseline $file
        $found | ForEach-Object { "$_" } | Should -Be 'nmem1 Same', 'nmem2 Same', 'nmem3 New', 'nmem0 Missing'
        (Compare-NvdimmHealth -Baseline (Get-Item $file))[3].Change | Should -BeExactly New
    }

    It 'refuses <Name>' -ForEach @(
        @{ Name = 'a cut file of Export-Clixml'; Text = { (Get-NvdimmHealth | ConvertTo-CliXmlText).Substring(0, 900) }; Id = 'Invalid' }
        @{ Name = 'other objects'; Text = { Get-NvdimmRegion | ConvertTo-CliXmlText }; Id = 'Invalid' }
        @{ Name = 'a text'; Text = { 'hello' }; Id = 'Invalid' }
        @{ Name = 'an empty file'; Text = { '' }; Id = 'Invalid' }
        @{ Name = 'a newer version'; Text = { '[{"FormatVersion":2,"Dimm":"nmem0","HealthStatus":"Healthy"}]' }; Id = 'Version' }
        @{ Name = 'another machine'; Text = { '[{"UniqueId":"x","Dimm":"nmem0","HealthStatus":"Healthy"}]' }; Id = 'OtherMachine' }
    ) {
        function ConvertTo-CliXmlText { [System.Management.Automation.PSSerializer]::Serialize(@($input)) }
        [System.IO.File]::WriteAllText($file, (& $Text))
        $failure = Get-Failure { Compare-NvdimmHealth -Baseline $file }
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeExactly "Nvdimm.Baseline.$Id,NvdimmPS.Shell.Cmdlets.CompareNvdimmHealthCmdlet"
        "$failure" | Should -Match 'Nothing was compared'
    }
}
