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

    # The gate never opens there, so the process ends by Ctrl-C or not at all. A test that runs in the background ignores SIGINT; its
    # child must not.
    It 'ends the process of <_> while the firmware hangs' -Skip:(-not $IsLinux) -ForEach @(
        'Get-NvdimmHealth'
        'Export-NvdimmSupportBundle stopped.zip'
    ) {
        $script = ". '$PSScriptRoot/Common.ps1'; `$gate = Suspend-Simulator (Use-Simulator 1x2); " +
            "`$null = Start-ThreadJob { (`$using:gate).Held.Wait(); /bin/kill -INT `$PID }; $_; 'it went on'"
        $start = [System.Diagnostics.ProcessStartInfo]@{ FileName = '/usr/bin/env'; WorkingDirectory = $TestDrive; RedirectStandardOutput = $true }
        '--default-signal=INT', (Join-Path $PSHOME pwsh), '-NoProfile', '-NonInteractive', '-Command', $script |
            ForEach-Object { $start.ArgumentList.Add($_) }
        $process = [System.Diagnostics.Process]::Start($start)
        $said = $process.StandardOutput.ReadToEndAsync()
        try {
            Wait-For { $process.HasExited }
        } finally {
            $process.Kill()
        }
        $said.Result | Should -BeNullOrEmpty
    }

    It 'is not waited for by Select-Object -First' {
        $simulator.TranscriptCapacity = 0
        $simulator.TranscriptCapacity = 1000
        Get-NvdimmDevice | Invoke-NvdimmDsm GetSmart | Select-Object -First 1 | Should -Not -BeNullOrEmpty
        $simulator.Transcript.Count | Should -Be 1
    }
}
