# Everything that can be wrong is said before anything is sent, with who and what to do.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
    [System.IO.File]::WriteAllBytes((Join-Path $TestDrive 'huge.bin'), [byte[]]::new(4MB + 1))
    [System.IO.File]::WriteAllBytes((Join-Path $TestDrive 'ok.bin'), [byte[]]::new(8))
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Refused before anything is sent' {
    It '<What>' -ForEach @(
        @{ What = 'no such DIMM'; Command = { Invoke-NvdimmDsm 1 nmem99 }; Id = 'Nvdimm.Dimm.NotFound'; Category = 'ObjectNotFound'; Target = 'nmem99'; Says = 'There are: nmem0' }
        @{ What = 'a pattern that matches nothing'; Command = { Invoke-NvdimmDsm 1 x* }; Id = 'Nvdimm.Dimm.NotFound'; Category = 'ObjectNotFound'; Target = 'x*'; Says = 'There are: nmem0' }
        @{ What = 'an empty name'; Command = { Invoke-NvdimmDsm 1 '' }; Id = 'Nvdimm.Dimm.NotFound'; Category = 'ObjectNotFound'; Target = ''; Says = 'There are: nmem0' }
        @{ What = 'no such bus'; Command = { Invoke-NvdimmDsm 1 -Bus ndbus5 }; Id = 'Nvdimm.Bus.NotFound'; Category = 'ObjectNotFound'; Target = 'ndbus5'; Says = 'There are: ndbus0' }
        @{ What = 'nobody named'; Command = { Invoke-NvdimmDsm 1 }; Id = 'Nvdimm.Input.NoTarget'; Category = 'InvalidArgument'; Target = ''; Says = 'Neither' }
        @{ What = 'an unknown family'; Command = { Invoke-NvdimmDsm 1 nmem0 -Family Nope }; Id = 'Nvdimm.Dsm.UnknownFamily'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = 'Nope' }
        @{ What = 'another family'; Command = { Invoke-NvdimmDsm 11 nmem0 -Family Msft }; Id = 'Nvdimm.Dsm.OtherFamily'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = 'uses the Intel family, not' }
        @{ What = 'an unknown function'; Command = { Invoke-NvdimmDsm Nope nmem0 }; Id = 'Nvdimm.Dsm.UnknownFunction'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = 'Nope' }
        @{ What = 'a function of another family'; Command = { Invoke-NvdimmDsm GetNvdimmNHealth nmem0 }; Id = 'Nvdimm.Dsm.UnknownFunction'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = 'Intel' }
        @{ What = 'a function beyond the kernel''s last'; Command = { Invoke-NvdimmDsm 32 nmem0 -Force -AllowInUse }; Id = 'Nvdimm.Dsm.FunctionNumber'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = '0 to 31' }
        @{ What = 'too short an input'; Command = { Invoke-NvdimmDsm 5 nmem0 -InputHex '00' }; Id = 'Nvdimm.Input.Size'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = '8 bytes' }
        @{ What = 'too long an input'; Command = { Invoke-NvdimmDsm 5 nmem0 -InputHex ('00' * 9) }; Id = 'Nvdimm.Input.Size'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = '8 bytes' }
        @{ What = 'input where there is none'; Command = { Invoke-NvdimmDsm 1 nmem0 -InputHex '00' }; Id = 'Nvdimm.Input.Size'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = '0 bytes' }
        @{ What = 'counts that do not fit'; Command = { Invoke-NvdimmDsm 6 nmem0 -InputHex '00000000 05000000 01' -Force -AllowInUse }; Id = 'Nvdimm.Input.Count'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = 'Length says 5' }
        @{ What = 'an odd number of digits'; Command = { Invoke-NvdimmDsm 5 nmem0 -InputHex 'abc' }; Id = 'Nvdimm.Input.Hex'; Category = 'InvalidArgument'; Target = 'InputHex'; Says = 'odd' }
        @{ What = 'what is no digit'; Command = { Invoke-NvdimmDsm 5 nmem0 -InputHex '00zz' }; Id = 'Nvdimm.Input.Hex'; Category = 'InvalidArgument'; Target = 'InputHex'; Says = 'position 3' }
        @{ What = 'two inputs'; Command = { Invoke-NvdimmDsm 5 nmem0 -InputHex '01' -InputBytes 0 }; Id = 'Nvdimm.Input.Two'; Category = 'InvalidArgument'; Target = '-InputBytes, -InputHex'; Says = 'only one is allowed' }
        @{ What = 'three inputs'; Command = { Invoke-NvdimmDsm 5 nmem0 -InputHex '00' -InputFile x -Argument @{} }; Id = 'Nvdimm.Input.Two'; Category = 'InvalidArgument'; Target = '-InputHex, -InputFile, -Argument'; Says = 'only one is allowed' }
        @{ What = 'a missing file'; Command = { Invoke-NvdimmDsm 5 nmem0 -InputFile /no/such/file }; Id = 'Nvdimm.Input.File'; Category = 'ObjectNotFound'; Target = '/no/such/file'; Says = 'cannot be read' }
        @{ What = 'a folder'; Command = { Invoke-NvdimmDsm 5 nmem0 -InputFile / }; Id = 'Nvdimm.Input.File'; Category = 'InvalidArgument'; Target = '/'; Says = 'cannot be read' }
        @{ What = 'a huge file'; Command = { Invoke-NvdimmDsm 5 nmem0 -InputFile (Join-Path $TestDrive 'huge.bin') }; Id = 'Nvdimm.Input.HugeFile'; Category = 'LimitsExceeded'; Target = '*'; Says = '4 MiB' }
        @{ What = 'a file of the wrong size'; Command = { Invoke-NvdimmDsm 1 nmem0 -InputFile (Join-Path $TestDrive 'ok.bin') }; Id = 'Nvdimm.Input.Size'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = '0 bytes' }
        @{ What = 'an answer of more than 4 MiB'; Command = { Invoke-NvdimmDsm 1 nmem0 -OutputSize 5MB }; Id = 'Nvdimm.Request.TooLarge'; Category = 'LimitsExceeded'; Target = 'nmem0'; Says = '4 MiB' }
        @{ What = 'an unknown field'; Command = { Invoke-NvdimmDsm 5 nmem0 -Argument @{ Offset = 0; Length = 1; Nope = 1 } }; Id = 'Nvdimm.Dsm.UnknownArgument'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = 'Offset, Length' }
        @{ What = 'a missing field'; Command = { Invoke-NvdimmDsm 5 nmem0 -Argument @{ Offset = 0 } }; Id = 'Nvdimm.Dsm.MissingArgument'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = 'Length' }
        @{ What = 'a field of the wrong type'; Command = { Invoke-NvdimmDsm 5 nmem0 -Argument @{ Offset = 'x'; Length = 1 } }; Id = 'Nvdimm.Dsm.BadArgument'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = "'x'" }
        @{ What = 'a field out of range'; Command = { Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument @{ SparesRemaining = 100 } }; Id = 'Nvdimm.Dsm.OutOfRange'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = '1 to 99' }
        @{ What = 'named values without a layout'; Command = { Invoke-NvdimmDsm 9 -Bus ndbus0 -Family IntelBus -Argument @{ X = 1 } -Force -AllowInUse }; Id = 'Nvdimm.Dsm.NoLayout'; Category = 'InvalidArgument'; Target = 'ndbus0'; Says = 'layout' }
        @{ What = 'a bus function for a DIMM'; Command = { Invoke-NvdimmDsm TranslateSpa nmem0 }; Id = 'Nvdimm.Dsm.UnknownFunction'; Category = 'InvalidArgument'; Target = 'nmem0'; Says = 'Intel' }
        @{ What = 'an unknown key of a fault'; Command = { (Get-NvdimmSimulator).AddFault(@{ Nope = 1 }) }; Id = '*'; Category = '*'; Target = '*'; Says = 'Nope' }
    ) {
        $before = (Get-NvdimmSimulator).Transcript.Count
        $failure = @(Get-Failure $Command)
        if ($Id -eq '*') {
            "$failure" | Should -Match $Says
        } else {
            Assert-Failure $failure $Id $Category ($Target -eq '*' ? $failure[0].TargetObject : $Target) $Says
        }

        (Get-NvdimmSimulator).Transcript.Count | Should -Be $before -Because 'nothing may be sent'
    }

    It 'refuses a negative size and a size that is none' {
        { Invoke-NvdimmDsm 1 nmem0 -OutputSize -1 } | Should -Throw -ErrorId 'ParameterArgumentValidationError,*'
        { Invoke-NvdimmDsm 1 nmem0 -OutputSize x } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
        { Invoke-NvdimmDsm 1 nmem0 -Route Sideways } | Should -Throw -ErrorId 'CannotConvertArgumentNoMessage,*'
    }

    It 'refuses an unreadable file' -Skip:($IsWindows -or (id -u) -eq 0) {
        $file = Join-Path $TestDrive 'secret.bin'
        Set-Content $file 'x'
        chmod 000 $file
        Assert-Failure (Get-Failure { Invoke-NvdimmDsm 5 nmem0 -InputFile $file }) Nvdimm.Input.File PermissionDenied $file
    }

    It 'refuses an object that names nothing' {
        (Get-Failure { [pscustomobject]@{ Colour = 'red' } | Invoke-NvdimmDsm 1 }).FullyQualifiedErrorId | Should -BeLike 'InputObjectNotBound,*'
    }

    It 'keeps secrets out of messages' {
        $failure = Get-Failure { Invoke-NvdimmDsm SetPassphrase nmem0 -AllowSensitive -Force -AllowInUse -InputHex ('5a' * 63) }
        "$failure $($failure.ErrorDetails.RecommendedAction)" | Should -Not -Match '5a5a'
        $verbose = Invoke-NvdimmDsm SetPassphrase nmem0 -AllowSensitive -Force -AllowInUse -InputHex ('5a' * 64) -Verbose *>&1
        "$verbose" | Should -Not -Match '5a5a'
        "$(Invoke-NvdimmDsm SetPassphrase nmem0 -InputHex ('5a' * 64) -WhatIf | Out-String)" | Should -Not -Match '5a5a'
        (Get-NvdimmSimulator).Transcript[-1].SentBytes | Should -Not -Contain 0x5a
    }
}

Describe 'Masks, families and permissions' {
    AfterAll { $script:simulator = Use-Simulator 2x6 }

    It 'names the mask for a function that is not offered' {
        $null = Use-Simulator qemu
        Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetSmart nmem0 }) Nvdimm.Dsm.FunctionMasked NotImplemented nmem0 '0x70'
    }

    It 'says when a DIMM has no family, and still reads its labels' {
        $simulator = Use-Simulator 1x2
        Remove-Item (Join-Path $simulator.SysfsRoot 'bus/nd/devices/nmem0/nfit/family')
        (Get-NvdimmDevice nmem0).Family | Should -BeNullOrEmpty
        foreach ($command in { Invoke-NvdimmDsm GetSmart nmem0 }, { Invoke-NvdimmDsm GetSmart nmem0 -Family Intel }, { Get-NvdimmDsmFunction -Dimm nmem0 }, { Compare-NvdimmRoute nmem0 }) {
            Assert-Failure (Get-Failure $command) Nvdimm.Dsm.NoFamily NotImplemented nmem0 'nfit/family: no such attribute'
        }

        (Invoke-NvdimmCommand get_size nmem0).Status | Should -BeExactly 'Success'
        (Get-NvdimmDevice | Invoke-NvdimmDsm GetSmart -ErrorAction SilentlyContinue).Dimm | Should -BeExactly 'nmem1'
    }

    It 'says when it cannot be told what a DIMM takes' {
        $simulator = Use-Simulator 1x2
        Remove-Item (Join-Path $simulator.SysfsRoot 'bus/nd/devices/nmem0/commands')
        foreach ($command in { Invoke-NvdimmDsm GetSmart nmem0 }, { Invoke-NvdimmCommand smart nmem0 }) {
            Assert-Failure (Get-Failure $command) Nvdimm.Dsm.NoCommands ObjectNotFound nmem0 'commands: no such attribute'
        }
    }

    It 'says when a bus takes no call' {
        $null = Use-Simulator nfit_test
        Assert-Failure (Get-Failure { Invoke-NvdimmDsm TranslateSpa -Bus ndbus1 -Argument @{ Address = 0 } }) Nvdimm.Dsm.NoCallRoute NotImplemented ndbus1 'ars_cap'
    }

    It 'says when there is no such route' {
        $null = Use-Simulator 2x6
        Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetFirmwareInfo nmem0 -Route Legacy }) Nvdimm.Dsm.NoLegacyRoute NotImplemented nmem0 'generic call only'
    }

    It 'tells how to get the right to write' {
        $simulator = Use-Simulator 2x6
        $simulator.Dimm('nmem0').ReadOnlyNode = $true
        $failure = @(Get-Failure { Invoke-NvdimmDsm GetFirmwareInfo nmem0 })
        Assert-Failure $failure Nvdimm.Open.EACCES PermissionDenied nmem0 '/dev/nmem0'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match 'udev'
    }
}

Describe 'What kernel and firmware answer' {
    BeforeEach { $simulator = Get-NvdimmSimulator; $simulator.ClearFaults() }

    It 'errno <Errno>' -ForEach @(
        @{ Errno = 'EIO'; Category = 'DeviceError' }
        @{ Errno = 'EBUSY'; Category = 'ResourceBusy' }
        @{ Errno = 'ENOMEM'; Category = 'ResourceUnavailable' }
        @{ Errno = 'EINVAL'; Category = 'InvalidArgument' }
        @{ Errno = 'ENXIO'; Category = 'ObjectNotFound' }
        @{ Errno = 'EPERM'; Category = 'PermissionDenied' }
        @{ Errno = 'ETIMEDOUT'; Category = 'DeviceError' }
    ) {
        $null = $simulator.AddFault(@{ Target = 'nmem0'; Errno = $Errno })
        $failure = @(Get-Failure { Invoke-NvdimmDsm GetFirmwareInfo nmem0 })
        Assert-Failure $failure "Nvdimm.Ioctl.$Errno" $Category nmem0 $Errno
        $failure[0].Exception.Errno | Should -BeGreaterThan 0
    }

    It 'status <Status>' -ForEach @(
        @{ Status = 1; Word = 'NotSupported'; Category = 'NotImplemented' }
        @{ Status = 3; Word = 'InvalidInput'; Category = 'InvalidArgument' }
        @{ Status = 5; Word = 'RetrySuggested'; Category = 'ResourceBusy' }
        @{ Status = 11; Word = 'InvalidPassphrase'; Category = 'SecurityError' }
        @{ Status = '0xdead'; Word = 'Unknown'; Category = 'DeviceError' }
    ) {
        $null = $simulator.AddFault(@{ Target = 'nmem0'; Status = $Status })
        $failure = @(Get-Failure { Invoke-NvdimmDsm GetFirmwareInfo nmem0 })
        Assert-Failure $failure Nvdimm.Dsm.FirmwareStatus $Category nmem0 $Word
        $failure[0].Exception.StatusCode | Should -Be ([int] $Status)
        $failure[0].Exception.Status | Should -BeExactly $Word
    }

    It 'an answer of <What>' -ForEach @(
        @{ What = 'no bytes'; Fault = @{ ZeroLength = $true } }
        @{ What = 'one byte'; Fault = @{ Truncate = 1 } }
        @{ What = 'too few bytes'; Fault = @{ Truncate = 20 } }
    ) {
        $null = $simulator.AddFault(@{ Target = 'nmem0'; Function = 12 } + $Fault)
        $failure = @(Get-Failure { Invoke-NvdimmDsm GetFirmwareInfo nmem0 })
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -Match '^Nvdimm\.(Dsm\.(ShortReply|NoReply)|Ioctl\.ENXIO|Ioctl\.EIO)'
        "$($failure[0].TargetObject)" | Should -BeExactly nmem0
        "$($failure[0].CategoryInfo.Category)" | Should -Not -Be NotSpecified
    }

    It 'more bytes than were asked for' {
        $null = $simulator.AddFault(@{ Target = 'nmem0'; Function = 12; OverLong = 500 })
        $result = Invoke-NvdimmDsm GetFirmwareInfo nmem0
        $result.Truncated | Should -BeTrue
        $result.FirmwareSize | Should -Be 500
    }

    It 'garbage, of whatever kind' {
        1..20 | ForEach-Object {
            $simulator.ClearFaults()
            $null = $simulator.AddFault(@{ Target = 'nmem0'; Garbage = $_ })
            foreach ($function in 'GetSmart', 'GetCommandEffectLog', 'GetFirmwareInfo') {
                Get-Failure { Invoke-NvdimmDsm $function nmem0 | Out-String } | ForEach-Object { "$($_.CategoryInfo.Category)" | Should -Not -Be NotSpecified }
                (Invoke-NvdimmDsm $function nmem0 -Raw).OutputBytes | Should -Not -BeNullOrEmpty
            }
        }
    }

    It 'one error a DIMM, and the others go on' {
        $null = $simulator.AddFault(@{ Target = 'nmem1'; Errno = 'EIO' })
        $result = Invoke-NvdimmDsm GetFirmwareInfo nmem[0-3] -ErrorVariable failure -ErrorAction SilentlyContinue
        $result.Dimm | Should -Be nmem0, nmem2, nmem3
        Assert-Failure $failure Nvdimm.Ioctl.EIO DeviceError nmem1
        $failure[0].TargetObject.GetType().Name | Should -Be NvdimmDevice
    }

    It 'a DIMM that went away' {
        $dimm = Get-NvdimmDevice nmem5
        $null = Use-Simulator qemu
        Assert-Failure (Get-Failure { $dimm | Invoke-NvdimmDsm GetSmart }) Nvdimm.Dimm.NotFound ObjectNotFound nmem5
    }
}
