# Each runbook finds what it promises to find, says whose it is, how one can tell and what to do, and is content once that is mended.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/SshFarm.ps1
    . $PSScriptRoot/Data/Runbook.Scenarios.ps1
    $script:cases = $scenarios | ForEach-Object { @{ Name = $_.Name; Expect = $_.Expect; NotBegun = @($_.NotBegun | Where-Object { $_ }) } }
    $script:obstacle = Get-SshFarmObstacle
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/SshFarm.ps1

    function Invoke-Child([string] $Name, [string[]] $Argument) {
        $output = Join-Path $TestDrive "$Name.json"
        $says = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -File $PSScriptRoot/Data/Invoke-Scenario.ps1 -Module $modulePath -Pester (Join-Path (Get-Module Pester).ModuleBase Pester.psd1) -Output $output @Argument 2>&1
        $LASTEXITCODE | Should -Be 0 -Because "$says"
        Get-Content -Raw $output | ConvertFrom-Json
    }
}

Describe 'On a simulator' {
    BeforeAll { $script:found = Invoke-Child scenarios }

    Context '<Name>' -ForEach $cases {
        BeforeAll { $script:one = $found | Where-Object Name -EQ $Name }

        It 'is red at <Test>' -ForEach $Expect {
            $failure = @($one.Red.Failures | Where-Object { $_.Test.Contains(".$Test") })
            $failure.Count | Should -Be 1 -Because "these failed: $($one.Red.Failures | ConvertTo-Json)"
            $Says | ForEach-Object { $failure.Message | Should -Match $_ }
        }

        It 'is red nowhere else' {
            $one.Red.Failures.Count | Should -Be $Expect.Count -Because "these failed: $($one.Red.Failures.Test -join ', ')"
        }

        It 'does not begin <_> after that' -ForEach $NotBegun {
            $test = $_
            @($one.Red.Skipped | Where-Object { $_.Contains($test) }).Count | Should -Be 1
        }

        It 'is green once that is mended' {
            $one.Green.Failures | ForEach-Object { "$($_.Test): $($_.Message)" } | Should -BeNullOrEmpty
            $one.Green.Result | Should -BeExactly Passed
            $one.Green.Passed.Count | Should -BeGreaterOrEqual $Expect.Count
        }
    }
}

Describe 'Over SSH, of a host with a sick DIMM and one that is down' -Skip:([bool] $obstacle) {
    BeforeAll {
        $script:farm = Open-SshFarm
        $script:sick = Add-SshFarmHost $farm sick -Topology 1x2 -Setup '(Get-NvdimmSimulator).Dimm(''nmem1'').SparesRemaining = 3'
        # Nobody listens there.
        $script:down = '127.0.0.1:1'
        $script:report = Join-Path $TestDrive 'report.xml'
        $script:found = Invoke-Child fleet '-HostName', "$sick,$down", '-KeyFilePath', $farm.Key, '-Report', $report
    }

    AfterAll { if ($farm) { Close-SshFarm $farm } }

    It 'names host, DIMM, evidence and remedy' {
        $message = ($found.Failures | Where-Object Test -EQ "$sick.nmem1 is healthy").Message
        $message | Should -Match "$([regex]::Escape($sick)), NV1001 Warning nmem1: .*spares 3 %.* Remedy: Plan a replacement"
        $found.Passed | Should -Contain "$sick.answers"
        $found.Passed | Should -Contain "$sick.nmem0 is healthy"
    }

    It 'is red at the host that is down, with the reason' {
        ($found.Failures | Where-Object Test -EQ "$down.answers").Message | Should -Match 'no connection to the host.*\[Nvdimm\.Fleet\.Network\] Remedy: Check that the host is up'
    }

    It 'is red nowhere else' {
        $found.Failures.Count | Should -Be 2
    }

    It 'writes it for build servers' {
        $xml = [xml] (Get-Content -Raw $report)
        $xml.testsuites.failures | Should -Be 2
        $xml.SelectNodes('//failure').message -join ' ' | Should -Match 'NV1001'
    }
}

Describe 'A runbook whose parameters are wrong' {
    BeforeAll { Import-Module (Join-Path (Get-Module NvdimmPS).ModuleBase NvdimmPS.Testing) }

    It 'is not started: a name that none has' {
        { Invoke-NvdimmRunbook DailyHealth -Parameter @{ AllowWarnings = $true } } | Should -Throw "*parameter 'AllowWarnings'*AllowWarning*" -ErrorId 'Nvdimm.Runbook.UnknownParameter,Invoke-NvdimmRunbook'
    }

    It 'is not started: what it needs is missing' {
        { Invoke-NvdimmRunbook ReplaceDimm } | Should -Throw "*needs -Parameter @{ Dimm = ...; Phase = ... }*" -ErrorId 'Nvdimm.Runbook.MissingParameter,Invoke-NvdimmRunbook'
        { Invoke-NvdimmRunbook NoSuch } | Should -Throw "*no runbook 'NoSuch'*" -ErrorId 'Nvdimm.Runbook.NotFound,Invoke-NvdimmRunbook'
        { Get-NvdimmSnapshot -Policy $TestDrive } | Should -Throw '*it is no file*' -ErrorId 'Nvdimm.Policy.File,Get-NvdimmSnapshot'
    }
}
