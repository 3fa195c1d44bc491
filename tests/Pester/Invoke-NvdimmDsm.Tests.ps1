BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Invoke-NvdimmDsm' {
    AfterEach { $simulator.ClearFaults() }

    It 'sends a function by <Given>' -ForEach @(@{ Given = 'number'; Function = 1 }, @{ Given = '0x number'; Function = '0x1' }, @{ Given = 'name'; Function = 'GetSmart' }, @{ Given = 'name in any case'; Function = 'getsmart' }) {
        $result = Invoke-NvdimmDsm -Dimm nmem0 -Function $Function
        $result.Dimm | Should -BeExactly 'nmem0'
        $result.FunctionName | Should -BeExactly 'GetSmart'
        $result.Status | Should -BeExactly 'Success'
        $result.StatusCode | Should -Be 0
        $result.Route | Should -BeExactly 'Call'
        $result.Source | Should -BeExactly 'Simulated'
        $result.OutputBytes.Count | Should -Be 132
        $result.FirmwareSize | Should -Be 132
        $result.Truncated | Should -BeFalse
        $result.Time.Kind | Should -Be 'Utc'
        $result.LatencyMs | Should -BeGreaterThan 0
    }

    It 'decodes by name, in engineering units' {
        $simulator.Dimm('nmem9').MediaTemperature = 42.5
        $simulator.Dimm('nmem9').HealthState = 'Critical'
        $decoded = (Invoke-NvdimmDsm 1 nmem9).Decoded
        $decoded.MediaTemperature | Should -Be 42.5
        $decoded.HealthState | Should -BeExactly 'Critical'
        $decoded.HealthState | Should -BeOfType string
        , $decoded.ValidFlags | Should -BeOfType string[]
        $decoded.PSObject.Properties.Name | Should -Not -Contain 'Reserved'
        $decoded.PmicTemperature | Should -BeNullOrEmpty
    }

    It 'keeps the fields with offset, unit and reason' {
        $field = (Invoke-NvdimmDsm 1 nmem0).Fields | Where-Object Name -EQ PmicTemperature
        $field.Valid | Should -BeFalse
        $field.Reason | Should -Match 'not reported'
        $field.Offset | Should -Be 25
        $field.Unit | Should -BeExactly "`u{B0}C"
    }

    It 'gives records as objects' {
        $decoded = (Invoke-NvdimmDsm GetCommandEffectLog nmem0).Decoded
        $decoded.Entries.Count | Should -Be $decoded.OpcodeCount
        , $decoded.Entries[0].Effects | Should -BeOfType string[]
    }

    It 'takes many DIMMs, opens each once, and keeps their order' {
        (Invoke-NvdimmDsm -Function GetSmart -Dimm nmem3, nmem1).Dimm | Should -Be 'nmem3', 'nmem1'
        (Get-NvdimmDevice | Invoke-NvdimmDsm GetSmart).Dimm | Should -Be (Get-NvdimmDevice).Name
        (Get-NvdimmRegion region1 | Invoke-NvdimmDsm GetSmart).Count | Should -Be 6
        (Invoke-NvdimmDsm GetSmart -Dimm *).Count | Should -Be 12
    }

    It 'takes requests as objects' {
        $requests = @'
Dimm,Function,InputHex,OutputSize
nmem0,GetSmart,,
1,5,00000000 10000000,
nmem2,0x4,,12
'@ | ConvertFrom-Csv
        $results = $requests | Select-Object Dimm, Function, InputHex, @{ n = 'OutputSize'; e = { if ($_.OutputSize) { [int] $_.OutputSize } } } | Invoke-NvdimmDsm
        $results.Dimm | Should -Be 'nmem0', 'nmem1', 'nmem2'
        $results.FunctionName | Should -Be 'GetSmart', 'GetNamespaceLabelData', 'GetNamespaceLabelSize'
    }

    It 'takes requests from JSON' {
        $requests = '[{"Dimm":"nmem0","Function":5,"Argument":{"Offset":0,"Length":4}},{"Bus":"ndbus0","Function":"GetArsStatus"}]' | ConvertFrom-Json
        $results = $requests | Invoke-NvdimmDsm
        $results.Target | Should -Be 'nmem0', 'ndbus0'
        $results[0].Decoded.Data.Count | Should -Be 4
    }

    It 'takes a DIMM''s row that has its bus too for a call to the DIMM' {
        (Get-NvdimmDevice nmem3 | Select-Object Name, Bus | Invoke-NvdimmDsm GetSmart).Target | Should -BeExactly 'nmem3'
        ([pscustomobject]@{ Dimm = 'nmem3'; Bus = 'ndbus0' } | Invoke-NvdimmDsm GetSmart).Target | Should -BeExactly 'nmem3'
        ([pscustomobject]@{ Dimm = 'nmem3'; Bus = $null } | Invoke-NvdimmDsm GetSmart).Target | Should -BeExactly 'nmem3'
        ([pscustomobject]@{ Dimm = ''; Bus = 'ndbus0' } | Invoke-NvdimmDsm GetArsStatus).Target | Should -BeExactly 'ndbus0'
    }

    It 'takes functions of a bus' {
        (Get-NvdimmDsmFunction -Bus ndbus0 -Function GetArsStatus | Invoke-NvdimmDsm).Bus | Should -BeExactly 'ndbus0'
    }

    It 'takes the input as <Given>' -ForEach @(
        @{ Given = 'bytes'; Payload = @{ InputBytes = [byte[]] (16, 0, 0, 0, 4, 0, 0, 0) } }
        @{ Given = 'digits'; Payload = @{ InputHex = '10000000 04000000' } }
        @{ Given = 'digits with 0x, colons and dashes'; Payload = @{ InputHex = '0x10:00:00:00-04-00_00,00' } }
        @{ Given = 'named values'; Payload = @{ Argument = @{ Offset = 16; Length = '0x4' } } }
        @{ Given = 'named values in any case'; Payload = @{ Argument = @{ offset = 16L; LENGTH = 4.0 } } }
    ) {
        $result = Invoke-NvdimmDsm 5 nmem0 @Payload
        $result.InputBytes | Should -Be 16, 0, 0, 0, 4, 0, 0, 0
        $result.Decoded.Data.Count | Should -Be 4
    }

    It 'takes the input from a file, relative to where one is' {
        [System.IO.File]::WriteAllBytes((Join-Path $TestDrive 'in.bin'), [byte[]] (0, 0, 0, 0, 4, 0, 0, 0))
        Push-Location $TestDrive
        (Invoke-NvdimmDsm 5 nmem0 -InputFile ./in.bin).Decoded.Data.Count | Should -Be 4
        Pop-Location
    }

    It 'goes by -Route <Route>' -ForEach @(@{ Route = 'Auto'; Taken = 'Call' }, @{ Route = 'Call'; Taken = 'Call' }, @{ Route = 'Legacy'; Taken = 'Legacy' }) {
        (Invoke-NvdimmDsm 1 nmem0 -Route $Route).Route | Should -BeExactly $Taken
        $simulator.Transcript[-1].Route | Should -BeExactly $Taken
    }

    It 'gives the bytes alone with -Raw, whatever the status' {
        $null = $simulator.AddFault(@{ Target = 'nmem0'; Function = 1; Status = 5 })
        $result = Invoke-NvdimmDsm 1 nmem0 -Raw
        $result.Decoded | Should -BeNullOrEmpty
        $result.Fields | Should -BeNullOrEmpty
        $result.Status | Should -BeExactly 'RetrySuggested'
        $result.OutputBytes[0..3] | Should -Be 5, 0, 0, 0
    }

    It 'says when the answer was cut off' {
        $result = Invoke-NvdimmDsm 1 nmem0 -OutputSize 20
        $result.Truncated | Should -BeTrue
        $result.FirmwareSize | Should -Be 132
        $result.Decoded.MediaTemperature | Should -Not -BeNullOrEmpty
        $result.Decoded.VendorData | Should -BeNullOrEmpty
    }

    It 'calls a bus' {
        $region = Get-NvdimmRegion region0
        $result = Invoke-NvdimmDsm GetArsCapabilities -Bus ndbus0 -Argument @{ Address = $region.Resource; Length = 4096 }
        $result.Bus | Should -BeExactly 'ndbus0'
        $result.Dimm | Should -BeNullOrEmpty
        $result.Decoded.ScrubTypes | Should -Contain 'Persistent'
        (Get-NvdimmBus | Invoke-NvdimmDsm TranslateSpa -Argument @{ Address = $region.Resource }).Decoded.DeviceCount | Should -BeGreaterThan 0
    }

    It 'decodes by each DIMM''s own family' {
        $null = Use-Simulator nvdimm-n
        (Invoke-NvdimmDsm 11 nmem0).FunctionName | Should -BeExactly 'GetNvdimmNHealth'
        (Invoke-NvdimmDsm 11 nmem0 -Family Msft).Family | Should -BeExactly 'Msft'
        (Invoke-NvdimmDsm 11 nmem0 -Family 3).Family | Should -BeExactly 'Msft'
        $script:simulator = Use-Simulator 2x6
    }

    It 'changes what it is told to change' {
        $result = Invoke-NvdimmDsm SetSmartThreshold nmem0 -Argument @{ MediaTemperature = 70.5; AlarmControl = 'MediaTemperature' }
        $result.Status | Should -BeExactly 'Success'
        (Invoke-NvdimmDsm GetSmartThreshold nmem0).Decoded.MediaTemperature | Should -Be 70.5
    }

    It 'opens the node for reading only where that is enough' {
        $simulator.Dimm('nmem8').ReadOnlyNode = $true
        (Invoke-NvdimmDsm 1 nmem8).Route | Should -BeExactly 'Legacy'
        $simulator.Transcript[-1].Access | Should -BeExactly 'ReadOnly'
    }

    It 'says on -Verbose what was sent, without the payload' {
        $verbose = Invoke-NvdimmDsm 5 nmem0 -InputHex '0000000004000000' -Verbose 4>&1 | Where-Object { $_ -is [System.Management.Automation.VerboseRecord] }
        "$verbose" | Should -Match '^nmem0: Intel 5 GetNamespaceLabelData, route Call, 8 bytes, status Success, .* ms\.$'
    }
}
