BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Get-NvdimmDsmFunction' {
    It 'lists a family without hardware' {
        $all = Get-NvdimmDsmFunction -Family Intel
        $all.Count | Should -BeGreaterThan 25
        $all[0].Function | Should -Be 1
        $all[0].FunctionName | Should -BeExactly 'GetSmart'
        $all[0].Danger | Should -BeExactly 'Read'
        $all[0].OutputSize | Should -BeExactly '132'
        $all[0].LegacyCommand | Should -BeExactly 'smart'
        $all[0].Offered | Should -BeNullOrEmpty
        $all | ForEach-Object { $_.Reference | Should -Not -BeNullOrEmpty }
    }

    It 'takes families by <Given>' -ForEach @(
        @{ Given = 'name'; Family = 'msft'; Names = 'Msft' }
        @{ Given = 'number'; Family = 3; Names = 'Msft' }
        @{ Given = 'pattern'; Family = 'hpe*'; Names = 'Hpe1', 'Hpe2' }
        @{ Given = 'the name of a bus family'; Family = 'NfitBus'; Names = 'NfitBus' }
    ) {
        (Get-NvdimmDsmFunction -Family $Family).Family | Select-Object -Unique | Should -Be $Names
    }

    It 'lists every family when nothing is said' {
        (Get-NvdimmDsmFunction).Family | Select-Object -Unique | Should -Contain 'Papr'
    }

    It 'finds functions by name, pattern and number' {
        (Get-NvdimmDsmFunction Intel GetSmart).Function | Should -Be 1
        (Get-NvdimmDsmFunction Intel *passphrase*).Count | Should -BeGreaterThan 3
        (Get-NvdimmDsmFunction Intel 0x11).FunctionName | Should -BeExactly 'SetSmartThreshold'
        (Get-NvdimmDsmFunction -Function GetSmart).Family | Should -Be 'Intel', 'Hpe1', 'Hpe2'
    }

    It 'shows the layout' {
        $function = Get-NvdimmDsmFunction Intel SetSmartThreshold
        $function.InputFields.Name | Should -Be 'AlarmControl', 'SparesRemaining', 'MediaTemperature', 'ControllerTemperature'
        ($function.InputFields | Where-Object Name -EQ SparesRemaining).Maximum | Should -Be 99
    }

    It 'says what a DIMM offers' {
        $functions = Get-NvdimmDsmFunction -Dimm nmem0
        ($functions | Where-Object FunctionName -EQ GetSmart).Offered | Should -BeTrue
        ($functions | Where-Object FunctionName -EQ GetSmart).Routes | Should -Be 'Call', 'Legacy'
        $functions[0].Dimm | Should -BeExactly 'nmem0'
        (Get-NvdimmDevice nmem1 | Get-NvdimmDsmFunction -Function 1).Dimm | Should -BeExactly 'nmem1'
        $simulator.Transcript | Should -BeNullOrEmpty
    }

    It 'says what a bus offers, of both bus families' {
        (Get-NvdimmDsmFunction -Bus ndbus0).Family | Select-Object -Unique | Should -Be 'NfitBus', 'IntelBus'
        (Get-NvdimmBus | Get-NvdimmDsmFunction -Function TranslateSpa).Bus | Should -BeExactly 'ndbus0'
    }

    It 'can be piped on into a call' {
        $results = Get-NvdimmDsmFunction -Dimm nmem0 | Where-Object { $_.Offered -and $_.Danger -eq 'Read' -and -not $_.Sensitive -and $_.InputSize -eq '0' } | Invoke-NvdimmDsm
        $results.Count | Should -BeGreaterThan 5
        $results.Status | Select-Object -Unique | Should -Be 'Success'
    }

    It 'reports <What>' -ForEach @(
        @{ What = 'an unknown family'; Command = { Get-NvdimmDsmFunction -Family Nope }; Id = 'Nvdimm.Dsm.UnknownFamily'; Target = 'Nope' }
        @{ What = 'an unknown function'; Command = { Get-NvdimmDsmFunction -Family Intel -Function Nope }; Id = 'Nvdimm.Dsm.UnknownFunction'; Target = 'Intel' }
        @{ What = 'a function that no family has'; Command = { Get-NvdimmDsmFunction -Function Nope* }; Id = 'Nvdimm.Dsm.UnknownFunction'; Target = '*' }
    ) {
        Assert-Failure (Get-Failure $Command) $Id InvalidArgument $Target
    }
}
