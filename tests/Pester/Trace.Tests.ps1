# Recording and replaying: what was recorded on a machine, real or simulated, is seen again on any other.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    . $repositoryRoot/tests/kernel/guest/trace-session.ps1

    # Everything the Get- cmdlets show, but for where it comes from.
    function Get-Inventory {
        foreach ($command in 'Get-NvdimmBus', 'Get-NvdimmDevice', 'Get-NvdimmRegion', 'Get-NvdimmNamespace') {
            & $command -WarningAction SilentlyContinue | ForEach-Object {
                $_ | Select-Object * -ExcludeProperty Source | ConvertTo-Json -Depth 6 -Compress
            } | ForEach-Object { $_ -replace '[^"]*/nvdimmps-[0-9a-f-]+/simulator-[0-9a-f]+/sys', '' }
        }
    }

    # What a call gave, but for how long it took.
    function Get-Answer([scriptblock] $Call) {
        & $Call | Select-Object * -ExcludeProperty Source, Latency*, Time | ConvertTo-Json -Depth 8 -Compress
    }
}

Describe 'Traces' {
    BeforeEach {
        $script:file = Join-Path $TestDrive "$([guid]::NewGuid()).jsonl"
    }

    AfterEach {
        if (Get-NvdimmTrace) { Stop-NvdimmTrace -ErrorAction SilentlyContinue }
        if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
    }

    Context 'A trace of <_>' -ForEach @('2x6', 'nfit_test', 'nfit_test-labelled', 'qemu-labelled', 'nvdimm-n', 'hyperv') {
        It 'replays to the same inventory and the same answers' {
            $null = New-NvdimmSimulator $_ -Force
            $calls = { Get-NvdimmDevice | Get-NvdimmDsmFunction | Where-Object { $_.Offered -and $_.Danger -eq 'Read' -and $_.InputSize -eq '0' -and -not $_.Sensitive } |
                    ForEach-Object { Invoke-NvdimmDsm $_.Function $_.Dimm -ErrorAction SilentlyContinue } }
            $inventory = Get-Inventory
            Start-NvdimmTrace $file
            $answers = Get-Answer $calls
            Stop-NvdimmTrace
            Remove-NvdimmSimulator

            $replay = New-NvdimmSimulator -Trace $file
            $replay.Trace | Should -BeExactly $file
            Get-Inventory | Should -BeExactly $inventory
            Get-Answer $calls | Should -BeExactly $answers
            (Get-NvdimmDevice | Select-Object -First 1).Source | Should -BeExactly 'Replayed'
        }
    }

    Context 'The kernel''s own test bus, recorded in a virtual machine' {
        BeforeAll { $script:recorded = Join-Path $PSScriptRoot 'Data/nfit_test.trace.jsonl' }
        BeforeEach { $script:replay = New-NvdimmSimulator -Trace $recorded -Force }

        It 'is that machine' {
            $replay.Host.KernelRelease | Should -Match '^6\.1\.'
            $replay.Host.Source | Should -BeExactly 'Device'
            (Get-NvdimmBus).Provider | Should -Be nfit_test.0, nfit_test.1
            (Get-NvdimmDevice).Name | Should -Be nmem0, nmem1, nmem2, nmem3, nmem4, nmem5
            (Get-NvdimmDevice nmem0).DirtyShutdownCount | Should -Be 42
            (Get-NvdimmRegion).Count | Should -BeGreaterThan 3
        }

        It 'tells its health' {
            $smart = (Invoke-NvdimmDsm GetSmart nmem0).Decoded
            $smart.SparesRemaining | Should -Be 75
            $smart.MediaTemperature | Should -Be 23
            $smart.ControllerTemperature | Should -Be 25
            $smart.DirtyShutdownCount | Should -Be 42
            $smart.HealthState | Should -BeExactly 'NonCritical'
        }

        It 'gives answers in their order, the last one again and again' {
            (Invoke-NvdimmDsm GetSmartThreshold nmem1).Decoded.MediaTemperature | Should -Be 40
            (Invoke-NvdimmDsm GetSmartThreshold nmem1).Decoded.MediaTemperature | Should -Be 70
            (Invoke-NvdimmDsm GetSmartThreshold nmem1).Decoded.MediaTemperature | Should -Be 70
        }

        It 'refuses what the kernel refused' {
            Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetNamespaceLabelSize nmem0 -Route Call }) Nvdimm.Ioctl.ENOTTY NotImplemented nmem0
            Assert-Failure (Get-Failure { Invoke-NvdimmDsm SetNamespaceLabelData nmem0 -Argument @{ Offset = 0; Data = '00' } -Force -AllowInUse }) Nvdimm.Ioctl.EBUSY ResourceBusy nmem0
            (Invoke-NvdimmCommand get_size nmem0).Decoded.LabelAreaSize | Should -Be 131072
        }

        It 'takes any passphrase in place of the one that is hidden' {
            $null = Invoke-NvdimmDsm GetSecurityState nmem1 -AllowSensitive -Force -AllowInUse
            (Invoke-NvdimmDsm SetPassphrase nmem1 -Argument @{ NewPassphrase = '0102' } -AllowSensitive -Force -AllowInUse).Status | Should -BeExactly 'Success'
            (Invoke-NvdimmDsm GetSecurityState nmem1 -AllowSensitive -Force -AllowInUse).Decoded.SecurityState | Should -Be Enabled
        }

        It 'answers for its buses' {
            (Invoke-NvdimmCommand ars_cap -Bus ndbus0 -Argument @{ Address = 0x100000000; Length = 0x2000000 }).Decoded.ClearErrorUnit | Should -Be 256
            (Invoke-NvdimmDsm GetArsErrorInjectStatus -Bus ndbus0).Decoded.RecordCount | Should -Be 0
        }

        It 'goes through the whole session again' {
            $lines = Invoke-TraceSession
            $lines.Count | Should -BeGreaterThan 24
            $lines | Should -Not -Match 'Nvdimm\.Trace\.'
        }

        It 'says what it has where it does not have what is asked' {
            Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetSmart nmem1 }) Nvdimm.Trace.NotRecorded ObjectNotFound nmem1 'no GetSmart for nmem1; it has: .*GetSmartThreshold'
            Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetSmart nmem0 -OutputSize 200 }) Nvdimm.Trace.NotRecorded ObjectNotFound nmem0 'with an output of this size'
            Assert-Failure (Get-Failure { Invoke-NvdimmCommand get_data nmem0 -Argument @{ Offset = 8; Length = 16 } }) Nvdimm.Trace.NotRecorded ObjectNotFound nmem0 'with this input'
            Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetSmartThreshold nmem3 }) Nvdimm.Trace.NotRecorded ObjectNotFound nmem3 'nothing for this target'
        }

        It 'has a transcript and a snoop, and no state to set' {
            $seen = [System.Collections.Generic.List[string]]::new()
            $replay.Snoop = { param($request) $seen.Add("$($request.Node) $($request.Function)"); $request.Function -eq 2 ? 5 : 0 }
            $null = Invoke-NvdimmDsm GetSmart nmem0
            Get-Failure { Invoke-NvdimmDsm GetSmartThreshold nmem0 } | Should -Not -BeNullOrEmpty
            $seen | Should -Be 'nmem0 1', 'nmem0 2'
            $replay.Transcript.FunctionName | Should -Be GetSmart, GetSmartThreshold
            $replay.Dimms | Should -BeNullOrEmpty
            { $replay.Dimm('nmem0') } | Should -Throw '*replays what was recorded*'
            { $replay.AddFault(@{ Errno = 'EIO' }) } | Should -Throw '*replays what was recorded*'
            { $replay.DisableRegion('region0') } | Should -Throw '*replays what was recorded*'
        }

        It 'goes with Remove-NvdimmSimulator' {
            $root = $replay.SysfsRoot
            Get-NvdimmSimulator | Remove-NvdimmSimulator
            Test-Path $root | Should -BeFalse
            Get-NvdimmSimulator | Should -BeNullOrEmpty
        }
    }

    Context 'A bare list of ioctls' {
        It 'is replayed on a machine that is made up of it' {
            $null = New-NvdimmSimulator -Trace (Join-Path $PSScriptRoot '../NvdimmPS.Tests/Tracing/Data/list-DH.ioctl.jsonl') -WarningVariable warning -WarningAction SilentlyContinue
            "$warning" | Should -Match 'made up'
            $dimm = Get-NvdimmDevice nmem1
            $dimm.Family | Should -BeExactly 'Intel'
            $smart = (Invoke-NvdimmDsm GetSmart nmem1).Decoded
            $smart.SparesRemaining | Should -Be 75
            $smart.MediaTemperature | Should -Be 23
            Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetFirmwareInfo nmem1 }) Nvdimm.Trace.NotRecorded ObjectNotFound nmem1
        }
    }

    Context 'Recording' {
        BeforeEach { $script:simulator = New-NvdimmSimulator 1x4 -Force }

        It 'hides a passphrase and a vendor''s payload, in every form of it' {
            $secret = [byte[]] (0x51..0x70)
            Start-NvdimmTrace $file
            (Invoke-NvdimmDsm SetPassphrase nmem0 -Argument @{ NewPassphrase = $secret } -AllowSensitive -Force -AllowInUse).Status | Should -BeExactly 'Success'
            Invoke-NvdimmDsm UnlockUnit nmem0 -Argument @{ CurrentPassphrase = $secret } -AllowSensitive -Force -AllowInUse -ErrorAction SilentlyContinue
            (Invoke-NvdimmDsm PassThrough nmem0 -Argument @{ Opcode = 5; Data = $secret } -Force -AllowInUse).Decoded.Length | Should -Be 32
            Stop-NvdimmTrace
            $text = [IO.File]::ReadAllText($file)
            $text | Should -Match 'SetPassphrase'
            foreach ($form in '5152', '52535455', 'QRST', 'UVRT', [Convert]::ToBase64String($secret).Substring(0, 6)) { $text | Should -Not -MatchExactly ([regex]::Escape($form)) }

            $null = New-NvdimmSimulator -Trace $file -Force
            (Invoke-NvdimmDsm SetPassphrase nmem0 -Argument @{ NewPassphrase = '99' } -AllowSensitive -Force -AllowInUse).Status | Should -BeExactly 'Success'
            Assert-Failure (Get-Failure { Invoke-NvdimmDsm PassThrough nmem0 -Argument @{ Opcode = 5; Data = $secret } -Force -AllowInUse }) Nvdimm.Trace.AnswerHidden ObjectNotFound nmem0
        }

        It 'makes a file for its owner alone' -Skip:$IsWindows {
            Start-NvdimmTrace $file
            [IO.File]::GetUnixFileMode($file) | Should -Be ([IO.UnixFileMode] 'UserRead, UserWrite')
        }

        It 'is one for all runspaces, and loses nothing of calls at the same time' {
            Start-NvdimmTrace $file
            0..79 | ForEach-Object -Parallel { Import-Module $using:modulePath; $null = Invoke-NvdimmDsm GetSmart ($_ % 4) } -ThrottleLimit 8
            (Stop-NvdimmTrace -PassThru).Requests | Should -Be 80
            $lines = Get-Content $file | ConvertFrom-Json
            ($lines | Where-Object kind -eq ioctl).Count | Should -Be 80
            $sequence = ($lines | Where-Object sequence).sequence
            $sequence | Should -Be (1..$sequence.Count)
            (New-NvdimmSimulator -Trace $file -Force).Recorded | Should -Be 80
        }

        It 'has refusals and nodes that could not be opened' {
            $simulator.Dimm('nmem2').ReadOnlyNode = $true
            $null = $simulator.AddFault(@{ Target = 'nmem1'; Errno = 'EIO'; Count = 1 })
            Start-NvdimmTrace $file
            $failed = Get-Failure { Invoke-NvdimmDsm GetSmartThreshold nmem2 }
            Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetSmart nmem1 }) Nvdimm.Ioctl.EIO DeviceError nmem1
            Stop-NvdimmTrace

            $null = New-NvdimmSimulator -Trace $file -Force
            $again = Get-Failure { Invoke-NvdimmDsm GetSmartThreshold nmem2 }
            "$again" | Should -BeExactly "$failed"
            $again.FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Open.EACCES*'
            Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetSmart nmem1 }) Nvdimm.Ioctl.EIO DeviceError nmem1
        }

        It 'is not started twice, and not ended twice' {
            Start-NvdimmTrace $file
            Assert-Failure (Get-Failure { Start-NvdimmTrace "$file.2" }) Nvdimm.Trace.Running InvalidOperation $file
            Test-Path "$file.2" | Should -BeFalse
            (Get-NvdimmTrace).Path | Should -BeExactly $file
            Stop-NvdimmTrace
            Assert-Failure (Get-Failure { Stop-NvdimmTrace }) Nvdimm.Trace.None ObjectNotFound ''
            Get-NvdimmTrace | Should -BeNullOrEmpty
        }

        It 'replaces a file only when it is told to' {
            Set-Content $file 'mine'
            Assert-Failure (Get-Failure { Start-NvdimmTrace $file }) Nvdimm.Trace.Exists InvalidOperation $file
            Get-Content $file | Should -BeExactly 'mine'
            Start-NvdimmTrace $file -Force -PassThru | ForEach-Object Active | Should -BeTrue
        }

        It 'says so where it cannot write: <What>' -ForEach @(
            @{ What = 'no folder'; Path = '/nowhere/at/all/x.jsonl'; Id = 'Nvdimm.Trace.Create'; Category = 'ResourceUnavailable' }
            @{ What = 'a folder'; Path = '/tmp'; Id = 'Nvdimm.Trace.Folder'; Category = 'InvalidArgument' }
            @{ What = 'a device'; Path = '/dev/null'; Id = 'Nvdimm.Trace.NotAFile'; Category = 'InvalidArgument' }
            @{ What = 'a read-only system'; Path = '/proc/x.jsonl'; Id = 'Nvdimm.Trace.Create'; Category = '*' }
        ) {
            if (-not $IsLinux) { Set-ItResult -Skipped -Because 'the paths are those of Linux' }
            $failure = Get-Failure { Start-NvdimmTrace $Path -Force }
            $failure.FullyQualifiedErrorId | Should -BeLike "$Id,*"
            "$($failure.CategoryInfo.Category)" | Should -BeLike $Category
            Get-NvdimmTrace | Should -BeNullOrEmpty
            (Invoke-NvdimmDsm GetSmart nmem0).Status | Should -BeExactly 'Success'
        }

        It 'records the machine that it was started on, and says so when there is another one' {
            Start-NvdimmTrace $file
            $null = New-NvdimmSimulator nvdimm-n -Force -WarningVariable warning -WarningAction SilentlyContinue
            "$warning" | Should -Match 'not in it'
            $null = Invoke-NvdimmDsm 1 nmem0 -ErrorAction SilentlyContinue
            (Stop-NvdimmTrace -PassThru).Requests | Should -Be 0
        }

        It 'can be tried' {
            Start-NvdimmTrace $file -WhatIf
            Get-NvdimmTrace | Should -BeNullOrEmpty
            Test-Path $file | Should -BeFalse
        }
    }

    Context 'A file that is no whole trace' {
        BeforeAll {
            $null = New-NvdimmSimulator 1x1 -Force
            $script:whole = Join-Path $TestDrive 'whole.jsonl'
            Start-NvdimmTrace $whole
            $null = Invoke-NvdimmDsm GetSmart nmem0
            Stop-NvdimmTrace
            Remove-NvdimmSimulator
            $script:lines = [IO.File]::ReadAllLines($whole)
        }

        It 'is refused, and nothing is started: <What>' -ForEach @(
            @{ What = 'nothing'; Make = { , @() }; Id = 'Empty' }
            @{ What = 'other text'; Make = { 'DIMM  BUS' }; Id = 'NotATrace' }
            @{ What = 'a line changed'; Make = { $lines.Replace('"function":1,', '"function":2,') }; Id = 'Line' }
            @{ What = 'a byte changed'; Make = { $lines.Replace('e691c3b7e691c3b7', 'e691c3b7e691c3b8') }; Id = 'Line' }
            @{ What = 'a line gone'; Make = { $lines[0..2 + 4..($lines.Count - 1)] }; Id = 'Line' }
            @{ What = 'a newer format'; Make = { $lines.Replace('"version":1,', '"version":99,') }; Id = 'Version' }
        ) {
            [IO.File]::WriteAllLines($file, [string[]] (& $Make))
            $failure = Get-Failure { New-NvdimmSimulator -Trace $file }
            $failure.FullyQualifiedErrorId | Should -BeLike "Nvdimm.Trace.$Id,*"
            "$failure" | Should -Match ([regex]::Escape($file))
            $failure.ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
            Get-NvdimmSimulator | Should -BeNullOrEmpty
        }

        It 'is refused where it breaks off in a line, by its number' {
            [IO.File]::WriteAllText($file, ($lines[0..4] -join "`n") + "`n" + $lines[5].Substring(0, 20))
            Assert-Failure (Get-Failure { New-NvdimmSimulator -Trace $file }) Nvdimm.Trace.Line InvalidData $file 'line 6: it breaks off'
        }

        It 'is replayed with a warning where it was never stopped' {
            [IO.File]::WriteAllLines($file, $lines[0..($lines.Count - 2)])
            $null = New-NvdimmSimulator -Trace $file -WarningVariable warning -WarningAction SilentlyContinue
            "$warning" | Should -Match 'never stopped'
            (Invoke-NvdimmDsm GetSmart nmem0).Status | Should -BeExactly 'Success'
        }

        It 'leaves the active simulator alone' {
            $active = New-NvdimmSimulator 1x1
            Get-Failure { New-NvdimmSimulator -Trace /nowhere -Force } | Should -Not -BeNullOrEmpty
            $active.Active | Should -BeTrue
        }
    }
}
