# The sessions of contrib/jea by real ssh: what readers and operators may, and that there is no way around it.
BeforeDiscovery {
    . $PSScriptRoot/SshFarm.ps1
    $script:obstacle = Get-SshFarmObstacle
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $PSScriptRoot/SshFarm.ps1
    if (Get-SshFarmObstacle) { return }
    $script:farm = Open-SshFarm
    $script:audit = "$($farm.Folder)/audit.jsonl"
    $script:connection = @{ UserName = id -un; KeyFilePath = $farm.Key; Options = $farm.Options }

    # A session as it is shipped, but for a simulated machine and a log of its own; forced on whoever comes, as nvdimm-sshd.conf does.
    function Add-JeaHost([string] $Role) {
        Set-Content "$($farm.Folder)/audit.json" "{ `"path`": `"$audit`", `"simulated`": true, `"journal`": false }"
        Set-Content "$($farm.Folder)/simulator.ps1" "Import-Module NvdimmPS; `$env:NVDIMMPS_AUDIT_SETTINGS = '$($farm.Folder)/audit.json'; `$null = New-NvdimmSimulator 1x2 -Force"
        $text = [System.IO.File]::ReadAllText((Join-Path $repositoryRoot "contrib/jea/nvdimm-$Role.pssc")).TrimEnd()
        Set-Content "$($farm.Folder)/$Role.pssc" ($text.Substring(0, $text.Length - 1) + "    ScriptsToProcess = @('$($farm.Folder)/simulator.ps1')`n}")
        $command = "$((Get-Process -Id $PID).Path) -sshs -NoLogo -NoProfile -ConfigurationFile $($farm.Folder)/$Role.pssc"
        Add-SshFarmHost $farm $Role -Subsystem "$command`nForceCommand $command`nDisableForwarding yes`nPermitTTY no`nPermitUserRC no"
    }

    # What a session says: by Invoke-Command, which sends a plain command as commands, and what is more as a script.
    function Invoke-Jea($Session, [string] $Text) {
        $global:Error.Clear()
        $objects = @(Invoke-Command -Session $Session -ScriptBlock ([scriptblock]::Create($Text)) -ErrorAction SilentlyContinue -ErrorVariable failures)
        [pscustomobject] @{ Objects = $objects; Ids = @($failures | ForEach-Object { "$($_.FullyQualifiedErrorId)".Split(',')[0] }); Failures = $failures }
    }

    # The same past the client: commands and parameters as an attacker's own client may put them together.
    function Invoke-Handmade($Session, [scriptblock] $Build) {
        $shell = [powershell]::Create()
        try {
            $shell.Runspace = $Session.Runspace
            $null = & $Build $shell
            $objects = @($shell.Invoke())
            [pscustomobject] @{ Objects = $objects; Ids = @($shell.Streams.Error | ForEach-Object { "$($_.FullyQualifiedErrorId)".Split(',')[0] }) }
        } catch {
            [pscustomobject] @{ Objects = @(); Ids = @("$($_.Exception.InnerException.ErrorRecord.FullyQualifiedErrorId)".Split(',')[0]) }
        } finally {
            $shell.Dispose()
        }
    }
}

AfterAll { if ($script:farm) { $script:sessions | Remove-PSSession; Close-SshFarm $farm } }

Describe 'Just enough administration' -Skip:([bool] $obstacle) {
    BeforeAll {
        $script:readerHost = Add-JeaHost reader
        $script:operatorHost = Add-JeaHost operator
        # One by one: of several New-PSSession gives first what opened first.
        $script:reader = New-PSSession -HostName $readerHost @connection 3> $null
        $script:operator = New-PSSession -HostName $operatorHost @connection 3> $null
        $script:sessions = $reader, $operator
        $script:marker = "$($farm.Folder)/escaped"
    }

    Context 'A reader' {
        It 'sees the DIMMs, their health and what is wrong' {
            (Invoke-Jea $reader 'Get-NvdimmDevice').Objects.Name | Should -Be nmem0, nmem1
            (Invoke-Jea $reader 'Get-NvdimmHealth nmem0').Objects.HealthStatus | Should -Be 'Healthy'
            (Invoke-Jea $reader 'Test-NvdimmHealth -Quiet').Objects | Should -BeTrue
            (Invoke-Jea $reader 'Get-NvdimmHealth | ConvertTo-NvdimmMetric').Objects | Out-String | Should -Match 'nvdimm_dimms\{bus="ndbus0"\} 2'
            (Invoke-Jea $reader 'Get-NvdimmHealth | Test-NvdimmHealth').Ids | Should -BeNullOrEmpty
        }

        It 'is a host of the fleet, which asks by command where no script is taken' {
            (Invoke-NvdimmFleet -HostName $readerHost @connection).Dimm | Should -Be nmem0, nmem1
            $failure = Get-Failure { Invoke-NvdimmFleet { [System.IO.File]::ReadAllText('/etc/hostname') } -HostName $readerHost @connection }
            $failure.FullyQualifiedErrorId | Should -BeLike 'ScriptsNotAllowed*'
        }

        It 'has no command that changes, runs or writes anything' {
            $names = (Invoke-Jea $reader 'Get-Command').Objects.Name
            $names | Should -Contain 'Get-NvdimmHealth'
            $names | Where-Object { $_ -notmatch '^(Get|Test|Compare|Watch|ConvertTo|ConvertFrom)-(Nvdimm|Ndctl)' } |
                Should -Be Clear-Host, Exit-PSSession, Get-Command, Get-FormatData, Get-Help, Measure-Object, Out-Default, Select-Object
        }

        It 'is refused: <_>' -ForEach @(
            'Invoke-NvdimmDsm GetSmart nmem0', 'NvdimmPS\Invoke-NvdimmDsm GetSmart nmem0', 'Set-NvdimmThreshold nmem0 -MediaTemperature 70', 'Import-NvdimmDsmSchema /etc/passwd'
            'Start-NvdimmTrace /tmp/x', 'Remove-NvdimmSimulator', 'Invoke-NvdimmFleet -HostName localhost', 'Get-Content /etc/passwd', 'Set-Content /tmp/x y', '/bin/sh -c id'
            'Import-Module /tmp/x.psm1', 'New-Object System.IO.FileInfo /etc/passwd', 'Invoke-Expression 1', 'TabExpansion2 -inputScript x -cursorColumn 1'
        ) {
            $answer = Invoke-Jea $reader $_
            $answer.Ids | Should -Be 'CommandNotFoundException'
            $answer.Objects | Should -BeNullOrEmpty
        }

        It 'speaks no language: <_>' -ForEach @(
            '[System.IO.File]::ReadAllText("/etc/passwd")', '1 + 1', '$x = 1', '& { 1 }', '. /tmp/x.ps1', 'function f { 1 }', '$ExecutionContext', '$env:PATH', '"$(1)"', 'if (1) { 1 }'
            'Get-NvdimmHealth > /tmp/nvdimm-jea', 'Get-NvdimmHealth | Select-Object @{ n = "x"; e = { 1 } }', 'Measure-Object -InputObject 1 -Property { 1 }'
        ) {
            $answer = Invoke-Jea $reader $_
            $answer.Ids | Should -Be 'ScriptsNotAllowed'
            $answer.Objects | Should -BeNullOrEmpty
        }

        It 'names no file: <_>' -ForEach @(
            'Get-NvdimmHealth | ConvertTo-NvdimmMetric -Path /tmp/nvdimm-jea', 'Test-NvdimmHealth -Policy /etc/passwd', 'Test-NvdimmHealth -Baseline /etc/passwd'
            'Get-NvdimmAudit -Path /etc/passwd', 'ConvertFrom-NvdimmDsm -Family Intel -Function 1 -Path /etc/passwd'
        ) { (Invoke-Jea $reader $_).Ids | Should -Be 'NamedParameterNotFound' }

        It 'finds no way around with commands that are put together by hand: <Name>' -ForEach @(
            @{ Name = 'a script'; Build = { $args[0].AddScript("Set-Content '$marker' x") } }
            @{ Name = 'a script in a command''s place'; Build = { $args[0].AddCommand("Set-Content '$marker' x", $true) } }
            @{ Name = 'a qualified name'; Build = { $args[0].AddCommand('Microsoft.PowerShell.Management\Set-Content').AddParameter('Path', $marker).AddParameter('Value', 'x') } }
            @{ Name = 'a program'; Build = { $args[0].AddCommand('/usr/bin/touch').AddArgument($marker) } }
            @{ Name = 'the cmdlet behind its own proxy'; Build = { $args[0].AddCommand('Get-NvdimmHealth').AddCommand('NvdimmPS\ConvertTo-NvdimmMetric').AddParameter('Path', $marker) } }
            @{ Name = 'a script block as a property'; Build = { $args[0].AddCommand('Get-NvdimmDevice').AddCommand('Select-Object').AddParameter('Property', [scriptblock]::Create("Set-Content '$marker' x")) } }
            @{ Name = 'a script block as a DIMM'; Build = { $args[0].AddCommand('Get-NvdimmDevice').AddParameter('Dimm', [scriptblock]::Create("Set-Content '$marker' x")) } }
            @{ Name = 'a variable of the engine'; Build = { $args[0].AddCommand('Get-NvdimmDevice').AddParameter('OutVariable', 'ExecutionContext') } }
            @{ Name = 'a variable that is a provider''s'; Build = { $args[0].AddCommand('Get-NvdimmDevice').AddParameter('OutVariable', 'function:prompt') } }
            @{ Name = 'help of a file'; Build = { $args[0].AddCommand('Get-Help').AddParameter('Name', '/etc/passwd') } }
        ) {
            (Invoke-Handmade $reader $Build).Ids | Should -Not -BeNullOrEmpty
            Test-Path $marker | Should -BeFalse
            (Invoke-Jea $reader 'Get-NvdimmDevice').Objects.Name | Should -Be nmem0, nmem1
        }

        It 'has neither a shell nor sftp beside it' {
            $options = '-i', $farm.Key, '-o', 'StrictHostKeyChecking=no', '-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR', '-o', 'BatchMode=yes'
            $address, $port = $readerHost -split ':'
            $said = $null | ssh @options -p ($port ? $port : 22) "$(id -un)@$address" "echo reached; touch $marker" 2>&1
            "$said" | Should -Not -Match 'reached'
            Test-Path $marker | Should -BeFalse
        }
    }

    Context 'An operator' {
        It 'sets thresholds, which the audit log tells' {
            (Invoke-Jea $operator 'Set-NvdimmThreshold nmem0 -MediaTemperature 61 -PassThru').Objects.MediaTemperature | Should -Be 61
            (Invoke-Jea $operator 'Invoke-NvdimmDsm SetSmartThreshold nmem1 -Argument @{ MediaTemperature = 62 }').Objects.Status | Should -Be 'Success'
            $records = Get-NvdimmAudit $audit
            $records.Command | Should -Be Set-NvdimmThreshold, Invoke-NvdimmDsm
            $records[0].SshClient | Should -Match '^[\d.]+$'
            $records.Outcome | Should -Be Success, Success
        }

        It 'sends functions of the list by name' {
            (Invoke-Jea $operator 'Invoke-NvdimmDsm GetSmart nmem0').Objects.Decoded.MediaTemperature | Should -BeGreaterThan 0
        }

        It 'is refused as <Id>: <Text>' -ForEach @(
            @{ Id = 'NamedParameterNotFound'; Text = 'Invoke-NvdimmDsm GetSmart nmem0 -InputHex 00' }
            @{ Id = 'NamedParameterNotFound'; Text = 'Invoke-NvdimmDsm GetSmart nmem0 -InputFile /etc/passwd' }
            @{ Id = 'NamedParameterNotFound'; Text = 'Invoke-NvdimmDsm GetSmart nmem0 -Force' }
            @{ Id = 'NamedParameterNotFound'; Text = 'Invoke-NvdimmDsm GetSmart nmem0 -AllowSensitive' }
            @{ Id = 'NamedParameterNotFound'; Text = 'Set-NvdimmThreshold nmem0 -MediaTemperature 60 -Force' }
            @{ Id = 'ParameterArgumentValidationError'; Text = 'Invoke-NvdimmDsm SetNamespaceLabelData nmem0 -Argument @{ Offset = 0; Data = "00" }' }
            @{ Id = 'ParameterArgumentValidationError'; Text = 'Invoke-NvdimmDsm SetPassphrase nmem0' }
            @{ Id = 'ParameterArgumentValidationError'; Text = 'Invoke-NvdimmDsm PassThrough nmem0' }
            @{ Id = 'ParameterArgumentValidationError'; Text = 'Invoke-NvdimmDsm 17 nmem0' }
            @{ Id = 'CommandNotFoundException'; Text = 'Invoke-NvdimmCommand smart nmem0' }
            @{ Id = 'CommandNotFoundException'; Text = 'Get-Content /etc/passwd' }
            @{ Id = 'CommandNotFoundException'; Text = 'NvdimmPS\Invoke-NvdimmDsm 6 nmem0 -InputHex 00 -Force' }
            @{ Id = 'ScriptsNotAllowed'; Text = '[System.IO.File]::ReadAllText("/etc/passwd")' }
        ) { (Invoke-Jea $operator $Text).Ids | Should -Be $Id }
    }

    Context 'What is shipped' {
        It 'lets operators name no function that loses data, concerns security or is unknown in any family' {
            $settings = Import-PowerShellDataFile (Join-Path $repositoryRoot 'contrib/jea/nvdimm-operator.pssc')
            $names = ($settings.VisibleCmdlets | Where-Object { $_.Name -eq 'Invoke-NvdimmDsm' }).Parameters.Where({ $_.Name -eq 'Function' }).ValidateSet
            $functions = Get-NvdimmDsmFunction | Where-Object FunctionName -In $names
            ($functions.FunctionName | Sort-Object -Unique).Count | Should -Be $names.Count
            $functions | Where-Object { $_.Danger -notin 'Read', 'Write' -or $_.Sensitive } | Should -BeNullOrEmpty
        }

        It 'gives operators all that readers have' {
            $commands = @{}
            foreach ($role in 'reader', 'operator') {
                $commands[$role] = (Import-PowerShellDataFile (Join-Path $repositoryRoot "contrib/jea/nvdimm-$role.pssc")).VisibleCmdlets | ForEach-Object { $_ -is [string] ? $_ : $_.Name }
            }
            Compare-Object $commands.reader $commands.operator | ForEach-Object { "$($_.SideIndicator)$($_.InputObject)" } | Should -Be '=>Set-NvdimmThreshold', '=>Invoke-NvdimmDsm'
        }

        It 'is taken by sshd, and forces what it says on both groups' {
            $file = "$($farm.Folder)/shipped.conf"
            Set-Content $file "HostKey $($farm.Folder)/host", (Get-Content (Join-Path $repositoryRoot 'contrib/jea/nvdimm-sshd.conf'))
            /usr/sbin/sshd -t -f $file | Should -BeNullOrEmpty
            $LASTEXITCODE | Should -Be 0
            $text = Get-Content -Raw $file
            foreach ($role in 'reader', 'operator') { $text | Should -Match "(?s)Match Group nvdimm-${role}s\s+ForceCommand \S+ -sshs [^\n]+nvdimm-$role\.pssc\n.*?DisableForwarding yes" }
        }
    }
}
