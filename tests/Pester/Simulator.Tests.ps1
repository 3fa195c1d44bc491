BeforeAll {
    . $PSScriptRoot/Common.ps1
}

AfterAll { if (Get-NvdimmSimulator) { Remove-NvdimmSimulator } }

Describe 'The simulator' {
    BeforeAll { $script:simulator = New-NvdimmSimulator -Force }
    BeforeEach {
        if (-not $simulator.Active) { $script:simulator = New-NvdimmSimulator -Force }
        $simulator.ClearFaults()
        $simulator.TranscriptCapacity = 0
        $simulator.TranscriptCapacity = 1000
    }

    It 'is 2x6 by default' {
        $simulator.Topology | Should -BeExactly '2x6'
        $simulator.Active | Should -BeTrue
        $simulator.Dimms.Count | Should -Be 12
        (Get-NvdimmSimulator).SysfsRoot | Should -BeExactly $simulator.SysfsRoot
    }

    It 'can be <_>' -ForEach @('1x1', 'nfit_test', 'qemu', 'nvdimm-n', 'hpe-nvdimm-n', 'hpe2-nvdimm-n', 'hyperv', 'papr', '1x1:msft') {
        (New-NvdimmSimulator $_ -Force).Topology | Should -BeExactly $_
        Get-NvdimmDevice | Should -Not -BeNullOrEmpty
    }

    It 'is not replaced unasked' {
        Assert-Failure (Get-Failure { New-NvdimmSimulator 1x1 }) Nvdimm.Simulator.Active InvalidOperation 2x6
        $simulator.Active | Should -BeTrue
    }

    It 'refuses what it cannot be' {
        Assert-Failure (Get-Failure { New-NvdimmSimulator 99x99 -Force }) Nvdimm.Simulator.Topology InvalidArgument 99x99
        $simulator.Active | Should -BeTrue
    }

    It 'lets a script set what firmware and sysfs report' {
        $dimm = $simulator.Dimm('nmem0')
        $dimm.MediaTemperature = 90
        $dimm.SparesRemaining = 7
        $dimm.HealthState = 'Fatal'
        $decoded = (Invoke-NvdimmDsm GetSmart nmem0).Decoded
        $decoded.MediaTemperature | Should -Be 90
        $decoded.SparesRemaining | Should -Be 7
        $decoded.HealthState | Should -BeExactly 'Fatal'
        $dimm.NotArmed = $true
        (Get-NvdimmDevice nmem0).Flags | Should -Contain 'not_armed'
    }

    It 'keeps a transcript' {
        $null = Invoke-NvdimmDsm GetSmart nmem0
        $null = Invoke-NvdimmCommand smart nmem1
        $simulator.Transcript.Target | Should -Be nmem0, nmem1
        $simulator.Transcript.Route | Should -Be Call, Legacy
        $simulator.Transcript.FunctionName | Should -Be GetSmart, GetSmart
        $simulator.Transcript[0].SentBytes.Count | Should -Be (64 + 132)
        $simulator.TranscriptCapacity = 1
        $simulator.Transcript.Count | Should -Be 1
    }

    It 'shows faults as long as they last' {
        $fault = $simulator.AddFault(@{ Target = 'nmem0'; Function = 1; Errno = 'EIO'; Count = 1 })
        $simulator.Faults.Count | Should -Be 1
        Get-Failure { Invoke-NvdimmDsm 1 nmem0 } | Should -Not -BeNullOrEmpty
        (Invoke-NvdimmDsm 1 nmem0).Status | Should -BeExactly 'Success'
        $simulator.RemoveFault($fault) | Should -BeFalse
        $fault = $simulator.AddFault(@{ Family = 'Intel'; DelayMs = 30 })
        (Invoke-NvdimmDsm 1 nmem0).LatencyMs | Should -BeGreaterThan 25
        $simulator.RemoveFault($fault) | Should -BeTrue
    }

    It 'refuses a fault that makes no sense: <What>' -ForEach @(
        @{ What = 'nothing'; Fault = @{ Target = 'nmem0' } }
        @{ What = 'two ways'; Fault = @{ Errno = 'EIO'; Status = 1 } }
        @{ What = 'no errno'; Fault = @{ Errno = 'ENOPE' } }
        @{ What = 'no number'; Fault = @{ Status = 'x' } }
    ) {
        { $simulator.AddFault($Fault) } | Should -Throw '*fault*'
        $simulator.Faults.Count | Should -Be 0
    }

    It 'shows every request to a snoop, which can refuse it' {
        $script:seen = [System.Collections.Generic.List[string]]::new()
        $simulator.Snoop = { param($request) $seen.Add("$($request.Node) $($request.Function)"); $request.Node.Id -eq 1 ? 13 : 0 }
        $null = Invoke-NvdimmDsm GetSmart nmem0
        Assert-Failure (Get-Failure { Invoke-NvdimmDsm GetSmart nmem1 -Route Call }) Nvdimm.Ioctl.EACCES PermissionDenied nmem1
        $seen | Should -Be 'nmem0 1', 'nmem1 1'
        $simulator.Snoop = $null
    }

    It 'lets a snoop change a DIMM and call a cmdlet' {
        $simulator.Snoop = {
            param($request)
            if ($request.Function -eq 1) {
                $simulator.Dimm('nmem0').MediaTemperature = 71
                $script:thresholds = Invoke-NvdimmDsm GetSmartThreshold nmem0
            }
            0
        }
        try {
            (Invoke-NvdimmDsm GetSmart nmem0).Status | Should -BeExactly Success
            $simulator.Dimm('nmem0').MediaTemperature | Should -Be 71
            $script:thresholds.Status | Should -BeExactly Success
        } finally {
            $simulator.Snoop = $null
        }
    }

    It 'says who is there when one is not' {
        { $simulator.Dimm('nmem99') } | Should -Throw '*nmem0*'
        { $simulator.Bus('ndbus9') } | Should -Throw '*ndbus0*'
        { $simulator.Region('region9') } | Should -Throw '*region0*'
    }

    It 'goes with Remove-NvdimmSimulator' {
        $root = $simulator.SysfsRoot
        $simulator | Remove-NvdimmSimulator
        $simulator.Active | Should -BeFalse
        Test-Path $root | Should -BeFalse
        Get-NvdimmSimulator | Should -BeNullOrEmpty
        Assert-Failure (Get-Failure { Remove-NvdimmSimulator }) Nvdimm.Simulator.None ObjectNotFound ''
    }

    It 'is there for new runspaces too' {
        $simulator.Dimm('nmem3').MediaTemperature = 77
        $results = 0..5 | ForEach-Object -Parallel { Import-Module $using:modulePath; Invoke-NvdimmDsm GetSmart $_ } -ThrottleLimit 3
        $results.Source | Select-Object -Unique | Should -Be 'Simulated'
        ($results | Where-Object { $_.Decoded.MediaTemperature -eq 77 }).Dimm | Should -Be nmem3
    }

    It 'removed while calls run, ends them with an error and never reaches the real machine' {
        $null = $simulator.AddFault(@{ DelayMs = 5 })
        $shell = [powershell]::Create().AddScript("Import-Module '$modulePath'; & { while (Get-NvdimmSimulator) { 'nmem0' }; 'nmem0' } | Invoke-NvdimmDsm GetSmart")
        $running = $shell.BeginInvoke()
        Wait-For { $simulator.Transcript.Count -ge 3 }
        Remove-NvdimmSimulator
        $output = $shell.EndInvoke($running)
        $output.Count | Should -BeGreaterThan 0
        $output.Source | Select-Object -Unique | Should -Be 'Simulated'
        $shell.Streams.Error.Count | Should -BeGreaterThan 0
        $shell.Streams.Error | ForEach-Object { $_.FullyQualifiedErrorId | Should -Match '^Nvdimm\.(Open\.|Ioctl\.|Dimm\.NotFound|Dsm\.No(Commands|Family))' }
        $shell.Dispose()
    }
}

Describe 'Without a simulator' {
    It 'lists nothing and says why, where the kernel has no NVDIMM support' -Skip:((Test-Path /sys/bus/nd) -or -not $IsLinux) {
        if (Get-NvdimmSimulator) { Remove-NvdimmSimulator }
        foreach ($command in 'Get-NvdimmDevice', 'Get-NvdimmBus', 'Get-NvdimmRegion', 'Get-NvdimmNamespace') {
            & $command -WarningVariable warning -WarningAction SilentlyContinue | Should -BeNullOrEmpty
            "$warning" | Should -Match 'modprobe nfit'
        }

        $failure = Get-Failure { Invoke-NvdimmDsm 1 nmem0 -WarningAction SilentlyContinue }
        Assert-Failure $failure Nvdimm.Dimm.NotFound ObjectNotFound nmem0 'machine has none'
    }
}
