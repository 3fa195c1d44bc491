# Bytes that came from elsewhere, and bytes for elsewhere: no simulator is needed.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
    $script:smart = '000000003f06000000000000014b0503700190012a000000018002' + '00' * 8 + '01' + '00' * 96
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'ConvertFrom-NvdimmDsm' {
    It 'decodes an answer' {
        $it = ConvertFrom-NvdimmDsm -Family Intel -Function GetSmart -OutputHex $smart
        $it.Status | Should -BeExactly 'Success'
        $it.Decoded.MediaTemperature | Should -Be 23
        $it.Decoded.SparesRemaining | Should -Be 75
        $it.Decoded.DirtyShutdownCount | Should -Be 42
        $it.Generation | Should -BeExactly 'V1.6'
        $field = $it.Fields | Where-Object Name -EQ MediaTemperature
        $field.Offset, $field.Raw, $field.Unit, $field.Valid | Should -Be 16, '7001', "`u{b0}C", $true
    }

    It 'takes <What>' -ForEach @(
        @{ What = 'a text from the pipeline'; Code = { '00000000 2a000000' | ConvertFrom-NvdimmDsm HyperV 2 } }
        @{ What = 'bytes from the pipeline'; Code = { [byte[]](0, 0, 0, 0, 42, 0, 0, 0) | ConvertFrom-NvdimmDsm HyperV 2 } }
        @{ What = 'an array as one object'; Code = { , [byte[]](0, 0, 0, 0, 42, 0, 0, 0) | ConvertFrom-NvdimmDsm HyperV 2 } }
        @{ What = 'an array of numbers'; Code = { ConvertFrom-NvdimmDsm HyperV 2 -OutputBytes 0, 0, 0, 0, 42, 0, 0, 0 } }
        @{ What = 'an object that was JSON'; Code = { '{ "Family": "HyperV", "Function": 2, "OutputBytes": [0,0,0,0,42,0,0,0] }' | ConvertFrom-Json | ConvertFrom-NvdimmDsm } }
        @{ What = 'a file of bytes'; Code = { Set-Content $TestDrive/a.bin -AsByteStream -Value ([byte[]](0, 0, 0, 0, 42, 0, 0, 0)); ConvertFrom-NvdimmDsm HyperV 2 -Path $TestDrive/a.* } }
        @{ What = 'a file from the pipeline'; Code = { 'x' | Out-Null; Set-Content $TestDrive/b.txt '00000000 2a000000'; Get-Item $TestDrive/b.txt | ConvertFrom-NvdimmDsm HyperV 2 } }
        @{ What = 'what Format-Hex-like tools print'; Code = { "00000000: 0000 0000 2a00 0000  ....*...`n" | ConvertFrom-NvdimmDsm HyperV 2 } }
        @{ What = 'what strace prints'; Code = { '"\x00\x00\x00\x00*\x00\x00\x00"' | ConvertFrom-NvdimmDsm HyperV 2 } }
    ) {
        (& $Code).Decoded.DirtyShutdownCount | Should -Be 42
    }

    It 'decodes results, transcripts and what came back from files' {
        $null = Use-Simulator 1x1
        $result = Invoke-NvdimmDsm GetSmart nmem0
        ($result | ConvertFrom-NvdimmDsm).Decoded.MediaTemperature | Should -Be $result.Decoded.MediaTemperature
        $result | Export-Clixml $TestDrive/r.xml
        (Import-Clixml $TestDrive/r.xml | ConvertFrom-NvdimmDsm).Decoded.MediaTemperature | Should -Be $result.Decoded.MediaTemperature
        $result | Select-Object Family, Function, OutputBytes | ConvertTo-Json | Set-Content $TestDrive/r.json
        (Get-Content -Raw $TestDrive/r.json | ConvertFrom-Json | ConvertFrom-NvdimmDsm).Decoded.MediaTemperature | Should -Be $result.Decoded.MediaTemperature
        $result | Format-Custom -View Hex | Out-String -Width 200 | ForEach-Object { $_ -replace '^[\s\S]*? bytes\r?\n' } | ConvertFrom-NvdimmDsm Intel 1 |
            ForEach-Object { $_.Decoded.MediaTemperature } | Should -Be $result.Decoded.MediaTemperature
    }

    It 'keeps its shape through <Way>' -ForEach @(
        @{ Way = 'CLIXML'; Code = { $args[0] | Export-Clixml $TestDrive/p.xml; Import-Clixml $TestDrive/p.xml } }
        @{ Way = 'a job'; Code = { $payload = $args[0]; Start-ThreadJob { $using:payload } | Receive-Job -Wait -AutoRemoveJob } }
    ) {
        $it = & $Code (ConvertFrom-NvdimmDsm Intel GetSmart -OutputHex $smart)
        $it.Decoded.MediaTemperature | Should -Be 23
        ($it.Fields | Where-Object Unit -EQ "`u{b0}C").Count | Should -Be 3
        $it | Out-String | Should -Match 'MediaTemperature +16\+2 +7001 +yes +23 .C'
    }

    It 'warns of a doubt' {
        $null = ConvertFrom-NvdimmDsm HyperV 2 -OutputHex '00000000 2a000000 ff' -WarningVariable warning -WarningAction SilentlyContinue
        "$warning" | Should -Match '1 byte stands behind'
    }

    It 'reports <What>' -ForEach @(
        @{ What = 'an answer that is too short'; Command = { ConvertFrom-NvdimmDsm Intel 1 -OutputHex '00000000' }; Id = 'Nvdimm.Dsm.ShortReply'; Category = 'InvalidResult'; Target = '' }
        @{ What = 'an answer that contradicts itself'; Command = { ConvertFrom-NvdimmDsm Intel 8 -OutputHex '00000000ffff0000' }; Id = 'Nvdimm.Dsm.Contradiction'; Category = 'InvalidResult'; Target = '' }
        @{ What = 'what is no digits'; Command = { ConvertFrom-NvdimmDsm Intel 1 -OutputHex 'hello' }; Id = 'Nvdimm.Decode.Text'; Category = 'InvalidArgument'; Target = 'line 1' }
        @{ What = 'an unknown family'; Command = { ConvertFrom-NvdimmDsm Nope 1 -OutputHex '00' }; Id = 'Nvdimm.Dsm.UnknownFamily'; Category = 'InvalidArgument'; Target = 'Nope' }
        @{ What = 'a family that is not said'; Command = { '00' | ConvertFrom-NvdimmDsm }; Id = 'Nvdimm.Decode.NoFunction'; Category = 'InvalidArgument'; Target = 'the family' }
        @{ What = 'an object without bytes'; Command = { Get-Date | ConvertFrom-NvdimmDsm Intel 1 }; Id = 'Nvdimm.Decode.NoBytes'; Category = 'InvalidArgument'; Target = 'DateTime' }
        @{ What = 'a pattern without files'; Command = { ConvertFrom-NvdimmDsm Intel 1 -Path $TestDrive/none*.bin }; Id = 'Nvdimm.Input.File'; Category = 'ObjectNotFound'; Target = '*' }
        @{ What = 'an unknown version'; Command = { ConvertFrom-NvdimmDsm Intel 1 -OutputHex $smart -Generation V7 }; Id = 'Nvdimm.Dsm.UnknownGeneration'; Category = 'InvalidArgument'; Target = 'V7' }
    ) {
        $failure = @(Get-Failure $Command)
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike "$Id,*"
        "$($failure[0].CategoryInfo.Category)" | Should -BeExactly $Category
        "$($failure[0].TargetObject)" | Should -BeLike "*$Target"
        $failure[0].ErrorDetails.RecommendedAction | Should -Not -BeNullOrEmpty
    }
}

Describe 'ConvertTo-NvdimmDsm' {
    It 'is the inverse' {
        $it = ConvertTo-NvdimmDsm Intel InjectError @{ MediaTemperature = -12.5; FatalErrorEnable = 'Enable' }
        $back = ConvertFrom-NvdimmDsm Intel InjectError -InputHex $it.Hex
        $back.Decoded.MediaTemperature | Should -Be -12.5
        $back.Decoded.ValidFlags | Should -Be 'MediaTemperature', 'FatalError'
    }

    It 'makes what Invoke-NvdimmDsm sends' {
        $null = Use-Simulator 1x1
        (ConvertTo-NvdimmDsm Intel SetSmartThreshold @{ MediaTemperature = 71 } | Invoke-NvdimmDsm -Dimm nmem0).Status | Should -BeExactly 'Success'
        (Invoke-NvdimmDsm GetSmartThreshold nmem0).Decoded.MediaTemperature | Should -Be 71
    }

    It 'makes answers' {
        (ConvertTo-NvdimmDsm Msft GetNvdimmNHealth @{ Temperature = 40; NvmLifetime = $null } -Reply).Hex | Should -BeExactly '00000000000028000000000000'
        (ConvertTo-NvdimmDsm Intel GetSmart @{ MediaTemperature = 40 } -Reply | ForEach-Object Decoded).ValidFlags | Should -Be 'MediaTemperature'
    }

    It 'takes a passphrase as a secret and shows it nowhere' {
        $secret = [securestring]::new()
        'correct horse battery'.ToCharArray() | ForEach-Object { $secret.AppendChar($_) }
        foreach ($given in $secret, [pscredential]::new('dimm', $secret)) {
            $it = ConvertTo-NvdimmDsm Intel UnlockUnit @{ CurrentPassphrase = $given }
            [System.Text.Encoding]::UTF8.GetString($it.GetBytes()).TrimEnd("`0") | Should -BeExactly 'correct horse battery'
            $it.Hex | Should -BeExactly ('x' * 64)
            $it | Export-Clixml $TestDrive/secret.xml
            $shown = @(
                $it | Out-String
                $it | Format-List * | Out-String -Width 500
                $it | Format-Custom -Depth 4 | Out-String -Width 500
                $it | ConvertTo-Json -Depth 5
                $it | ConvertTo-Csv
                $it.Fields | Format-List * | Out-String -Width 500
                "$($it.Decoded) $($it.Bytes) $($it.InputBytes)"
                Get-Content -Raw $TestDrive/secret.xml
            ) -join "`n"
            # Letters, digits, numbers of a list (as in JSON), base64 (as in CLIXML).
            $shown | Should -Not -Match 'correct|636f7272|99,\s*111,\s*114|Y29ycmVj'
        }
    }

    It 'makes a passphrase that can be sent, and hides it on the way' {
        $null = Use-Simulator 1x1
        $secret = [System.Net.NetworkCredential]::new('', 'correct horse battery').SecurePassword
        $made = ConvertTo-NvdimmDsm Intel SetPassphrase @{ NewPassphrase = $secret }
        $lines = $made | Invoke-NvdimmDsm -Dimm nmem0 -AllowSensitive -Force -AllowInUse -Verbose 4>&1
        ($lines | Where-Object { $_ -is [NvdimmPS.DsmResult] }).Status | Should -BeExactly 'Success'
        $verbose = @($lines | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] })
        $verbose.Count | Should -BeGreaterThan 0
        $verbose[0].InvocationInfo.BoundParameters['InputBytes'] | Should -BeExactly '(not repeated)'
        $it = ConvertTo-NvdimmDsm Intel DisablePassphrase @{ CurrentPassphrase = $secret }
        $argument = @{ CurrentPassphrase = $it.GetBytes() }
        $lines = Invoke-NvdimmDsm DisablePassphrase nmem0 -Argument $argument -AllowSensitive -Force -AllowInUse -Verbose 4>&1
        $lines | ForEach-Object { $_.InvocationInfo.BoundParameters } | ConvertTo-Json -Depth 4 | Should -Not -Match '99,\s*111,\s*114'
        (Get-NvdimmSimulator).Dimms[0].Security | Should -Be 'Disabled'
    }

    It 'repeats nothing of what was given for bytes and is none' {
        $null = Use-Simulator 1x1
        $commands = @(
            { Invoke-NvdimmDsm UnlockUnit nmem0 -InputBytes 'correct horse' }
            { ConvertFrom-NvdimmDsm Intel UnlockUnit -InputBytes 'correct horse' }
            { ConvertTo-NvdimmDsm Intel UnlockUnit @{ 'correct horse' = 1 } }
        )
        foreach ($command in $commands) {
            $failure = @(try { & $command 2>&1 } catch { $_ })
            $failure.Count | Should -Be 1
            $said = $failure | ForEach-Object { $_, $_.Exception, $_.ErrorDetails, $_.TargetObject, $_.CategoryInfo }
            "$said" | Should -Not -Match 'correct|horse'
        }
    }

    It 'names the field, its limits and its unit' {
        $failure = @(Get-Failure { ConvertTo-NvdimmDsm Intel SetSmartThreshold @{ SparesRemaining = 100 } })
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Dsm.OutOfRange,*'
        "$failure" | Should -Match 'SparesRemaining .* range is 1 to 99 %'
    }
}

Describe 'What a call would change' {
    It 'is old beside new' {
        $simulator = Use-Simulator 1x1
        $it = Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument @{ MediaTemperature = 70 } -WhatIf
        $change = $it.Changes | Where-Object Field -EQ MediaTemperature
        $change.Old, $change.New, $change.Differs | Should -Be "82 `u{b0}C", "70 `u{b0}C", $true
        $it | Out-String | Should -Match 'MediaTemperature: 82 .C -> 70 .C'
        $simulator.Transcript.FunctionName | Should -Be 'GetSmartThreshold'
    }

    It 'is asked of the effect log for a vendor opcode' {
        $simulator = Use-Simulator 1x1
        (Invoke-NvdimmDsm PassThrough nmem0 -Argument @{ Opcode = 1 }).Status | Should -Be Success # only reads, by the table and by the log
        $verbose = Invoke-NvdimmDsm PassThrough nmem0 -Argument @{ Opcode = 0xF05 } -Force -AllowInUse -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$verbose" | Should -Match 'counts as destructive: .*ImmediateDataChange'
        @(Get-Failure { Invoke-NvdimmDsm PassThrough nmem0 -Argument @{ Opcode = 0x203 } -Force -AllowInUse })[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Dsm.Sensitive,*'
        $simulator.Transcript.FunctionName | Should -Contain 'GetCommandEffectLog'
    }
}
