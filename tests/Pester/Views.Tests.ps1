BeforeDiscovery {
    . $PSScriptRoot/Common.ps1
    # What explains at length needs the width: fields, an explanation, an update.
    $script:tables = ([xml] (Get-Content -Raw (Join-Path $modulePath 'NvdimmPS.Format.ps1xml'))).SelectNodes('//View[TableControl]') |
        Where-Object Name -NotIn FieldInfo, ExplanationRow, FirmwareUpdate | ForEach-Object {
            $columns = @($_.TableControl.TableHeaders.TableColumnHeader | ForEach-Object { @{ Label = "$($_.Label)".Length; Width = [int] "0$($_.Width)" } })
            $widths = $columns | ForEach-Object { [math]::Max($_.Label, $_.Width) }
            @{ Name = $_.Name; Needed = ($widths | Select-Object -SkipLast 1 | Measure-Object -Sum).Sum + $columns.Count - 1 + $columns[-1].Label }
        }
}

BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6

    function Get-Rendered([object] $Item, [int] $Width = 120) {
        $Item | Out-String -Width $Width
    }
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Tables' {
    It '<Command>' -ForEach @(
        @{ Command = { Get-NvdimmBus }; Says = '(?m)^ndbus0 +ACPI\.NFIT +ndctl0 +idle +12 +2 ars_cap' }
        @{ Command = { Get-NvdimmDevice nmem7 }; Says = '(?m)^nmem7 +ndbus0 +0x1011 Intel +active +disabled +0x0000136b\s*$' }
        @{ Command = { Get-NvdimmRegion region0 }; Says = '(?m)^region0 +pmem +756 GiB +0 bytes True +nmem0 nmem1' }
        @{ Command = { Get-NvdimmNamespace 0.0 }; Says = '(?m)^namespace0\.0 +fsdax +744\.19 GiB True +pmem0 +/mnt/pmem0' }
        @{ Command = { Invoke-NvdimmDsm 1 nmem0 | Format-Table }; Says = '(?m)^nmem0 +1 GetSmart +Success +\d+\.\d\d HealthState Normal, SparesRemaining 100 %' }
        @{ Command = { Invoke-NvdimmDsm 1 nmem0 -Raw | Format-Table }; Says = '(?m)^nmem0 +1 GetSmart +Success +\d+\.\d\d 000000007f' }
        @{ Command = { (Invoke-NvdimmDsm 1 nmem0).Fields }; Says = "(?m)^MediaTemperature +33 +`u{B0}C +16 1002" }
        @{ Command = { Get-NvdimmDsmFunction -Dimm nmem0 -Function GetSmart }; Says = '(?s)Family: Intel \(nmem0\).*1 GetSmart +Read +False +True' }
        @{ Command = { Get-NvdimmDsmFunction Intel Overwrite }; Says = '(?m)^ +25 Overwrite +Destructive True' }
        @{ Command = { (Get-NvdimmDsmFunction Intel 5).InputFields }; Says = '(?m)^ +4 +4 Length +Unsigned +bytes +How much' }
        @{ Command = { Compare-NvdimmRoute nmem0 }; Says = '(?m)^nmem0 +1 GetSmart +Equal\s*$' }
        @{ Command = { Get-NvdimmSimulator }; Says = '(?m)^2x6 +True +12 +2 +0 +\d+ ' }
        @{ Command = { (Get-NvdimmSimulator).Dimm('nmem0') }; Says = '(?m)^nmem0 +0x1 Normal +True +33 +100\s*$' }
        @{ Command = { (Get-NvdimmSimulator).Bus('ndbus0') }; Says = '(?m)^ndbus0 +ACPI\.NFIT +12 +2 False' }
        @{ Command = { (Get-NvdimmSimulator).Region('region0') }; Says = '(?m)^region0 +0x[0-9a-f]+ +756 GiB True +nmem0 nmem1' }
        @{ Command = { (Get-NvdimmSimulator).Transcript[0] }; Says = '(?m)^ +1 \d\d:\d\d:\d\d\.\d{3} nmem0 +Call +1 GetSmart +0' }
    ) {
        Get-Rendered (& $Command) | Should -Match $Says
    }

    It 'fits in a window of 80 columns: <Name>' -ForEach $tables { $Needed | Should -BeLessOrEqual 80 }

    It 'shows a fault' {
        Get-Rendered $simulator.AddFault(@{ Target = 'nmem11'; Function = 2; Status = 5; Count = 3 }) | Should -Match '(?m)^nmem11 +2 Status +0x5 +00:00:00 +3'
        $simulator.ClearFaults()
    }
}

Describe 'An answer' {
    It 'is a header and its fields, one a line' {
        $text = Get-Rendered (Invoke-NvdimmDsm 1 nmem0)
        $text | Should -Match '(?m)^nmem0: Intel 1 GetSmart, Success, 132 bytes by route Call in [\d.]+ ms$'
        $text | Should -Match "(?m)^  MediaTemperature +: 33 `u{B0}C"
        $text | Should -Match '(?m)^  PmicTemperature +: \(not reported'
    }

    It 'is a dump where it is not decoded' {
        Get-Rendered (Invoke-NvdimmDsm 1 nmem0 -Raw) | Should -Match '(?m)^  000 00 00 00 00 7f 0e'
    }

    It 'shows its fields behind objects of another type too' {
        Get-Rendered (& { Get-NvdimmBus; Invoke-NvdimmDsm 1 nmem0 }) | Should -Match '(?m)^Decoded +: HealthState'
        Get-Rendered (& { Get-NvdimmBus; Invoke-NvdimmDsm 1 nmem0 }) | Should -Match '(?m)^ +MediaTemperature +: 33'
        Get-Rendered (& { Get-NvdimmBus; Invoke-NvdimmDsm 1 nmem0 -WhatIf }) | Should -Match 'nd_command +1 '
    }
}

Describe 'Lists' {
    It 'shows a result decoded and dumped, within 80 columns' {
        $text = Get-Rendered (Invoke-NvdimmDsm 1 nmem0 | Format-List) 80
        $text | Should -Match '(?m)^Function : 1 \(GetSmart\)'
        $text | Should -Match "(?m)MediaTemperature +: 33 `u{B0}C"
        $text | Should -Match '(?m)PmicTemperature +: \(not reported'
        $text | Should -Match '(?m)^Output   : 000 00 00 00 00 7f 0e 00 00  00 00 00 00 00 64 02 00 \.\.\.\.\.\.\.\.\.\.\.\.\.d\.\.\s*$'
    }

    It 'shows records below their field' {
        Get-Rendered (Invoke-NvdimmDsm GetCommandEffectLog nmem0 | Format-List) | Should -Match '(?s)Entries +: \d+ records\s+- Opcode \d+, Effects'
    }

    It 'says when an answer was cut off' {
        Get-Rendered (Invoke-NvdimmDsm 1 nmem0 -OutputSize 20 | Format-List) | Should -Match 'cut off: the firmware had 132'
    }

    It 'shows a DIMM''s place and every attribute' {
        $text = Get-Rendered (Get-NvdimmDevice nmem7 | Format-List)
        $text | Should -Match 'node 0, socket 1, controller 0, channel 1, slot 1'
        $text | Should -Match '(?m)^DsmMask +: 0x'
    }

    It 'shows a layout' {
        Get-Rendered (Get-NvdimmDsmFunction Intel SetSmartThreshold | Format-List) | Should -Match '2\+1  SparesRemaining  Unsigned in %  1 to 99'
    }

    It 'shows a request of the transcript with its bytes' {
        $null = Invoke-NvdimmDsm 1 nmem0
        Get-Rendered ((Get-NvdimmSimulator).Transcript[-1] | Format-List) | Should -Match '(?m)^Sent +: 000? '
    }
}

Describe 'At 80 columns' {
    BeforeAll {
        $script:sick = Use-Simulator 2x6
        $sick.Dimm('nmem1').HealthState = 'NonCritical'
        $sick.Dimm('nmem2').HealthState = 'Fatal'
        $sick.Dimm('nmem3').LastShutdownDirty = $true
        $script:healthy = Get-NvdimmHealth nmem0
        $sick.Dimm('nmem0').HealthState = 'Fatal'
    }

    AfterAll { $script:simulator = Use-Simulator 2x6 }

    # The words of both widths, in order, are the same when no word is broken; a word that was shortened would end in an ellipsis.
    It 'breaks no word: <Command>' -ForEach @(
        @{ Command = { Test-NvdimmHealth -InformationAction Ignore } }
        @{ Command = { Get-NvdimmHealth } }
        @{ Command = { Compare-NvdimmHealth nmem0 -Baseline $healthy } }
        @{ Command = { Get-NvdimmFindingKind } }
        @{ Command = { Test-NvdimmFirmware -Baseline 9.9.9.9 } }
        @{ Command = { Invoke-NvdimmDsm 2 nmem0 | Format-List } }
        @{ Command = { (Invoke-NvdimmDsm 2 nmem0 -WhatIf).Text } }
        @{ Command = { Invoke-NvdimmDsm 17 nmem0 -Argument @{ MediaTemperature = 80 } -WhatIf } }
        @{ Command = { Get-NvdimmDsmFunction Intel 1 | Format-List } }
    ) {
        foreach ($culture in '', 'en-US', 'ja-JP') {
            $before = [cultureinfo]::CurrentCulture
            [cultureinfo]::CurrentCulture = $culture
            try {
                $objects = & $Command
                $narrow, $wide = 80, 400 | ForEach-Object { Get-Rendered $objects $_ }
            } finally {
                [cultureinfo]::CurrentCulture = $before
            }
            $narrow -split '\r?\n' | Where-Object Length -GT 80 | Should -BeNullOrEmpty
            $narrow | Should -Not -Match '\u2026 *(\r?\n|$)' -Because 'what matters is not shortened'
            $known = [System.Collections.Generic.HashSet[string]] ($wide -split '[\s-]+')
            $narrow -split '[\s-]+' | Where-Object { -not $known.Contains($_) } | Should -BeNullOrEmpty -Because "culture '$culture': $narrow"
        }
    }

    It 'has status, reason and DIMM' {
        $text = Get-Rendered (Get-NvdimmHealth nmem2) 80
        $text | Should -Match '(?m)^nmem2 +Unhealthy .*LostDataPersistence'
        $text | Should -Match 'Media \(\u00b0C\) +Life \(%\)'
        Get-Rendered (Get-NvdimmThreshold nmem0) 80 | Should -Match '(?m)^nmem0 +82 \u00b0C +98 \u00b0C +50 %'
    }

    It 'shows smart_notify as no alarm, and what is one' {
        $null = Use-Simulator 1x2
        $shown = Get-NvdimmDevice nmem0
        $shown.Flags | Should -Contain smart_notify
        Get-Rendered $shown 80 | Should -Not -Match smart_notify
        (Get-NvdimmSimulator).Dimm('nmem0').NotArmed = $true
        Get-Rendered (Get-NvdimmDevice nmem0) 80 | Should -Match '(?m)^nmem0 .* not_armed\s*$'
    }
}

Describe 'Colour' {
    BeforeAll {
        $script:simulator = Use-Simulator 2x6
        $simulator.Dimm('nmem1').HealthState = 'NonCritical'
        $simulator.Dimm('nmem2').HealthState = 'Fatal'
    }

    AfterAll { $PSStyle.OutputRendering = 'PlainText' }

    It 'is that of warnings and errors' {
        $PSStyle.OutputRendering = 'Ansi'
        $text = Get-Rendered (Get-NvdimmHealth nmem[0-2]) 80
        $text.Contains("$($PSStyle.Formatting.Warning)Warning$($PSStyle.Reset)") | Should -BeTrue
        $text.Contains("$($PSStyle.Formatting.Error)Unhealthy$($PSStyle.Reset)") | Should -BeTrue
        $text.Contains("$($PSStyle.Formatting.Warning)Healthy") | Should -BeFalse
        (Get-Rendered (Test-NvdimmHealth -InformationAction Ignore) 80).Contains("$($PSStyle.Formatting.Error)Critical") | Should -BeTrue
    }

    It 'is not there in plain text' {
        $PSStyle.OutputRendering = 'PlainText'
        Get-Rendered (Get-NvdimmHealth nmem[0-2]) 80 | Should -Not -Match "`e"
    }

    It 'is not there where output is redirected' {
        $pwsh = Join-Path $PSHOME ($IsWindows ? 'pwsh.exe' : 'pwsh')
        $before = $env:NO_COLOR
        $env:NO_COLOR = $null
        try {
            $text = & $pwsh -NoProfile -NonInteractive -Command "Import-Module '$modulePath'; (New-NvdimmSimulator 1x2).Dimm('nmem0').HealthState = 'Fatal'; Get-NvdimmHealth; Test-NvdimmHealth" | Out-String
        } finally {
            $env:NO_COLOR = $before
        }
        # PowerShell colours the headers there all the same.
        $text | Should -Match '(?m)^nmem0 +Unhealthy +\d'
    }
}

Describe 'The Hex view' {
    It 'of Format-<Shape>' -ForEach @(
        @{ Shape = 'Table'; Format = { $_ | Format-Table -View Hex } }
        @{ Shape = 'List'; Format = { $_ | Format-List -View Hex } }
        @{ Shape = 'Custom'; Format = { $_ | Format-Custom -View Hex } }
    ) {
        $text = Get-Rendered (Invoke-NvdimmDsm 1 nmem0 | ForEach-Object $Format)
        $text | Should -Match '000 00 00 00 00 7f 0e 00 00  00 00 00 00 00 64 02 00'
        $text | Should -Match '080 00 00 00 00'
    }
}

Describe 'An explanation' {
    It 'is a header, the buffer field by field, and notes' {
        $text = Get-Rendered (Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument @{ MediaTemperature = 85 } -WhatIf)
        $text | Should -Match '(?m)^What would be sent to nmem0: Intel 17 SetSmartThreshold'
        $text | Should -Match '(?m)^Danger Write\. Ioctl cmd_call 0xC0404E0A'
        $text | Should -Match '(?m)^  8\+8 +1100000000000000 +nd_command +17 '
        $text | Should -Match "(?m)^  67\+2 +5005 +MediaTemperature +85 `u{B0}C"
        $text | Should -Match '(?m)^\* Changes settings'
    }

    It 'hides a secret' {
        Get-Rendered (Invoke-NvdimmDsm SetPassphrase nmem0 -InputHex ('5a' * 64) -WhatIf) | Should -Match "64\+32 +`u{2026} +CurrentPassphrase +\(32 secret bytes\)"
    }

    It 'has rows of its own' {
        Get-Rendered ((Invoke-NvdimmDsm 1 nmem0 -WhatIf).Rows) | Should -Match '(?m)^Package +8 +8 0100000000000000 +nd_command'
    }
}

Describe 'Objects from elsewhere' {
    It 'look the same' {
        $file = Join-Path $TestDrive 'result.xml'
        Invoke-NvdimmDsm 1 nmem0 | Export-Clixml $file
        Get-Rendered (Import-Clixml $file) | Should -Match '(?m)^  HealthState +: Normal'
        Get-Rendered (Import-Clixml $file | Format-Table) | Should -Match 'HealthState Normal'
        Get-Rendered (Import-Clixml $file | Format-List) | Should -Match "(?m)MediaTemperature +: 33 `u{B0}C"
        Get-NvdimmDevice nmem0 | Export-Clixml $file
        Get-Rendered (Import-Clixml $file) | Should -Match '(?m)^nmem0 +ndbus0 +0x1 Intel'
    }
}

Describe 'Foreign text' {
    BeforeAll {
        # One of each kind of what steers a terminal, hides or reorders; the ends of lines apart.
        $script:hostile = "n`e]0;owned`a`e[31m`u{9B}2J`u{202E}evil`u{2066}`u{200B}`u{2028}`u{AD}`u{E000}`u{E0041}!"
        $script:bad = '[\p{Cc}\p{Cf}\p{Co}\p{Zl}\p{Zp}-[\r\n\t]]'
        $script:format = [xml] (Get-Content -Raw (Join-Path $modulePath 'NvdimmPS.Format.ps1xml'))
    }

    It 'goes through one place in every view' {
        $format.SelectNodes('//PropertyName') | Should -BeNullOrEmpty
        $shown = $format.SelectNodes('//TableColumnItem/ScriptBlock | //ListItem/ScriptBlock | //ExpressionBinding/ScriptBlock | //GroupBy/ScriptBlock')
        $shown.Count | Should -BeGreaterThan 200
        @($shown.InnerText | Where-Object { $_ -notlike '`[NvdimmPS.Shell.Output.ViewText`]::Show(*)' -and $_ -notlike '`[NvdimmPS.Shell.Output.ViewText`]::Status(*, $PSStyle)' }) | Should -BeNullOrEmpty
    }

    It 'steers no terminal in any view of an object that came from elsewhere' {
        foreach ($view in $format.Configuration.ViewDefinitions.View) {
            $names = [regex]::Matches($view.InnerXml, '\$_\.(\w+)').ForEach({ $_.Groups[1].Value }) + 'Name' | Sort-Object -Unique
            $item = [pscustomobject] @{}
            foreach ($name in $names) {
                $item | Add-Member -NotePropertyName $name -NotePropertyValue $(if ($name -in 'Reason', 'Flags', 'Commands', 'Hosts') { , @($hostile, 'x') } else { $hostile })
            }
            $item.PSObject.TypeNames.Insert(0, "Deserialized.$(@($view.ViewSelectedBy.TypeName)[0])")
            foreach ($command in 'Format-Table', 'Format-List', 'Format-Custom') {
                $text = & { $item | & $command | Out-String -Width 200 } 2>$null
                # A view that has no such form shows the object as PowerShell does, which is not ours.
                $control = @{ 'Format-Table' = 'TableControl'; 'Format-List' = 'ListControl'; 'Format-Custom' = 'CustomControl' }[$command]
                $has = $format.SelectNodes("//View[ViewSelectedBy/TypeName='$(@($view.ViewSelectedBy.TypeName)[0])']/$control").Count
                if ($has) {
                    $text | Should -Not -Match $bad -Because "$command of $(@($view.ViewSelectedBy.TypeName)[0])"
                }
            }
        }
    }
}
