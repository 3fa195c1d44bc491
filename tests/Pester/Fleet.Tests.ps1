# Many hosts over real sshd: each with a machine of its own, and each way in which a host can fail.
[Diagnostics.CodeAnalysis.SuppressMessage('PSAvoidUsingWriteHost', '', Justification = 'It is one of the streams that a far script writes to.')]
param()

BeforeDiscovery {
    . $PSScriptRoot/SshFarm.ps1
    $script:obstacle = Get-SshFarmObstacle
    if ($obstacle) { Write-Warning "Fleet.Tests.ps1 is skipped: $obstacle." }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/SshFarm.ps1
    if ($obstacle) { return }
    $script:farm = Open-SshFarm
    $folder = $farm.Folder

    # A module of before, and the trace of a machine that nobody may open.
    Copy-Item "$folder/modules" "$folder/old" -Recurse
    (Get-Content "$folder/old/NvdimmPS/NvdimmPS.psd1") -replace "ModuleVersion += .*", "ModuleVersion = '0.0.9'" | Set-Content "$folder/old/NvdimmPS/NvdimmPS.psd1"
    Copy-Item "$folder/modules" "$folder/new" -Recurse
    (Get-Content "$folder/new/NvdimmPS/NvdimmPS.psd1") -replace "ModuleVersion += .*", "ModuleVersion = '9.9.9'" | Set-Content "$folder/new/NvdimmPS/NvdimmPS.psd1"
    $simulator = New-NvdimmSimulator 1x2 -Force
    Start-NvdimmTrace "$folder/whole.trace"
    $null = Get-NvdimmHealth
    $null = Stop-NvdimmTrace
    $sequence = 0
    Get-Content "$folder/whole.trace" | Where-Object { $_ -notmatch '"kind":"(ioctl|end)"' } | ForEach-Object {
        if ($_ -match '"kind":"open"') {
            foreach ($access in 'ReadWrite', 'ReadOnly') {
                $_ -replace '"sequence":\d+', "`"sequence`":$((++$sequence))" -replace '"errno":0', '"errno":13' -replace '"access":"\w+"', "`"access`":`"$access`""
            }
        } else {
            $_
        }
    } | Set-Content "$folder/closed.trace"
    cp -a $simulator.SysfsRoot "$folder/tree"
    Remove-NvdimmSimulator

    Set-Content "$folder/noisy.sh" "#!/bin/sh`necho 'Welcome to node7'`nexec $((Get-Process -Id $PID).Path) -sshs -NoLogo -NoProfile"
    chmod +x "$folder/noisy.sh"

    $script:h = @{
        Good         = Add-SshFarmHost $farm good -Topology 2x6
        Sick         = Add-SshFarmHost $farm sick -Topology 1x2 -Setup "(Get-NvdimmSimulator).Dimm('nmem1').HealthState = 'Critical'"
        NoModule     = Add-SshFarmHost $farm nomodule -ModulePath /nowhere -Tree "$folder/tree"
        Newer        = Add-SshFarmHost $farm newer -Topology 2x6 -ModulePath "$folder/new"
        ModuleTooOld = Add-SshFarmHost $farm old -ModulePath "$folder/old"
        NoPowerShell = Add-SshFarmHost $farm nopwsh -NoPowerShell
        NoNvdimm     = Add-SshFarmHost $farm bare
        NoRights     = Add-SshFarmHost $farm closed -Setup "Import-Module NvdimmPS; `$null = New-NvdimmSimulator -Trace $folder/closed.trace -Force -WarningAction Ignore"
        Timeout      = Add-SshFarmHost $farm hangs -Subsystem '/bin/sleep 600'
        Ended        = Add-SshFarmHost $farm dies -Subsystem '/bin/true'
        Protocol     = Add-SshFarmHost $farm noisy -Subsystem "$folder/noisy.sh"
        Name         = 'nosuch.invalid'
        Network      = ($farm.Namespaces ? "$($farm.Net).11" : '127.0.0.1') + ':9'
    }
    # Whoever answers may take his time: the machine may be busy. Only one of them never answers.
    $script:ssh = @{ KeyFilePath = $farm.Key; Options = $farm.Options }
    $script:failures = @{}
    $script:results = @($h.Values | Where-Object { $_ -ne $h.Timeout } | Invoke-NvdimmFleet @ssh -TimeoutSec 0 -ErrorVariable errors -ErrorAction SilentlyContinue)
    $results += @(Invoke-NvdimmFleet -HostName $h.Timeout @ssh -TimeoutSec 5 -ErrorVariable +errors -ErrorAction SilentlyContinue)
    foreach ($failure in $errors) { $failures["$($failure.TargetObject)"] += @($failure) }
}

AfterAll {
    if ($farm) { Close-SshFarm $farm }
}

Describe 'One question to all' -Skip:([bool] $obstacle) {
    It 'gives the health of each host that has it, with its host' {
        @($results | Where-Object PSComputerName -EQ $h.Good).Count | Should -Be 12
        @($results | Where-Object PSComputerName -EQ $h.Sick | Where-Object HealthStatus -NE Healthy).Dimm | Should -Be nmem1
        ($results | Group-Object PSComputerName).Name | Sort-Object | Should -Be (@($h.Good, $h.Sick, $h.NoRights, $h.Newer) | Sort-Object)
    }

    It 'says why a host has none: <Fault>' -ForEach @(
        @{ Fault = 'NoModule'; Category = 'NotInstalled' }, @{ Fault = 'ModuleTooOld'; Category = 'NotInstalled' }, @{ Fault = 'NoPowerShell'; Category = 'NotInstalled' }
        @{ Fault = 'NoNvdimm'; Category = 'ObjectNotFound' }, @{ Fault = 'NoRights'; Category = 'PermissionDenied' }, @{ Fault = 'Timeout'; Category = 'OperationTimeout' }
        @{ Fault = 'Ended'; Category = 'ConnectionError' }, @{ Fault = 'Name'; Category = 'ObjectNotFound' }, @{ Fault = 'Network'; Category = 'ConnectionError' }
        @{ Fault = 'Protocol'; Category = 'ConnectionError' }
    ) {
        Assert-Failure $failures[$h[$Fault]] "Nvdimm.Fleet.$Fault" $Category $h[$Fault]
    }

    It 'says nothing of the others' {
        $failures.Keys.Count | Should -Be 10
    }

    It 'leaves no job and no ssh behind' {
        Get-Job | Should -BeNullOrEmpty
        @(Get-Process ssh -ErrorAction Ignore | Where-Object { $_.Parent.Id -eq $PID }) | Should -BeNullOrEmpty
    }
}

Describe 'Whom ssh does not let in' -Skip:([bool] $obstacle) {
    It 'is told apart: a key that is not accepted' {
        $failure = @(Get-Failure { Invoke-NvdimmFleet -HostName $h.Good -KeyFilePath $farm.Stranger -Options $farm.Options })
        Assert-Failure $failure Nvdimm.Fleet.Authentication AuthenticationError $h.Good 'Permission denied'
    }

    It 'is told apart: a host key that is not the known one' {
        $options = $farm.Options + @{}
        $options.StrictHostKeyChecking = 'yes'
        $failure = @(Get-Failure { Invoke-NvdimmFleet -HostName $h.Good -KeyFilePath $farm.Key -Options $options })
        Assert-Failure $failure Nvdimm.Fleet.HostKey SecurityError $h.Good
    }

    It 'is told apart: an option that ssh does not know' {
        $failure = @(Get-Failure { Invoke-NvdimmFleet -HostName $h.Good -KeyFilePath $farm.Key -Options ($farm.Options + @{ NoSuchOption = 'yes' }) })
        Assert-Failure $failure Nvdimm.Fleet.Ssh ConnectionError $h.Good 'Bad configuration option'
    }
}

Describe 'A script' -Skip:([bool] $obstacle) {
    It 'has its arguments, its variables and its streams' {
        $mine = 'nmem0'
        $output = Invoke-NvdimmFleet -HostName $h.Good @ssh {
            param($name)
            Write-Warning 'careful'
            Write-Verbose 'told' -Verbose
            Get-NvdimmHealth $name
            Get-NvdimmHealth $using:mine
        } -ArgumentList nmem3 -Verbose *>&1
        @($output | Where-Object { $_.PSObject.Properties['Dimm'] }).Dimm | Should -Be nmem3, nmem0
        "$($output | Where-Object { $_ -is [System.Management.Automation.WarningRecord] })" | Should -Be "$($h.Good): careful"
        "$($output | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })" | Should -BeLike "*$($h.Good): told*"
    }

    It 'keeps id, category, target and next step of its errors, and goes on' {
        $results = Invoke-NvdimmFleet -HostName $h.Good @ssh { Get-NvdimmHealth nmem99; Get-NvdimmHealth nmem0 } -ErrorVariable errors -ErrorAction SilentlyContinue
        $results.Dimm | Should -Be nmem0
        Assert-Failure @($errors) Nvdimm.Dimm.NotFound ObjectNotFound nmem99 "There is no DIMM 'nmem99'"
        $errors[0].OriginInfo.PSComputerName | Should -Be $farm.Hosts.good.Split(':')[0]
    }

    It 'that throws is an error with what came before' {
        $results = Invoke-NvdimmFleet -HostName $h.Good @ssh { Get-NvdimmHealth nmem0; throw 'no further' } -ErrorVariable errors -ErrorAction SilentlyContinue
        $results.Dimm | Should -Be nmem0
        "$errors" | Should -Be 'no further'
    }

    It 'that takes its host down is an error with what came before' {
        $results = Invoke-NvdimmFleet -HostName $h.Good @ssh { Get-NvdimmHealth nmem0; kill -KILL $PID; Start-Sleep 60 } -ErrorVariable errors -ErrorAction SilentlyContinue
        $results.Dimm | Should -Be nmem0
        Assert-Failure @($errors) Nvdimm.Fleet.Ended ConnectionError $h.Good
    }

    It 'that hangs, deaf to a stop, is ended with its time' {
        # Long enough to begin: on a busy machine that takes longer.
        foreach ($seconds in 5, 20, 80, 320) {
            $results = Invoke-NvdimmFleet -HostName $h.Good @ssh -TimeoutSec $seconds { $PID; kill -STOP $PID; Start-Sleep 600 } -ErrorVariable errors -ErrorAction SilentlyContinue
            if ($results) { break }
        }
        $results | Should -BeGreaterThan 0
        Assert-Failure @($errors) Nvdimm.Fleet.Timeout OperationTimeout $h.Good '1 results came before'
        kill -KILL $results
    }

    It 'that gives nothing but a null has no result' {
        $results = Invoke-NvdimmFleet -HostName $h.Good @ssh { $null; Get-NvdimmHealth nmem0 }
        @($results).Dimm | Should -Be nmem0
    }

    It 'that claims what only ssh can know is not believed' {
        $throw = { throw [System.Management.Automation.ErrorRecord]::new([Exception]::new('run me'), 'Nvdimm.Fleet.HostKey', 'NotSpecified', $null) }
        $failure = @(Get-Failure { Invoke-NvdimmFleet -HostName $h.Good @ssh $throw })
        "$failure" | Should -Be 'run me'
    }

    It 'that claims that another host is down makes it of the one that said so' {
        $file = Join-Path $TestDrive 'forged.json'
        $throw = { Get-NvdimmHealth nmem0; throw [System.Management.Automation.ErrorRecord]::new([Exception]::new('down'), 'Nvdimm.Fleet.Network', 'ConnectionError', 'victim-host') }
        $health = Invoke-NvdimmFleet -HostName $h.Good @ssh $throw -ErrorVariable failed -ErrorAction SilentlyContinue
        $failed.FullyQualifiedErrorId | Should -BeLike 'Far.Nvdimm.Fleet.Network*'
        $failed.PSComputerName | Should -Be $h.Good
        $health | Export-NvdimmReport $file -ErrorRecord $failed
        $report = Get-Content -Raw $file | ConvertFrom-Json
        $report.hosts.name | Should -Not -Contain 'victim-host'
        $report.failures.host | Should -Be $h.Good
    }

    It 'that exits is an error that says so: <Name>' -ForEach @(
        @{ Name = 'exit 5'; Script = { Get-NvdimmHealth nmem0; exit 5 }; Says = "it says 'exit 5'" }
        @{ Name = 'break'; Script = { Get-NvdimmHealth nmem0; break }; Says = 'exited early' }
    ) {
        $results = Invoke-NvdimmFleet -HostName $h.Good @ssh $Script -ErrorVariable errors -ErrorAction SilentlyContinue
        $results.Dimm | Should -Be nmem0
        Assert-Failure @($errors) Nvdimm.Fleet.Exit InvalidResult $h.Good $Says
    }

    It 'that sends without end is ended, and the others go on' {
        $script = { if ($PID -and (Get-NvdimmDevice).Count -eq 2) { while ($true) { 'x' * 100000 } } else { Get-NvdimmHealth nmem0 } }
        $results = Invoke-NvdimmFleet -HostName $h.Sick, $h.Good @ssh $script -MaximumDataMB 1 -ErrorVariable errors -ErrorAction SilentlyContinue
        @($results | Where-Object PSComputerName -EQ $h.Good).Dimm | Should -Be nmem0
        Assert-Failure @($errors) Nvdimm.Fleet.TooMuch LimitsExceeded $h.Sick 'it had sent'
    }

    It 'writes nothing to any stream that steers a terminal' {
        $script = {
            $hostile = "n`e]0;owned`a`u{9B}2J`u{202E}evil`u{2066}`u{200B}`u{2028}`u{E0041}!"
            Write-Warning $hostile
            Write-Verbose $hostile -Verbose
            Write-Information $hostile -Tags $hostile
            Write-Host $hostile
            $Host.UI.WriteLine($hostile)
            [Console]::Error.WriteLine($hostile)
            Write-Progress -Activity $hostile -Status $hostile
            Write-Error -Message $hostile -ErrorId $hostile -TargetObject $hostile -RecommendedAction $hostile -CategoryActivity $hostile -CategoryReason $hostile -CategoryTargetName $hostile
            [pscustomobject] @{ PSTypeName = 'NvdimmPS.NvdimmHealth'; Dimm = $hostile; HealthStatus = 'Healthy'; Reason = @($hostile) }
            throw $hostile
        }
        $bad = '[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}-[\r\n\t]]'
        $all = @(Invoke-NvdimmFleet -HostName $h.Good @ssh $script -Verbose -InformationAction Continue -ErrorAction Continue *>&1)
        # A warning, two of verbose, information, what Write-Host says, two errors, an object.
        $all.Count | Should -BeGreaterOrEqual 6
        @($all | ForEach-Object { $_.GetType().Name } | Sort-Object -Unique).Count | Should -BeGreaterOrEqual 5
        foreach ($record in $all) {
            "$record" | Should -Not -Match $bad -Because $record.GetType().Name
            ($record | Out-String) | Should -Not -Match $bad -Because $record.GetType().Name
            ($record | Format-List * -Force | Out-String) | Should -Not -Match $bad -Because $record.GetType().Name
        }
    }

    It 'whose result cannot be serialised gives the rest' {
        $results = Invoke-NvdimmFleet -HostName $h.Good @ssh { $loop = @{}; $loop.Me = $loop; $loop; Get-NvdimmHealth nmem0 }
        $results[-1].Dimm | Should -Be nmem0
    }

    It 'is stopped there when the pipeline is stopped here' {
        $marker = Join-Path $TestDrive 'far.pid'
        $null = Invoke-NvdimmFleet -HostName $h.Good, $h.Sick @ssh { Set-Content "$using:marker-$PID" $PID; Get-NvdimmHealth nmem0; Start-Sleep 600 } | Select-Object -First 2
        $far = Get-Content "$marker-*"
        $far.Count | Should -Be 2
        Wait-For { -not (Get-Process -Id $far -ErrorAction Ignore) }
        Get-Job | Should -BeNullOrEmpty
    }

    It 'is only named under -WhatIf of the fleet' {
        Invoke-NvdimmFleet -HostName $h.Good, nosuch.invalid @ssh { throw 'asked' } -WhatIf 6>$null | Should -BeNullOrEmpty
    }

    It 'only explains what it would do under -WhatIf' {
        $output = Invoke-NvdimmFleet -HostName $h.Good @ssh {
            Set-NvdimmThreshold nmem0 -MediaTemperature 70 -WhatIf
            Get-NvdimmThreshold nmem0
        } -InformationAction SilentlyContinue
        @($output | Where-Object { $_.PSObject.Properties['MediaTemperature'] })[-1].MediaTemperature | Should -Not -Be 70
    }
}

Describe 'A configuration' -Skip:([bool] $obstacle) {
    It 'is carried to two hosts, and a second run changes nothing there' {
        $null = New-NvdimmSimulator qemu-labelled -Force
        $null = New-NvdimmNamespace region1 -Mode Sector -Size 64MB -SectorSize 512 -Name logs
        $null = New-NvdimmNamespace region1 -Mode DevDax -Size 32MB -Map Mem -Name cache
        $document = Export-NvdimmConfiguration
        $layout = { Get-NvdimmNamespace | ForEach-Object { "$($_.Mode) $($_.RawSize) $($_.AlternateName) $($_.SectorSize) $($_.Map)" } | Sort-Object }
        $wanted = & $layout
        Remove-NvdimmSimulator
        $hosts = 'layout1', 'layout2' | ForEach-Object { Add-SshFarmHost $farm $_ -Topology qemu-labelled }
        # A session has a machine of its own here, so both runs are in one.
        $done = @(Invoke-NvdimmFleet -HostName $hosts @ssh {
                param($document, $layout)
                $first = @(Set-NvdimmConfiguration $document -Force -PassThru)
                $writes = @((Get-NvdimmSimulator).Transcript).Count
                $second = @(Set-NvdimmConfiguration $document -Force -PassThru)
                [pscustomobject] @{
                    Actions = $first.Action -join ' '; Again = $second.Count; Layout = & ([scriptblock]::Create($layout))
                    Sent = @((Get-NvdimmSimulator).Transcript | Select-Object -Skip $writes | Where-Object Function -EQ 6).Count
                }
            } -ArgumentList $document, "$layout")
        ($done.PSComputerName | Sort-Object) | Should -Be ($hosts | Sort-Object)
        $done.Actions | Should -Be 'New New', 'New New'
        $done.Again | Should -Be 0, 0
        $done.Sent | Should -Be 0, 0
        foreach ($one in $done) { $one.Layout | Should -Be $wanted }
    }

    It 'that is wrong is refused by each host, and told of each' {
        $hosts = 'layout3', 'layout4' | ForEach-Object { Add-SshFarmHost $farm $_ -Topology qemu-labelled }
        $null = Invoke-NvdimmFleet -HostName $hosts @ssh { param($document) Set-NvdimmConfiguration $document -Force } -ErrorVariable wrong -ErrorAction SilentlyContinue -ArgumentList (
            '{ "format": "nvdimmps-configuration", "version": 1, "regions": { "region1": { "namspaces": {} } } }')
        @($wrong | Where-Object { $_.FullyQualifiedErrorId -like 'Nvdimm.Configuration.Unknown*' }).Count | Should -Be 2
        "$wrong" | Should -Match 'regions.region1.namspaces'
    }
}

Describe 'Sessions' -Skip:([bool] $obstacle) {
    It 'are asked too, and stay open' {
        $session = New-PSSession -HostName $h.Good.Split(':')[0] -Port $(if ($h.Good -match ':') { $h.Good.Split(':')[1] } else { 22 }) @ssh
        try {
            @($session | Invoke-NvdimmFleet).Count | Should -Be 12
            (Invoke-NvdimmFleet -Session $session { Get-NvdimmHealth nmem1 }).Dimm | Should -Be nmem1
            $session.State | Should -Be Opened
        } finally {
            Remove-PSSession $session
        }
        $failure = @(Get-Failure { Invoke-NvdimmFleet -Session $session })
        Get-Job | Should -BeNullOrEmpty
        $failure.FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Fleet.Ended,*'
        "$failure" | Should -Match 'Closed'
    }
}

Describe 'A session that hangs' -Skip:([bool] $obstacle) {
    It 'is one error, and leaves no job in the list' {
        $session = New-PSSession -HostName $h.Good.Split(':')[0] -Port $(if ($h.Good -match ':') { $h.Good.Split(':')[1] } else { 22 }) @ssh
        $far = Invoke-Command -Session $session { [Environment]::ProcessId }
        try {
            $failure = @(Get-Failure { Invoke-NvdimmFleet -Session $session -TimeoutSec 2 { kill -STOP $PID; Start-Sleep 600 } })
            Assert-Failure $failure Nvdimm.Fleet.Timeout OperationTimeout $session.ComputerName
            Get-Job | Should -BeNullOrEmpty
        } finally {
            kill -KILL $far
            Remove-PSSession $session
        }
    }
}

Describe 'Hosts' -Skip:([bool] $obstacle) {
    It 'come from files, ranges and objects, each once' {
        $file = Join-Path $TestDrive 'hosts.txt'
        Set-Content $file "# ours`n$($h.Good)   # the good one`n`n$($h.Good), $($h.Sick)"
        $results = Invoke-NvdimmFleet -HostFile $file @ssh { [Environment]::MachineName; Get-NvdimmDevice nmem0 } -WarningVariable warnings -WarningAction SilentlyContinue
        @($results | Where-Object { $_.PSObject.Properties['Handle'] }).Count | Should -Be 2
        "$warnings" | Should -Match 'named more than once'
        $objects = [pscustomobject] @{ ComputerName = $h.Good }, [pscustomobject] @{ PSComputerName = $h.Sick }
        @($objects | Invoke-NvdimmFleet @ssh { Get-NvdimmDevice nmem0 }).PSComputerName | Sort-Object | Should -Be (@($h.Good, $h.Sick) | Sort-Object)
    }

    It 'that are none are left out by name: <Text>' -ForEach @(@{ Text = 'no host!' }, @{ Text = 'x:0' }, @{ Text = '-oProxyCommand=touch' }, @{ Text = 'n[1-999999]' }, @{ Text = '[::1' }) {
        $failure = @(Get-Failure { Invoke-NvdimmFleet -HostName $Text.Replace(' ', "`u{A0}") @ssh })
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Fleet.Host,*'
    }

    It 'that the engine does not take are one error each, and the rest goes on' {
        $results = Invoke-NvdimmFleet -HostName "a$('b' * 253)", $h.Good @ssh { Get-NvdimmHealth nmem0 } -ErrorVariable errors -ErrorAction SilentlyContinue
        $results.Dimm | Should -Be nmem0
        Assert-Failure @($errors) Nvdimm.Fleet.Ssh ConnectionError "a$('b' * 253)"
    }

    It 'are not asked with a key that is not there, or a name that ssh would take for an option' {
        Assert-Failure @(Get-Failure { Invoke-NvdimmFleet -HostName $h.Good -KeyFilePath /no/such/key }) Nvdimm.Fleet.KeyFile ObjectNotFound /no/such/key
        Assert-Failure @(Get-Failure { Invoke-NvdimmFleet -HostName $h.Good -UserName '-oProxyCommand=x' }) Nvdimm.Fleet.SshOption InvalidArgument UserName
        Assert-Failure @(Get-Failure { Invoke-NvdimmFleet -HostName $h.Good -Subsystem '-oProxyCommand=x' }) Nvdimm.Fleet.SshOption InvalidArgument Subsystem
    }

    It 'that nobody named are an error' {
        Assert-Failure @(Get-Failure { Invoke-NvdimmFleet @ssh }) Nvdimm.Fleet.NoHosts InvalidArgument ''
        Assert-Failure @(Get-Failure { '', '  ' | Invoke-NvdimmFleet @ssh }) Nvdimm.Fleet.NoHosts InvalidArgument ''
        '', $h.Good | Invoke-NvdimmFleet @ssh { 'here' } | Should -Be 'here'
        Assert-Failure @(Get-Failure { Invoke-NvdimmFleet -HostFile /no/such/file @ssh }) Nvdimm.Fleet.HostFile ObjectNotFound /no/such/file
    }
}

Describe 'Names as people write them' -Skip:([bool] $obstacle) {
    BeforeAll {
        Set-Content "$folder/banner" "Authorised users only.`nEverything is logged."
        $script:six = Add-SshFarmHost $farm six -Topology 1x2 -IPv6 -Banner "$folder/banner"
        $script:port = ($six -split ':')[-1]
        Set-Content "$folder/config" @(
            'Host DB-Prod'
            "  HostName ::1", "  Port $port", "  IdentityFile $($farm.Key)"
            'Host *'
            '  StrictHostKeyChecking no', '  UserKnownHostsFile /dev/null', '  IdentitiesOnly yes'
        )
        # ssh reads the configuration of the user's entry in passwd, whatever HOME is: so an ssh that is told of ours.
        $null = New-Item -ItemType Directory "$folder/bin"
        Set-Content "$folder/bin/ssh" "#!/bin/sh`nexec $((Get-Command ssh -CommandType Application)[0].Source) -F $folder/config `"`$@`""
        chmod +x "$folder/bin/ssh"
        $script:path = $env:PATH
    }

    AfterAll { $env:PATH = $path }

    It 'are IPv6 addresses: <Form>' -Skip:(-not (Test-Path /proc/net/if_inet6)) -ForEach @(
        @{ Form = '[::1]:PORT' }, @{ Form = 'USER@[::1]:PORT' }, @{ Form = 'ssh://USER@[::1]:PORT' }
    ) {
        $name = $Form.Replace('PORT', $port).Replace('USER', (id -un))
        $results = Invoke-NvdimmFleet -HostName $name @ssh { Get-NvdimmDevice nmem0 }
        $results.Handle | Should -Be 1
        $results.PSComputerName | Should -Be $name.Replace('ssh://', '')
    }

    It 'are IPv6 addresses without a port: <Form>' -Skip:(-not (Test-Path /proc/net/if_inet6)) -ForEach @(@{ Form = '::1' }, @{ Form = '[::1]' }) {
        (Invoke-NvdimmFleet -HostName $Form -Port $port @ssh { Get-NvdimmDevice nmem0 }).Handle | Should -Be 1
    }

    It 'are of an IPv6 address where nobody is: <Name>' -Skip:(-not (Test-Path /proc/net/if_inet6)) -ForEach @(
        @{ Name = '[::1]:9' }, @{ Name = 'user@[fe80::1%lo]:2222' }
    ) {
        Assert-Failure @(Get-Failure { Invoke-NvdimmFleet -HostName $Name @ssh }) Nvdimm.Fleet.Network ConnectionError $Name
    }

    It 'are Host lines of ssh with capitals' -Skip:(-not (Test-Path /proc/net/if_inet6)) {
        $env:PATH = "$folder/bin:$path"
        $results = Invoke-NvdimmFleet -HostName DB-Prod { Get-NvdimmDevice nmem0 }
        $results.Handle | Should -Be 1
        $results.PSComputerName | Should -Be DB-Prod
        Assert-Failure @(Get-Failure { Invoke-NvdimmFleet -HostName DB-Other.invalid }) Nvdimm.Fleet.Name ObjectNotFound DB-Other.invalid
    }

    It 'do not need a passphrase that nobody can be asked for' {
        ssh-keygen -q -t ed25519 -N secret -f "$folder/locked"
        $failure = @(Get-Failure { Invoke-NvdimmFleet -HostName $h.Good -KeyFilePath "$folder/locked" -Options $farm.Options })
        Assert-Failure $failure Nvdimm.Fleet.Authentication AuthenticationError $h.Good
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'passphrase'
    }
}

Describe 'What becomes of the results' -Skip:([bool] $obstacle) {
    It 'hosts that are alike are one row, outliers first' {
        $groups = @(Invoke-NvdimmFleet -HostName $h.Good, $h.Sick, $h.Newer @ssh { Get-NvdimmDevice } | Compare-NvdimmInventory)
        $groups.Count | Should -Be 2
        $groups[0].Hosts | Should -Be $h.Sick
        $groups[1].Hosts | Sort-Object | Should -Be (@($h.Good, $h.Newer) | Sort-Object)
        "$($groups[0].Summary)" | Should -Match 'nmem|DIMM'
    }

    It 'a report has the hosts that answered and those that did not' {
        $file = Join-Path $TestDrive 'fleet.json'
        $health = Invoke-NvdimmFleet -HostName $h.Sick, $h.NoModule, $h.Network @ssh -ErrorVariable failed -ErrorAction SilentlyContinue
        $health | Export-NvdimmReport -As Json -Path $file -ErrorRecord $failed
        $report = Get-Content -Raw $file | ConvertFrom-Json
        @($report.hosts | Where-Object name -EQ $h.Sick).status | Should -Be Unhealthy
        @($report.failures.id | Sort-Object) | Should -Be 'Nvdimm.Fleet.Network', 'Nvdimm.Fleet.NoModule'
    }

    It 'configurations are held against one document' {
        $wanted = Invoke-NvdimmFleet -HostName $h.Good @ssh { Export-NvdimmConfiguration } | Out-String
        $differences = Invoke-NvdimmFleet -HostName $h.Newer, $h.Sick @ssh { Compare-NvdimmConfiguration -Reference ($using:wanted | ConvertFrom-Json) }
        @($differences | Where-Object PSComputerName -EQ $h.Newer) | Should -BeNullOrEmpty
        @($differences | Where-Object PSComputerName -EQ $h.Sick | Where-Object Kind -EQ Missing).Count | Should -BeGreaterThan 0
    }
}

Describe 'Hosts without the module' -Skip:([bool] $obstacle) {
    It 'give what sysfs says, marked as such' -Skip:(-not (Test-Namespace)) {
        $found = Invoke-NvdimmFleet -HostName $h.NoModule @ssh -Agentless
        $found.Dimm | Should -Be nmem0, nmem1
        $found.Source | Should -Be Agentless, Agentless
        $found.PSComputerName | Should -Be $h.NoModule, $h.NoModule
        $found[0].UniqueId | Should -Match '^8089-'
        $found[0].Unavailable.HealthDetail | Should -Not -BeNullOrEmpty
        ($found | Out-String -Width 200) | Should -Match ([regex]::Escape($h.NoModule))
        ($found | ConvertTo-NvdimmMetric) | Should -BeLike "*nvdimm_info{dimm=`"nmem1`",host=`"$($h.NoModule)`"*"
        ($found + $results | Test-NvdimmHealth).PSComputerName | Sort-Object -Unique | Should -Be (@($h.NoModule, $h.Sick, $h.NoRights) | Sort-Object)
    }

    It 'are told apart from hosts without an NVDIMM' {
        Assert-Failure @(Get-Failure { Invoke-NvdimmFleet -HostName $h.NoNvdimm @ssh -Agentless }) Nvdimm.Fleet.NoNvdimm ObjectNotFound $h.NoNvdimm
    }

    It 'are each one error where there is no place to look at what they sent' {
        $before = $env:TMPDIR
        $env:TMPDIR = Join-Path $TestDrive 'no-such-folder'
        try {
            $failures = @(Get-Failure { Invoke-NvdimmFleet -HostName $h.NoModule, $h.Sick @ssh -Agentless })
        } finally {
            $env:TMPDIR = $before
        }
        $failures.FullyQualifiedErrorId | Should -Be (@('Nvdimm.Simulator.Folder,NvdimmPS.Shell.Cmdlets.InvokeNvdimmFleetCmdlet') * 2)
        $failures.TargetObject | Sort-Object | Should -Be (@($h.NoModule, $h.Sick) | Sort-Object)
        $failures[0].Exception.Message | Should -BeLike "*: its answer cannot be read. *there is no folder '$TestDrive/no-such-folder'*"
        $failures[0].ErrorDetails.RecommendedAction | Should -Match TMPDIR
    }

    It 'run no script' {
        Assert-Failure @(Get-Failure { Invoke-NvdimmFleet -HostName $h.Good @ssh -Agentless { 1 } }) Nvdimm.Fleet.AgentlessScript InvalidArgument Agentless
    }
}

Describe 'The collector' {
    BeforeAll {
        $script:collect = {
            $snapshot = [NvdimmPS.NvdimmSimulator].Assembly.GetType('NvdimmPS.Shell.Fleet.AgentlessHost').GetProperty('Arguments', [System.Reflection.BindingFlags] 'Public, Static').GetValue($null)
            (& (Join-Path $repositoryRoot 'src/NvdimmPS/Fleet/Collector.ps1') $args[0].SysfsRoot $snapshot[1] $snapshot[2] $snapshot[3]) -split "`n"
        }
    }

    It 'reads what a trace of the same machine has' {
        $simulator = New-NvdimmSimulator nfit_test -Force
        $file = Join-Path $TestDrive 'whole.trace'
        Start-NvdimmTrace $file
        $null = Stop-NvdimmTrace
        $tree = { $args[0] | Where-Object { $_ -match '"kind":"(folder|link|attribute)"' } | ForEach-Object { $e = $_ | ConvertFrom-Json; "$($e.kind) $($e.path) $($e.target) $($e.text) $($e.errno)" } }
        $collected = & $collect $simulator
        Compare-Object (& $tree (Get-Content $file)) (& $tree $collected) | Should -BeNullOrEmpty
        Remove-NvdimmSimulator
    }

    It 'reads attributes as the kernel shows them: said to be a page long, and shorter' -Skip:(-not (Test-Path /sys/class/net/lo/mtu)) {
        $simulator = New-NvdimmSimulator 1x2 -Force
        $serial = (Get-ChildItem $simulator.SysfsRoot -Recurse -File -Filter serial)[0]
        Remove-Item $serial
        $null = New-Item -ItemType SymbolicLink -Path $serial -Target /sys/class/net/lo/mtu
        $line = & $collect $simulator | ConvertFrom-Json | Where-Object { $_.path -and $serial.FullName.EndsWith("/$($_.path)") }
        $line.text | Should -Be (Get-Content /sys/class/net/lo/mtu -Raw)
        Remove-NvdimmSimulator
    }
}

Describe 'A fleet' -Skip:([bool] $obstacle) {
    It 'of 32 sessions to 8 hosts with faults loses nothing and doubles nothing' {
        # The same host by other spellings is another one, as far as anybody can know.
        $me = [Environment]::UserName
        $hosts = foreach ($kind in 'Good', 'Sick', 'NoModule', 'NoPowerShell', 'NoNvdimm', 'Ended', 'Network', 'ModuleTooOld') {
            $name, $port = $h[$kind] -split ':'
            $h[$kind], "$me@$($h[$kind])"
            if (-not $port) { "${name}:22", "$me@${name}:22" }
        }
        $session = $farm.Namespaces ? @{ Good = 4; Others = 4 } : @{ Good = 2; Others = 2 }
        $results = Invoke-NvdimmFleet -HostName $hosts @ssh -ThrottleLimit 32 -ErrorVariable all -ErrorAction SilentlyContinue
        @($results | Where-Object PSComputerName -Like "*$($h.Good)*").Count | Should -Be (12 * $session.Good)
        @($results | Where-Object PSComputerName -Like "*$($h.Sick)*").Count | Should -Be (2 * $session.Others)
        @($results | Group-Object PSComputerName, Dimm | Where-Object Count -NE 1) | Should -BeNullOrEmpty
        ($all | Group-Object { ($_.FullyQualifiedErrorId -split ',')[0] } | ForEach-Object { "$($_.Name) $($_.Count)" } | Sort-Object) | Should -Be @(
            'Ended', 'ModuleTooOld', 'Network', 'NoModule', 'NoNvdimm', 'NoPowerShell' | ForEach-Object { "Nvdimm.Fleet.$_ $($_ -eq 'Network' ? 2 : $session.Others)" })
        ($all.TargetObject | Select-Object -Unique).Count | Should -Be $all.Count
    }
}
