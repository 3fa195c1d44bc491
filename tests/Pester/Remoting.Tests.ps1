# What objects, errors, views and a stop are after the trip through PowerShell's remoting over real SSH.
BeforeDiscovery {
    . $PSScriptRoot/SshFarm.ps1
    $script:obstacle = Get-SshFarmObstacle
    if ($obstacle) { Write-Warning "Remoting.Tests.ps1 is skipped: $obstacle." }
    $script:commands = @(
        @{ Name = 'Get-NvdimmHealth'; Command = { Get-NvdimmHealth }; Filters = @(
                { $_.HealthStatus -eq 'Unhealthy' }, { $_.Reason -contains 'ExcessiveTemperature' }, { $_.MediaTemperature -gt 60 }, { $null -eq $_.LastSave }, { $_.Causes.Id -contains 'NV1002' }
                { $_.Unavailable.Keys -contains 'LastSave' }, { $_.DirtyShutdownCount -ge 1000 }, { $_.AlarmsTripped -contains 'MediaTemperature' }, { $_.Time -gt [datetime]::UtcNow.AddHours(-1) }) }
        @{ Name = 'Get-NvdimmDevice'; Command = { Get-NvdimmDevice }; Filters = @({ $_.Handle -ge 2 }, { $_.State -eq 'active' }, { $_.Family -eq 'Intel' }, { $_.Security -eq 'disabled' }) }
        @{ Name = 'Get-NvdimmRegion'; Command = { Get-NvdimmRegion }; Filters = @({ $_.Size -gt 1GB }, { $_.Dimms -contains 'nmem1' }, { $_.Type -eq 'pmem' }) }
        @{ Name = 'Get-NvdimmNamespace'; Command = { Get-NvdimmNamespace }; Filters = @({ $_.Mode -eq 'fsdax' }, { $_.MountPoints -contains '/mnt/pmem0' }) }
        @{ Name = 'Get-NvdimmBus'; Command = { Get-NvdimmBus }; Filters = @({ $_.Provider -eq 'ACPI.NFIT' }, { $_.Dimms.Count -gt 1 }) }
        @{ Name = 'Get-NvdimmThreshold'; Command = { Get-NvdimmThreshold }; Filters = @({ $_.MediaTemperature -eq 80 }, { $_.AlarmsEnabled -contains 'MediaTemperature' }) }
        @{ Name = 'Get-NvdimmFirmware'; Command = { Get-NvdimmFirmware }; Filters = @({ $null -eq $_.StagedVersion }, { $_.RunningVersion -like '*.*' }) }
        @{ Name = 'Get-NvdimmScrub'; Command = { Get-NvdimmScrub }; Filters = @({ $_.State -eq 'idle' }, { $_.Count -ge 0 }) }
        @{ Name = 'Test-NvdimmHealth'; Command = { Test-NvdimmHealth }; Filters = @({ $_.Id -eq 'NV1002' }, { $_.Severity -eq 'Critical' }, { "$($_.Evidence)" -match '95' }, { $_.Remedy }) }
        @{ Name = 'Invoke-NvdimmDsm'; Command = { Invoke-NvdimmDsm GetSmart * }; Filters = @({ $_.Decoded.HealthState -eq 'Critical' }, { $_.Decoded.AlarmTrips -contains 'MediaTemperature' }, { $_.OutputBytes[13] -eq 100 }, { $_.OutputHex.Substring(26, 2) -eq "64" }) }
        @{ Name = 'Get-NvdimmDsmFunction'; Command = { Get-NvdimmDsmFunction -Dimm nmem0 }; Filters = @({ $_.Danger -eq 'Destructive' }, { $_.Offered -and $_.OutputFields.Name -contains 'Status' }) }
    )
    $script:filters = foreach ($command in $commands) { foreach ($filter in $command.Filters) { @{ Name = $command.Name; Filter = $filter } } }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/SshFarm.ps1
    if ($obstacle) { return }
    $script:seed = @'
$s = Get-NvdimmSimulator
$s.Dimm('nmem0').DirtyShutdownCount = 1000
$s.Dimm('nmem1').HealthState = 'Critical'
$s.Dimm('nmem2').MediaTemperature = 61
$s.Dimm('nmem3').MediaTemperature = 95
$null = Set-NvdimmThreshold nmem3 -MediaTemperature 80 -Confirm:$false
'@
    $script:farm = Open-SshFarm
    $name, $port = (Add-SshFarmHost $farm far -Topology 2x2 -Setup $seed) -split ':'
    $script:ssh = @{ HostName = $name; Port = [int] ($port ? $port : 22); KeyFilePath = $farm.Key; Options = $farm.Options + @{ LogLevel = 'QUIET' } }
    $script:session = New-PSSession @ssh
    $null = New-NvdimmSimulator 2x2 -Force
    . ([scriptblock]::Create($seed))
    $script:local = @{}
    $script:far = @{}
    foreach ($command in $commands) {
        $local[$command.Name] = @(& $command.Command)
        $far[$command.Name] = @(Invoke-Command -Session $session -ScriptBlock $command.Command)
    }
}

AfterAll {
    if ($session) { Remove-PSSession $session }
    if ($farm) { Close-SshFarm $farm }
    if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
}

Describe 'Objects' -Skip:([bool] $obstacle) {
    It 'of <Name>: as many, the same properties, the type with Deserialized before it' -ForEach $commands {
        $far[$Name].Count | Should -Be $local[$Name].Count
        $far[$Name].Count | Should -BeGreaterThan 0
        $far[$Name][0].PSObject.TypeNames[0] | Should -Be "Deserialized.$($local[$Name][0].PSObject.TypeNames[0])"
        $own = 'PSComputerName', 'PSShowComputerName', 'RunspaceId', 'PSSourceJobInstanceId'
        # Hidden ones travel too, and are no longer hidden there.
        $here = $local[$Name][0].PSObject.Properties
        $names = @($far[$Name][0].PSObject.Properties.Name | Where-Object { $_ -notin $own })
        @($names | Where-Object { $_ -in $here.Name }) | Should -Be $here.Name
        $names | Where-Object { -not $here[$_] } | Should -BeNullOrEmpty
    }

    It 'of <Name>: the same rows by {<Filter>}' -ForEach $filters {
        $key = { $_.Dimm ?? $_.Name ?? $_.Bus ?? $_.FunctionName ?? "$_" }
        $wanted = @($local[$Name] | Where-Object $Filter | ForEach-Object $key)
        @($far[$Name] | Where-Object $Filter | ForEach-Object $key) | Should -Be $wanted
        $wanted.Count | Should -BeGreaterThan 0 -Because 'a filter that selects nothing proves nothing'
    }

    It 'of <Name>: the same view' -ForEach $commands {
        # The far ones have a column more, their host; so the widths differ, and the last columns may be cut.
        $heads = $local[$Name], $far[$Name] | ForEach-Object {
            (($_ | Select-Object -First 1 | Out-String -Width 300) -split '\r?\n' | Where-Object { $_.Trim() } | Select-Object -First 1) -replace '\s*PSComputerName', '' -replace '\s+', ' ' -replace 'in [\d.]+ ms', ''
        }
        $heads[1].Trim() | Should -Be $heads[0].Trim()
    }
}

Describe 'Errors' -Skip:([bool] $obstacle) {
    It 'keep id, category, target and next step: <Name>' -ForEach @(
        @{ Name = 'no such DIMM'; Command = { Get-NvdimmHealth nmem99 }; Id = 'Nvdimm.Dimm.NotFound,NvdimmPS.Shell.Cmdlets.GetNvdimmHealthCmdlet'; Category = 'ObjectNotFound'; Target = 'nmem99' }
        @{ Name = 'the firmware says no'; Command = { (Get-NvdimmSimulator).AddFault(@{ Target = 'nmem0'; Function = 1; Status = 5; Count = 1 }); Invoke-NvdimmDsm GetSmart nmem0 }
            Id = 'Nvdimm.Dsm.FirmwareStatus,NvdimmPS.Shell.Cmdlets.InvokeNvdimmDsmCmdlet'; Category = 'ResourceBusy'; Target = 'nmem0' }
    ) {
        $what = $Command
        $failure = @(Get-Failure { Invoke-Command -Session $session -ScriptBlock $what } | Where-Object { $_ -is [System.Management.Automation.ErrorRecord] })
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -Be $Id
        "$($failure[0].CategoryInfo.Category)" | Should -Be $Category
        "$($failure[0].TargetObject)" | Should -Match $Target
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
        $failure[0].OriginInfo.PSComputerName | Should -Be $ssh.HostName
    }
}

Describe 'What is not a result' -Skip:([bool] $obstacle) {
    It 'is only said under -WhatIf, and nothing changes' {
        $before = Invoke-Command -Session $session { (Get-NvdimmThreshold nmem0).MediaTemperature }
        Invoke-Command -Session $session { Set-NvdimmThreshold nmem0 -MediaTemperature 70 -WhatIf } 6>$null
        Invoke-Command -Session $session { (Get-NvdimmThreshold nmem0).MediaTemperature } | Should -Be $before
    }

    It 'refuses what needs consent where nobody can give it' {
        $failure = @(Get-Failure { Invoke-Command -Session $session { Invoke-NvdimmDsm Overwrite nmem0 -Argument @{ Passphrase = ('0' * 64) } -ErrorAction Stop } })
        $failure.Count | Should -BeGreaterThan 0
        (Invoke-Command -Session $session { (Get-NvdimmSimulator).Transcript | Where-Object Function -EQ 25 }) | Should -BeNullOrEmpty
    }
}

Describe 'A watch far away' -Skip:([bool] $obstacle) {
    It 'sends its events, and ends with the pipeline here' {
        $watched = New-PSSession @ssh
        try {
            $job = Invoke-Command -Session $watched -AsJob { 'begun'; Watch-NvdimmEvent -IncludeInitial -Kind Health }
            Wait-For { $job.ChildJobs[0].Output.Count -gt 4 }
            @($job.ChildJobs[0].Output | Where-Object { $_.PSObject.Properties['Kind'] }).Count | Should -Be 4
            Stop-Job $job
            $job.State | Should -Be Stopped
            # The session is free again, which it would not be with the watch still running.
            Invoke-Command -Session $watched { 'free' } | Should -Be free
            Remove-Job $job -Force
        } finally {
            Remove-PSSession $watched
        }
    }
}
