# Ctrl-C is PowerShell.Stop(): between two targets the pipeline ends, and what it held is released.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6
    $null = $simulator.AddFault(@{ DelayMs = 200 })

    function Invoke-Stopped([string] $Script) {
        $shell = [powershell]::Create().AddScript("Import-Module '$modulePath'; $Script")
        $running = $shell.BeginInvoke()
        while ($simulator.Transcript.Count -lt 1) { Start-Sleep -Milliseconds 10 }
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        $shell.Stop()
        $clock.Elapsed.TotalSeconds | Should -BeLessThan 3
        { $shell.EndInvoke($running) } | Should -Throw
        $shell.Dispose()
    }
}

AfterAll { Remove-NvdimmSimulator }

Describe 'Ctrl-C' {
    It 'ends <Script>' -ForEach @(
        @{ Script = 'Get-NvdimmDevice | Invoke-NvdimmDsm GetSmart' }
        @{ Script = 'Invoke-NvdimmDsm GetSmart *' }
        @{ Script = 'Invoke-NvdimmCommand smart *' }
        @{ Script = 'Compare-NvdimmRoute *' }
    ) {
        $simulator.TranscriptCapacity = 0
        $simulator.TranscriptCapacity = 1000
        Invoke-Stopped $Script
        Start-Sleep -Milliseconds 500
        $simulator.Transcript.Count | Should -BeLessThan 12
        $simulator.ClearFaults()
        (Invoke-NvdimmDsm GetSmart nmem0).Status | Should -BeExactly 'Success'
        $null = $simulator.AddFault(@{ DelayMs = 200 })
    }

    It 'is not waited for by Select-Object -First' {
        $clock = [System.Diagnostics.Stopwatch]::StartNew()
        Get-NvdimmDevice | Invoke-NvdimmDsm GetSmart | Select-Object -First 1 | Should -Not -BeNullOrEmpty
        $clock.Elapsed.TotalMilliseconds | Should -BeLessThan 1500
    }
}
