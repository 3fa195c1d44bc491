# NvdimmPS.Testing: the module, and its operators for Should.
BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    Import-Module (Join-Path $modulePath NvdimmPS.Testing)
    $script:functions = Get-Command -Module NvdimmPS.Testing | ForEach-Object { @{ Name = $_.Name; Command = $_ } }

    # The same objects as they are, as they come from another host, and out of a file of JSON.
    $script:ways = @(
        @{ Way = 'local objects'; Travel = { $input } }
        @{ Way = 'objects of another host'; Travel = { $input | ForEach-Object { [System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($_)) | Add-Member PSComputerName node07 -PassThru } } }
        @{ Way = 'JSON'; Travel = { $input | ConvertTo-Json -Depth 4 -AsArray | ConvertFrom-Json } }
    )
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    Import-Module (Join-Path $modulePath NvdimmPS.Testing)
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'The module' {
    It 'is no burden for NvdimmPS' {
        $session = [powershell]::Create()
        $loaded = $session.AddScript("Import-Module '$modulePath'; (Get-Module).Name").Invoke()
        $session.Dispose()
        $loaded | Should -Contain NvdimmPS
        $loaded | Should -Not -Contain Pester
        $loaded | Should -Not -Contain NvdimmPS.Testing
    }

    It 'has a manifest that is valid, and of the version of NvdimmPS' {
        $manifest = Test-ModuleManifest (Join-Path $modulePath NvdimmPS.Testing/NvdimmPS.Testing.psd1)
        $manifest.Version | Should -Be (Get-Module NvdimmPS).Version
        $manifest.ExportedFunctions.Keys | Sort-Object | Should -Be ((Get-Command -Module NvdimmPS.Testing).Name | Sort-Object)
    }

    It 'is loaded without Pester too, and says what a runbook lacks' {
        $said = & (Get-Process -Id $PID).Path -NoProfile -NonInteractive -Command @"
`$env:PSModulePath = Join-Path `$PSHOME Modules
Import-Module '$modulePath'
Import-Module '$(Join-Path $modulePath NvdimmPS.Testing)'
(Get-NvdimmRunbook DailyHealth).Name
try { Invoke-NvdimmRunbook DailyHealth } catch { `$_.FullyQualifiedErrorId; "`$_"; `$_.ErrorDetails.RecommendedAction }
"@ 2>&1
        $said | Should -Be @(
            'DailyHealth'
            'Nvdimm.Runbook.NoPester,Invoke-NvdimmRunbook'
            'No runbook was started: runbooks are tests of Pester 5, which is not installed here.'
            "Install it with: Install-PSResource Pester -Version '[5.0, 6.0)'"
        )
    }

    It 'can be loaded again' {
        { Import-Module (Join-Path $modulePath NvdimmPS.Testing) -Force } | Should -Not -Throw
    }

    It 'leaves room for operators of others' {
        (Get-ShouldOperator).Count | Should -BeLessThan 32
    }
}

Describe '<Name>' -ForEach $functions {
    It 'has help with an example, and a text for each parameter' {
        $help = Get-Help $Name -Full
        $help.Synopsis | Should -Not -Match "^\s*$Name "
        "$($help.description.Text)" | Should -Match '\w{3}'
        $help.examples.example | Should -Not -BeNullOrEmpty
        $own = $Command.Parameters.Keys | Where-Object { $_ -notin [System.Management.Automation.PSCmdlet]::CommonParameters }
        foreach ($parameter in $own) {
            "$(($help.parameters.parameter | Where-Object name -EQ $parameter).description.Text)" | Should -Match '\w{3}' -Because "-$parameter"
        }
    }

    It 'has an approved verb' { (Get-Verb).Verb | Should -Contain $Command.Verb }
}

Describe 'Should, with <Way>' -ForEach $ways {
    BeforeEach {
        $script:simulator = Enter-NvdimmFixture 1x2
        $script:place = switch ($Way) { 'local objects' { 'simulator 1x2, ' } 'objects of another host' { 'node07, ' } default { '' } }
    }

    AfterEach { Exit-NvdimmFixture $simulator }

    It '-BeNvdimmHealthy holds for one and for many' {
        Get-NvdimmHealth nmem0 | & $Travel | Should -BeNvdimmHealthy
        Get-NvdimmHealth | & $Travel | Should -BeNvdimmHealthy
        Get-Complaint { Get-NvdimmHealth | & $Travel | Should -Not -BeNvdimmHealthy -Because 'I say so' } | Should -Match 'not to be healthy, because I say so, but nothing is wrong with .*nmem0, .*nmem1'
    }

    It '-BeNvdimmHealthy says host, DIMM, evidence and remedy' {
        $simulator.Dimm('nmem1').MediaTemperature = 90
        $health = Get-NvdimmHealth | & $Travel
        $health | Should -Not -BeNvdimmHealthy
        Get-Complaint { $health | Should -BeNvdimmHealthy -Because 'it is summer' } |
            Should -Match "be healthy, because it is summer, but:\n  ${place}NV1002 Warning nmem1: the media are hotter .*media 90 .C, threshold 82 .C.*Remedy: Check fans"
        $health | Should -BeNvdimmHealthy -AllowWarning
        $health | Should -BeNvdimmHealthy -IgnoreId NV9999, NV10*
        $health | Should -BeNvdimmHealthy -OnlyId NV1010
        $health | Should -Not -BeNvdimmHealthy -OnlyId NV1002
    }

    It '-BeNvdimmHealthy has limits, and policies' {
        $simulator.Dimm('nmem0').SparesRemaining = 60
        $health = Get-NvdimmHealth | & $Travel
        $health | Should -BeNvdimmHealthy
        Get-Complaint { $health | Should -BeNvdimmHealthy -Limit @{ SparesMinimum = 70 } } | Should -Match 'NV1504 Warning nmem0: .*spares 60 %.*limit 70 %.*Remedy: Plan a replacement'
        $policy = Join-Path $TestDrive 'policy.json'
        Set-Content $policy '{ "Version": 1, "Limits": { "SparesMinimum": 70 }, "Mutes": [ { "Id": "NV1504", "Dimm": "nmem0", "Reason": "ordered", "Until": "forever" } ] }'
        $health | Should -BeNvdimmHealthy -Policy $policy
        $simulator.Dimm('nmem1').SparesRemaining = 60
        Get-NvdimmHealth | & $Travel | Should -Not -BeNvdimmHealthy -Policy $policy
    }

    It '-BeNvdimmHealthy has a baseline' {
        $before = Get-NvdimmHealth | & $Travel
        $simulator.Dimm('nmem1').DirtyShutdownCount += 2
        Get-NvdimmHealth | & $Travel | Should -BeNvdimmHealthy
        Get-Complaint { Get-NvdimmHealth | & $Travel | Should -BeNvdimmHealthy -Baseline $before } | Should -Match 'NV1507 Warning nmem1: .*2 more than'
    }

    It '-BeNvdimm Armed, CleanlyShutDown' {
        Get-NvdimmHealth | & $Travel | Should -BeNvdimm Armed, CleanlyShutDown
        $simulator.Dimm('nmem0').NotArmed = $true
        $simulator.Dimm('nmem1').LastShutdownDirty = $true
        $health = Get-NvdimmHealth | & $Travel
        $says = Get-Complaint { $health | Should -BeNvdimm Armed, CleanlyShutDown }
        $says | Should -Match "be Armed and CleanlyShutDown but:\n  ${place}NV1015 Critical nmem0: .*Remedy: Copy its data"
        $says | Should -Match "${place}NV1010 Warning nmem1: .*Remedy: Check the applications"
        $health | Should -Not -BeNvdimm Armed
        $health[1] | Should -BeNvdimm Armed
    }

    It '-BeNvdimm does not hold where nobody knows' {
        $null = $simulator.AddFault(@{ Target = 'nmem1'; Errno = 'EIO' })
        Get-Complaint { Get-NvdimmHealth | & $Travel | Should -BeNvdimm CleanlyShutDown } | Should -Match "${place}nmem1: how it was shut down is not known"
    }

    It '-BeNvdimm Unlocked' {
        Get-NvdimmDevice | & $Travel | Should -BeNvdimm Unlocked
        $simulator.Dimm('nmem1').Locked = $true
        Get-Complaint { Get-NvdimmDevice | & $Travel | Should -BeNvdimm Unlocked } | Should -Match "${place}NV1040 nmem1: it is locked .*Remedy: Unlock it"
    }

    It '-BeNvdimm Updatable, Settled' {
        Get-NvdimmFirmware -Activation | & $Travel | Should -BeNvdimm Updatable, Settled
    }

    It '-BeNvdimm Unmounted, Disabled, Idle' {
        Get-Complaint { Get-NvdimmNamespace | & $Travel | Should -BeNvdimm Unmounted } | Should -Match "${place}namespace0.0 .*is mounted at /mnt/pmem0.*Remedy: .*umount"
        Get-Complaint { Get-NvdimmRegion | & $Travel | Should -BeNvdimm Disabled } | Should -Match "${place}region0 is in use"
        Get-NvdimmBus | & $Travel | Should -BeNvdimm Idle
        $simulator.Bus('ndbus0').Scrubbing = $true
        Get-NvdimmBus | & $Travel | Should -Not -BeNvdimm Idle
        $simulator.DisableRegion('region0')
        Get-NvdimmRegion | & $Travel | Should -BeNvdimm Disabled
    }

    It '-HaveNvdimmFirmware' {
        Get-NvdimmFirmware | & $Travel | Should -HaveNvdimmFirmware 01.02.00.5447
        Get-NvdimmHealth -Firmware | & $Travel | Should -HaveNvdimmFirmware 01.02.00.5500, 01.02.00.5447
        Get-Complaint { Get-NvdimmFirmware | & $Travel | Should -HaveNvdimmFirmware 01.02.00.5500 } | Should -Match "${place}nmem1: firmware 01.02.00.5447 runs. Remedy: Update it to 01.02.00.5500"
        Get-Complaint { Get-NvdimmHealth | & $Travel | Should -HaveNvdimmFirmware 01.02.00.5447 } | Should -Match 'nmem0: which firmware runs is not known \(.*not asked for'
    }

    It '-HaveNoBadBlock' {
        Get-NvdimmRegion | & $Travel | Should -HaveNoBadBlock
        Get-NvdimmBadBlock | Should -HaveNoBadBlock
        $null = Invoke-NvdimmDsm ArsErrorInject -Bus ndbus0 -Argument @{ Address = (Get-NvdimmRegion region0).Resource + 64GB; Length = 1024; Options = 'NotifyOs' } -Force -AllowInUse
        Get-Complaint { Get-NvdimmRegion | & $Travel | Should -HaveNoBadBlock } | Should -Match "${place}NV2004 region0 on nmem0 nmem1: 2 blocks cannot be read. Remedy: Find the files"
        Get-Complaint { Get-NvdimmBadBlock | & $Travel | Should -HaveNoBadBlock } | Should -Match "${place}NV2004 nmem0, region0: 2 blocks cannot be read, from 134217728 on \(/dev/pmem0 sector \d+\)"
    }

    It '-BeAlikeNvdimm' {
        Get-NvdimmHealth -Firmware | & $Travel | Should -BeAlikeNvdimm -Property FirmwareVersion, Family
        $simulator.Dimm('nmem1').Locked = $true
        $devices = Get-NvdimmDevice | & $Travel
        Get-Complaint { $devices | Should -BeAlikeNvdimm -Property Security } | Should -Match 'Security differs. disabled: .*nmem0; locked: .*nmem1. Remedy'
        $devices | Should -BeAlikeNvdimm -Property Security -By Name
        $devices | Should -Not -BeAlikeNvdimm -Property Security
    }
}

Describe 'Should, used wrongly' {
    BeforeAll { $script:simulator = Enter-NvdimmFixture 1x2 }
    AfterAll { Exit-NvdimmFixture $simulator }

    It 'says so, with -Not too: <Says>' -ForEach @(
        @{ Says = 'given nothing to judge'; Assertion = { @() | Should -BeNvdimmHealthy } }
        @{ Says = 'given nothing to judge'; Assertion = { $null | Should -Not -BeNvdimmHealthy } }
        @{ Says = 'cannot judge a device. It takes what Get-NvdimmHealth'; Assertion = { Get-NvdimmDevice | Should -Not -BeNvdimmHealthy } }
        @{ Says = 'cannot judge a String'; Assertion = { 'nmem0' | Should -Not -BeNvdimm Armed } }
        @{ Says = "does not know 'Aremd'. It knows Reached, Armed"; Assertion = { Get-NvdimmHealth | Should -Not -BeNvdimm Aremd } }
        @{ Says = 'takes -Policy or -Limit'; Assertion = { Get-NvdimmHealth | Should -Not -BeNvdimmHealthy -Policy x.json -Limit @{} } }
        @{ Says = 'SparesMin: there is no such key'; Assertion = { Get-NvdimmHealth | Should -Not -BeNvdimmHealthy -Limit @{ SparesMin = 1 } } }
        @{ Says = 'cannot judge a namespace'; Assertion = { Get-NvdimmNamespace | Should -HaveNoBadBlock } }
        @{ Says = "there is no 'Firmwear' to compare"; Assertion = { Get-NvdimmDevice | Should -BeAlikeNvdimm -Property Firmwear } }
        @{ Says = 'given nothing to compare'; Assertion = { @() | Should -Not -BeAlikeNvdimm -Property Security } }
    ) {
        Get-Complaint $Assertion | Should -Match $Says
    }

    # In a folder of its own: another Pester runs the same test beside this one.
    It 'leaves no file behind' {
        $before = $env:TMPDIR
        $env:TMPDIR = (New-Item -ItemType Directory (Join-Path $TestDrive temporary)).FullName
        try {
            $null = Get-Complaint { Get-NvdimmHealth | Should -BeNvdimmHealthy -Limit @{ SparesMinimum = 'much' } }
            Get-ChildItem ([System.IO.Path]::GetTempPath()) | Should -BeNullOrEmpty
        } finally {
            $env:TMPDIR = $before
        }
    }
}
