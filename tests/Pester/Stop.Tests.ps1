# Ctrl-C is PowerShell.Stop(): between two targets the pipeline ends, and what it held is released.
BeforeAll {
    . $PSScriptRoot/Common.ps1
    $script:simulator = Use-Simulator 2x6

    # Stopped while the kernel holds its first request, which is answered afterwards.
    function Invoke-Stopped([string] $Script) {
        $shell = [powershell]::Create().AddScript("Import-Module '$modulePath'; $Script")
        $gate = Suspend-Simulator $simulator
        try {
            $running = $shell.BeginInvoke()
            $gate.Held.Wait()
            $stopping = $shell.BeginStop($null, $null)
            Wait-For { $shell.InvocationStateInfo.State -ne 'Running' }
        } finally {
            $gate.Open.Set()
            $simulator.Snoop = $null
        }
        $shell.EndStop($stopping)
        $shell.InvocationStateInfo.State | Should -Be Stopped
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
        Invoke-Stopped $Script
        (Invoke-NvdimmDsm GetSmart nmem0).Status | Should -BeExactly 'Success'
    }

    It 'is not waited for by Select-Object -First' {
        $simulator.TranscriptCapacity = 0
        $simulator.TranscriptCapacity = 1000
        Get-NvdimmDevice | Invoke-NvdimmDsm GetSmart | Select-Object -First 1 | Should -Not -BeNullOrEmpty
        $simulator.Transcript.Count | Should -Be 1
    }
}
