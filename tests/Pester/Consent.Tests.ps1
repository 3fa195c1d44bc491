# Run without a user: this whole file must never wait for an answer.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
    $simulator.DisableRegion('region0')
    $script:label = @{ Offset = 0; Data = '01020304' }

    # A session whose host answers every question, or cannot be asked.
    function Invoke-Asked([string] $Script, [string] $Answer) {
        $pwsh = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
        $file = Join-Path $TestDrive 'asked.ps1'
        Set-Content $file "`$PSStyle.OutputRendering = 'PlainText'; Import-Module '$modulePath'; `$s = New-NvdimmSimulator; `$s.DisableRegion('region0'); $Script"
        $Answer | & $pwsh -NoProfile -File $file 2>&1 | Out-String
    }
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Consent' {
    It 'is not needed for reading' {
        Get-NvdimmDsmFunction -Dimm nmem0 | Where-Object { $_.Offered -and $_.Danger -eq 'Read' -and $_.InputSize -eq '0' -and -not $_.Sensitive } | Invoke-NvdimmDsm | Should -Not -BeNullOrEmpty
    }

    It 'is asked for when -Confirm is given, even for reading' {
        Invoke-Asked 'Invoke-NvdimmDsm 1 nmem0 -Confirm' 'n' | Should -Match 'Send Intel 1 GetSmart'
    }

    It 'follows $ConfirmPreference for writing' {
        (Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument @{ MediaTemperature = 80 }).Status | Should -BeExactly 'Success'
        $asked = Invoke-Asked '$ConfirmPreference = "Medium"; Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument @{ MediaTemperature = 80 }; "writes: $(@($s.Transcript | Where-Object Function -EQ 17).Count)"' 'n'
        $asked | Should -Match 'Performing the operation "Send Intel 17 SetSmartThreshold" on target "nmem0"'
        $asked | Should -Match 'writes: 0'
    }

    It 'is needed for what can lose data: <What>' -ForEach @(
        @{ What = 'a destructive function'; Command = { Invoke-NvdimmDsm SetNamespaceLabelData nmem0 -Argument $label } }
        @{ What = 'a destructive command'; Command = { Invoke-NvdimmCommand set_data nmem0 -Argument $label } }
        @{ What = 'an unknown function'; Command = { Invoke-NvdimmDsm 3 -Bus ndbus0 -Family IntelBus -AllowInUse } }
        @{ What = 'a sensitive function that is allowed'; Command = { Invoke-NvdimmDsm FreezeLock nmem0 -AllowSensitive } }
    ) {
        $before = $simulator.Transcript.Count
        $failure = @(Get-Failure $Command)
        $failure.Count | Should -Be 1
        $failure[0].FullyQualifiedErrorId | Should -BeLike 'Nvdimm.Dsm.NotConfirmed,*'
        "$($failure[0].CategoryInfo.Category)" | Should -Be InvalidOperation
        "$failure" | Should -Match 'not interactive'
        $failure[0].ErrorDetails.RecommendedAction | Should -Match '-Force'
        $simulator.Transcript.Count | Should -Be $before
    }

    It 'is given by <Switch>' -ForEach @(@{ Switch = '-Force'; Given = @{ Force = $true } }, @{ Switch = '-Confirm:$false'; Given = @{ Confirm = $false } }) {
        (Invoke-NvdimmDsm SetNamespaceLabelData nmem0 -Argument $label @Given).Status | Should -BeExactly 'Success'
        (Invoke-NvdimmCommand set_data nmem0 -Argument $label @Given).Status | Should -BeExactly 'Success'
    }

    It 'asks a person, who can say <Answer>' -ForEach @(@{ Answer = 'y'; Sent = 1 }, @{ Answer = 'n'; Sent = 0 }, @{ Answer = 'a'; Sent = 2 }, @{ Answer = 'l'; Sent = 0 }) {
        $answers = $Answer -in 'a', 'l' ? $Answer : "$Answer`nn"
        $asked = Invoke-Asked 'Invoke-NvdimmDsm SetNamespaceLabelData nmem0, nmem1 -Argument @{ Offset = 0; Data = "01" }; "sent: $($s.Transcript.Count)"' $answers
        $asked | Should -Match 'it can lose data'
        $asked | Should -Match "sent: $Sent"
    }

    It 'asks once when -Confirm is given' {
        $asked = Invoke-Asked 'Invoke-NvdimmDsm SetNamespaceLabelData nmem0 -Argument @{ Offset = 0; Data = "01" } -Confirm; "sent: $($s.Transcript.Count)"' 'y'
        $asked | Should -Match 'sent: 1'
        $asked | Should -Not -Match 'it can lose data'
    }
}

Describe 'Sensitive functions' {
    It 'are refused: <_>' -ForEach @('GetSecurityState', 'SetPassphrase', 'FreezeLock', 'SecureErase', 'Overwrite', 'SetFirmwareActivationArmState', '24') {
        $before = $simulator.Transcript.Count
        Assert-Failure (Get-Failure { Invoke-NvdimmDsm $_ nmem0 -Force -AllowInUse -InputBytes ([byte[]]::new(32)) }) Nvdimm.Dsm.Sensitive SecurityError nmem0 'security'
        $simulator.Transcript.Count | Should -Be $before
    }

    It 'are refused on a bus too' {
        Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetFirmwareActivationInfo -Bus ndbus0 -Family IntelBus }) Nvdimm.Dsm.Sensitive SecurityError ndbus0
    }

    It 'are sent when allowed and confirmed, and the input is not kept' {
        $result = Invoke-NvdimmDsm GetSecurityState nmem0 -AllowSensitive -Force -AllowInUse
        $result.Status | Should -BeExactly 'Success'
        (Invoke-NvdimmDsm SetPassphrase nmem0 -AllowSensitive -Force -AllowInUse -InputHex (('00' * 32) + ('5a' * 32))).InputBytes | Should -BeNullOrEmpty
    }
}

Describe '-WhatIf' {
    It 'explains and changes nothing' {
        $before = $simulator.Transcript.Count
        $explanation = Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument @{ MediaTemperature = 85 } -WhatIf
        $explanation.GetType().Name | Should -Be 'DsmExplanation'
        $explanation.Danger | Should -BeExactly 'Write'
        $explanation.Length | Should -Be 75
        ($explanation.Rows | Where-Object Field -EQ MediaTemperature).Value | Should -BeExactly "85 `u{B0}C"
        ($explanation.Rows | Where-Object Field -EQ nd_command).Bytes | Should -BeExactly '1100000000000000'
        ($simulator.Transcript | Select-Object -Skip $before).FunctionName | Should -Be 'GetSmartThreshold' -Because 'the values of now are read'
    }

    It 'needs no device' {
        $explanation = Invoke-NvdimmDsm GetSmart nmem99 -WhatIf
        $explanation.Target | Should -BeExactly 'nmem99'
        $explanation.Family | Should -BeExactly 'Intel'
        "$($explanation.Notes)" | Should -Match "no DIMM 'nmem99'"
        (Invoke-NvdimmDsm 11 nmem99 -Family Msft -WhatIf).FunctionName | Should -BeExactly 'GetNvdimmNHealth'
        (Invoke-NvdimmDsm 1 -Bus ndbus9 -Argument @{ Address = 0; Length = 1 } -WhatIf).Family | Should -BeExactly 'NfitBus'
        "$((Invoke-NvdimmDsm 1 zz* -WhatIf).Notes)" | Should -Match 'nmem0 as an example'
    }

    It 'explains one call a DIMM' {
        (Invoke-NvdimmDsm GetSmart nmem[0-2] -WhatIf).Target | Should -Be nmem0, nmem1, nmem2
    }

    It 'explains the legacy route' {
        (Invoke-NvdimmDsm GetSmart nmem0 -Route Legacy -WhatIf).Request | Should -BeExactly '0xC0844E01'
    }

    It 'explains what would be refused' {
        (Invoke-NvdimmDsm Overwrite nmem0 -InputBytes ([byte[]]::new(32)) -WhatIf).Sensitive | Should -BeTrue
    }

    It 'checks the input first' {
        Assert-Failure (Get-Failure { Invoke-NvdimmDsm 5 nmem99 -InputHex '00' -WhatIf }) Nvdimm.Input.Size InvalidArgument nmem99
    }

    It 'follows $WhatIfPreference for what changes something, and -WhatIf:$false overrides it' {
        $cold = @{ Function = 'SetSmartThreshold'; Dimm = 'nmem0'; Argument = @{ MediaTemperature = 80 } }
        & { $WhatIfPreference = $true; (Invoke-NvdimmDsm @cold).GetType().Name } | Should -Be 'DsmExplanation'
        & { $WhatIfPreference = $true; (Invoke-NvdimmDsm @cold -WhatIf:$false).GetType().Name } | Should -Be 'DsmResult'
        & { $WhatIfPreference = $true; (Invoke-NvdimmDsm GetSmart nmem0).GetType().Name } | Should -Be 'DsmResult'
        & { $WhatIfPreference = $true; (Invoke-NvdimmDsm GetSmart nmem0 -WhatIf).GetType().Name } | Should -Be 'DsmExplanation'
    }

    It 'turns no read into an explanation by a default of the session' {
        $PSDefaultParameterValues = @{ '*:WhatIf' = $true }
        (Invoke-NvdimmDsm GetSmart nmem0).GetType().Name | Should -Be 'DsmResult'
        (Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument @{ MediaTemperature = 80 }).GetType().Name | Should -Be 'DsmExplanation'
    }

    It 'starts and removes no simulator' {
        New-NvdimmSimulator -Force -WhatIf | Should -BeNullOrEmpty
        Remove-NvdimmSimulator -WhatIf
        (Get-NvdimmSimulator).Active | Should -BeTrue
    }
}
